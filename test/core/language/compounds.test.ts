/** Words written together are taken apart where a template has free text before a word, and nowhere else. */

import type { Messages } from "hearsay";
import { describe, expect, it } from "vitest";
import { createLanguage } from "../../../core/language/index.ts";

const choice = { kind: "choice" };
const state: Messages["skill/state"] = {
  name: "timer",
  about: "Timers.",
  instance: "timer-1",
  intents: {
    cancel: { about: "", slots: { name: { kind: "text" }, one: choice } },
    set: { about: "", slots: { name: { kind: "text" }, duration: { kind: "duration" } } },
  },
  languages: Object.fromEntries(
    ["de", "en"].map((language) => [
      language,
      {
        hear: {
          cancel: ["stop [den|the] {one}", "stop [den|the] {name} {one}"],
          set: ["[den|the] {name} timer {duration}"],
        },
        lists: { one: { alarm: ["wecker"] } },
        rules: {},
        examples: [],
      },
    ]),
  ),
  deadline: 8000,
  bootId: "b1",
};

function match(text: string, language: string) {
  const made = createLanguage();
  made.setSkill(state);
  const found = made.match(text, language);
  return found && { intent: found.intent, ...found.slots };
}

describe("German", () => {
  it.each([
    ["Nudeltimer 8 Minuten", { intent: "set", name: "Nudel", duration: 480_000 }],
    ["den NUDELTIMER 8 Minuten", { intent: "set", name: "NUDEL", duration: 480_000 }],
    ["Nudel Timer 8 Minuten", { intent: "set", name: "Nudel", duration: 480_000 }],
    ["kleiner Nudeltimer 8 Minuten", { intent: "set", name: "kleiner Nudel", duration: 480_000 }],
    ["stop den Kurzzeitwecker", { intent: "cancel", name: "Kurzzeit", one: "alarm" }],
    ["stop den Wecker", { intent: "cancel", one: "alarm" }],
    ["stop die Weckeruhr", undefined],
  ])("%s", (text, expected) => expect(match(text, "de")).toEqual(expected));
});

it("leaves other languages as they are said", () => {
  expect(match("pastatimer 8 minutes", "en")).toBeUndefined();
  expect(match("pasta timer 8 minutes", "en")).toMatchObject({ name: "pasta" });
});
