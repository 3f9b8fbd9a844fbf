/** That two skills which claim one sentence are told so, and others are not. */
import { describe, expect, it } from "vitest";
import { createLanguage } from "../../../core/language/index.ts";
import { oneIntent, type SlotTable } from "./kit.ts";

const slots: SlotTable[string] = {
  text: { kind: "text" },
  number: { kind: "number" },
  low: { kind: "number", max: 10 },
  high: { kind: "number", min: 11 },
  colour: { kind: "choice" },
  mood: { kind: "choice" },
};
const lists = {
  colour: { red: ["red"], blue: ["blue"] },
  mood: { sad: ["blue", "sad"], glad: ["glad"] },
};

function clash(first: string, second: string): string | undefined {
  const language = createLanguage();
  expect(language.setSkill(oneIntent("first", [first], slots, { lists }))).toEqual([]);
  const found = language.setSkill(oneIntent("second", [second], slots, { lists }));
  expect(found.every(({ other, intent }) => other.skill === "first" && intent === "go")).toBe(true);
  return found[0]?.sentence;
}

describe("one sentence", () => {
  it.each([
    ["what time is it", "what's the time", undefined],
    ["what time is it", "(what|which) time is it", "what time is it"],
    ["[please] stop", "stop [now]", "stop"],
    ["turn it (up|down)", "turn it (down|off)", "turn it down"],
    ["set {number}", "set {number} [now]", "set {number}"],
    ["set {low}", "set {high}", undefined],
    ["set {number}", "set {text}", undefined],
    ["paint {colour}", "paint {mood}", "paint {mood}"],
    ["five lamps", "5 lamps", "5 lamps"],
    ["a [b] [c] d", "a c [d]", "a c d"],
  ])("%s / %s", (first, second, sentence) => expect(clash(first, second)).toBe(sentence));
});

it("is no conflict between languages, with itself, or once the other is gone", () => {
  const language = createLanguage();
  language.setSkill(oneIntent("first", ["stop"]));
  expect(language.setSkill(oneIntent("first", ["stop", "halt"]))).toEqual([]);
  language.removeSkill("first");
  expect(language.setSkill(oneIntent("second", ["stop"]))).toEqual([]);
});
