/** What a skill's phrases tell of themselves: which can be spoken ahead, and which only confirm. */
import { describe, expect, it } from "vitest";
import { defineSkill } from "../../../../core/contract/index.ts";
import { checkSkill } from "../../../../core/host/serve/skill-check.ts";
import { confirmsOf } from "../../../../core/host/serve/skill-confirms.ts";
import { fixedPhrases } from "../../../../core/host/serve/skill-phrases.ts";

describe("spoken ahead", () => {
  it.each<[string, Record<string, string[]>, string[]]>([
    [
      "are whole sentences, in every form",
      { a: ["Okay.", "All right!"], b: ["nothing here."] },
      ["Okay.", "All right!", "Nothing here."],
    ],
    ["are none with a value", { a: ["The {name} is on."], b: ["{name:list}."] }, []],
    ["are none that are a part of one", { a: ["red"], b: ["the shopping list"] }, []],
    ["are each told once", { a: ["Okay."], b: ["Okay."] }, ["Okay."]],
    ["have braces that are meant as such", { a: ["Say \\{x\\}."] }, ["Say {x}."]],
    ["are not endless", { a: [`${"a ".repeat(100)}.`] }, []],
  ])("%s", (_, say, phrases) => expect(fixedPhrases(say, "en")).toEqual(phrases));

  it("are so many at most", () => {
    const say = { a: Array.from({ length: 100 }, (_, i) => `Sentence ${i}.`) };
    expect(fixedPhrases(say, "en")).toHaveLength(64);
  });
});

const intent = { about: "x", slots: {}, run: async () => {} };
const skill = (confirms: string[]) =>
  defineSkill({
    name: "s",
    about: "x",
    confirms,
    intents: { easy: intent, hard: { ...intent, risk: "high" } },
  });
const words = {
  en: { hear: { easy: ["go"], hard: ["stop"] }, say: { "done-on": ["On."], other: ["Well."] } },
};

describe("a confirmation", () => {
  it.each<[string[], string, string, boolean]>([
    [["done-*"], "easy", "done-on", true],
    [["done-*"], "easy", "other", false],
    [["other"], "easy", "other", true],
    [["done-*"], "hard", "done-on", false],
    [[], "easy", "done-on", false],
  ])("by %j of %s: %s is %s", (confirms, asked, phrase, is) =>
    expect(confirmsOf(skill(confirms), asked)(phrase)).toBe(is),
  );

  it("that is no phrase of the skill is refused", () => {
    expect(() => checkSkill(skill(["done-*"]), words)).not.toThrow();
    expect(() => checkSkill(skill(["done-*", "gone-*"]), words)).toThrow(
      expect.objectContaining({ code: "PLUGIN_INVALID", path: "/confirms/1" }),
    );
  });
});
