/** What a model writes, as it is said: cut into clauses while it comes, without what is not for the ear. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCutter } from "../../../../core/dialog/think/say/cutter.ts";
import { speakable } from "../../../../core/dialog/think/say/speakable.ts";

/** In pieces of so many characters. */
function saidOf(text: string, size: number): string[] {
  const cutter = createCutter();
  const said: string[] = [];
  for (let at = 0; at < text.length; at += size) said.push(...cutter.push(text.slice(at, at + size)));
  return [...said, ...cutter.end()];
}

describe("what is not for the ear", () => {
  it.each([
    ["**bold** and *light* and _other_", "bold and light and other"],
    ["snake_case stays, 3 * 4 too", "snake_case stays, 3 * 4 too"],
    ["## A heading", "A heading"],
    ["It says: ⟦result of the tool: 5 degrees.⟧", "It says: result of the tool: 5 degrees."],
    ["- a point", "a point"],
    ["> a quote", "a quote"],
    ["see [this page](https://a.example/x?y=1)", "see this page"],
    ["see https://www.a.example/x?y=1.", "see a.example."],
    ["`code` in a line", "code in a line"],
    ["| a | b |", "a, b"],
    ["|---|:-:|", ""],
    ["---", ""],
    ["fine 👍🏽 so 🇩🇪", "fine so"],
    ["a <b>tag</b> in it", "a tag in it"],
    ["1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
    ["[friendly] Hello. [laugh]", "[friendly] Hello. [laugh]"],
    ["[/]", "[/]"],
    ["invisible\u200b\u202e signs\u0007", "invisible signs"],
    ["…", ""],
  ])("%s", (written, said) => {
    expect(speakable(written, { until: undefined })).toBe(said);
  });

  it.each([
    ["Before.\n```js\nconst x = 1. Foo.\n```\nAfter.", ["Before.", "After."]],
    ["<think>I wonder. Should I?</think>Yes. I do.", ["Yes.", "I do."]],
    ["Yes. ```never closed. Not said.", ["Yes."]],
  ])("is not said wherever it is cut: %j", (written, said) => {
    for (const size of [1, 3, 7, 1000]) expect(saidOf(written, size), `${size}`).toEqual(said);
  });
});

it("gives the first clause before the second is there", () => {
  const cutter = createCutter();
  expect(cutter.push("Well, that is not so easy")).toEqual([]);
  expect(cutter.push(" to say, ")).toEqual(["Well,"]);
  expect(cutter.push("but I try. A")).toEqual(["that is not so easy to say, but I try."]);
  expect(cutter.end()).toEqual(["A"]);
});

it("cuts text without any place to pause, and ends what goes on for ever", () => {
  const cutter = createCutter();
  const said = cutter.push("word ".repeat(300));
  expect(said.every((piece) => piece.length <= 400)).toBe(true);
  for (let count = 0; count < 400; count++) cutter.push("And on. ");
  expect(cutter.full()).toBe(true);
  expect(cutter.push("More. More.")).toEqual([]);
});

it("loses no plain word, however it comes", () => {
  const words = fc.array(fc.constantFrom("one", "two,", "three.", "four!", "five\n", "größer"), {
    minLength: 1,
  });
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 12 }), (some, size) => {
      const text = some.join(" ");
      const plain = (given: string): string => given.replace(/\s+/gu, " ").trim();
      expect(plain(saidOf(text, size).join(" "))).toBe(plain(text));
    }),
  );
});

it("takes any text", () => {
  const signs = fc.constantFrom(
    "[",
    "]",
    "(",
    ")",
    "`",
    "```",
    "*",
    "<think>",
    "</think>",
    "|",
    "http://",
    "a",
    " ",
    "\n",
    "🎉",
  );
  fc.assert(
    fc.property(fc.array(signs), fc.integer({ min: 1, max: 5 }), (some, size) => {
      for (const piece of saidOf(some.join(""), size)) expect(piece).toBe(piece.trim());
    }),
  );
});
