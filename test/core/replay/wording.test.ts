/** Another form of the same phrases is the same said in other words; other values, or other phrases, are not. */
import { describe, expect, it } from "vitest";
import { differences } from "../../../core/replay/compare.ts";
import { readPhrases } from "../../../core/replay/ground.ts";
import type { Done } from "../../../core/replay/turns.ts";
import { sameInOtherWords } from "../../../core/replay/wording.ts";

const phrases = await readPhrases();

describe("an answer", () => {
  it.each<[string, string, string, boolean]>([
    ["timer", "Timer set for 5 minutes.", "5 minutes, starting now.", true],
    ["timer", "Timer set for 5 minutes.", "6 minutes, starting now.", false],
    ["timer", "Timer set for 5 minutes.", "Timer cancelled.", false],
    ["timer", "Pasta timer set for 5 minutes.", "The pasta timer is set for 5 minutes.", true],
    ["timer", "Timer cancelled. 5 minutes left.", "I stopped the timer. 5 minutes to go.", true],
    ["timer", "Timer cancelled. 5 minutes left.", "5 minutes to go. I stopped the timer.", false],
    ["timer", "Timer cancelled.", "I stopped the timer. Timer cancelled.", false],
    ["timer", "Sorry, I don't know how to help with that.", "I'm afraid I can't do that yet.", true],
    ["clock", "Timer set for 5 minutes.", "5 minutes, starting now.", false],
    ["", "Your timer is done. 5 minutes are over.", "Time's up: 5 minutes.", true],
    ["nobody's", "Done.", "Ready.", false],
    ["timer", `Timer set for ${"very ".repeat(300)}long.`, "Timer cancelled.", false],
  ])("%s: %s / %s", (skill, was, is, same) => {
    expect(sameInOtherWords(was, is, phrases, skill === "" ? [] : [skill])).toBe(same);
  });
});

it("such a difference is a note, and only in what is said", () => {
  const intents = [{ skill: "timer", intent: "set", slots: {} }];
  const base = { site: "den", at: 0, effects: [], cut: "none", outcome: "done", timing: {} } as const;
  const was: Done = { ...base, reason: "text", intents, said: "Timer set for 5 minutes." };
  const is: Done = { ...was, said: "5 minutes, starting now.", cut: "stop" };
  expect(differences([was], [is], undefined, phrases)).toMatchObject([
    { field: "said", wording: true },
    { field: "cut" },
  ]);
  expect(differences([was], [is])[0]).not.toHaveProperty("wording");
});
