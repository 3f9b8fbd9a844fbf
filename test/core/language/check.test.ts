/** What an author is told of a language file that does not fit its skill. */
import { describe, expect, it } from "vitest";
import { defineSkill, type SkillWords, slot } from "../../../core/contract/index.ts";
import { checkWords } from "../../../core/language/check.ts";

const skill = defineSkill({
  name: "timer",
  about: "Timers.",
  intents: {
    set: {
      about: "Sets one.",
      slots: { length: slot.duration(), name: slot.text().maybe(), mood: slot.choice().maybe() },
      run: async () => {},
    },
    stop: { about: "Stops it.", slots: {}, run: async () => {} },
  },
});

const fine: SkillWords = {
  hear: { set: ["set a timer for {length} [called {name}]", "{mood} timer <for> {length}"], stop: ["stop"] },
  say: { set: ["{length:duration}, starting now.", "Done."] },
  lists: { mood: { soft: ["soft[ly]"], loud: ["loud", "noisy"] } },
  rules: { for: "(for|of)" },
  examples: ["set a timer for five minutes"],
};

it("has nothing to say of a file that fits", () => expect(checkWords(fine, skill)).toEqual([]));

it("lets a slot stand in two places of which one is said", () => {
  const hear = { set: ["[{name}] for {length} [{name}]", "({length} or|[or] {length})"] };
  expect(checkWords({ ...fine, hear }, skill)).toEqual([]);
});

describe("tells of", () => {
  it.each<[string, object, string, string]>([
    ["an intent that is not there", { hear: { sett: ["x"] } }, "/hear/sett/0", 'no intent "sett"'],
    ["a slot that is not there", { hear: { set: ["for {lenth}"] } }, "/hear/set/0", "no slot {lenth}"],
    ["a slot of every object", { hear: { set: ["{constructor}"] } }, "/hear/set/0", "no slot {constructor}"],
    [
      "a slot that can be missing",
      { hear: { set: ["set", "set {length}"] } },
      "/hear/set/0",
      "without {length}",
    ],
    [
      "a slot missing on one way",
      { hear: { set: ["(set {length}|set it)"] } },
      "/hear/set/0",
      "without {length}",
    ],
    ["a slot said twice", { hear: { set: ["[now] {length} or {length}"] } }, "/hear/set/0", "{length} twice"],
    ["a sentence without words", { hear: { stop: ["[stop]"] } }, "/hear/stop/0", "without any word"],
    ["a template that cannot be read", { hear: { stop: ["a", "(b"] } }, "/hear/stop/1", 'expected ")"'],
    ["a word that touches a slot", { hear: { set: ["for{length}"] } }, "/hear/set/0", "needs a space"],
    ["a rule that is not there", { hear: { stop: ["<x> stop"] } }, "/hear/stop/0", "no rule <x>"],
    [
      "a rule that contains itself",
      { rules: { for: "a <b>", b: "<for>" } },
      "/hear/set/1",
      "contains itself",
    ],
    ["a rule that cannot be read", { rules: { for: "a", b: "[a" } }, "/rules/b", 'expected "]"'],
    ["a list that is not there", { lists: {} }, "/hear/set/1", 'needs a list "mood"'],
    [
      "a word of two values",
      { lists: { mood: { a: ["x[s]"], b: ["XS"] } } },
      "/lists/mood",
      'stands for "a" and for "b"',
    ],
    ["an entry with a slot", { lists: { mood: { a: ["{name}"] } } }, "/lists/mood", "has no slots"],
    ["an entry without words", { lists: { mood: { a: ["?"] } } }, "/lists/mood", "has no words"],
    ["a format that is not there", { say: { x: ["a", "{n:duratio}"] } }, "/say/x/1", 'no format "duratio"'],
    ["a phrase without forms", { say: { x: [] } }, "/say/x", "at least one text"],
    ["a wrong shape of hear", { hear: ["stop"] }, "/hear", "expected an object"],
    ["a wrong shape of an intent", { hear: { stop: "stop" } }, "/hear/stop", "expected a list"],
    ["a wrong shape of lists", { lists: { mood: ["a"] } }, "/lists/mood", "expected words by value"],
    ["a wrong shape of rules", { rules: { for: 1 } }, "/rules/for", "expected a text"],
  ])("%s", (_what, change, path, message) => {
    const [fault, ...more] = checkWords({ ...fine, ...change } as SkillWords, skill);
    expect(fault).toMatchObject({ code: "SENTENCE_INVALID", path });
    expect(fault?.message).toContain(message);
    expect(more).toEqual([]);
  });
});

it("tells of all mistakes at once", () => {
  const words = { ...fine, hear: { set: ["set", "{x}"], stop: ["(", "stop"] }, say: { a: ["{"] } };
  expect(checkWords(words, skill).map(({ path }) => path)).toEqual([
    "/hear/set/0",
    "/hear/set/1",
    "/hear/stop/0",
    "/say/a/0",
  ]);
});
