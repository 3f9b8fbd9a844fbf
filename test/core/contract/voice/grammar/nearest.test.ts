/** Sentences found from words that were heard a little wrong, against an exhaustive search; and what keeps opposites apart. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GrammarData } from "../../../../../core/contract/voice/grammar/data.ts";
import {
  disagree,
  distanceOf,
  nearest,
  openGrammar,
  plainForm,
  worstWord,
} from "../../../../../core/contract/voice/index.ts";

const grammarOf = (sentences: readonly string[]): GrammarData => ({
  language: "en",
  start: 0,
  nets: [{ ends: [1], edges: sentences.flatMap((sentence) => [0, 1, plainForm(sentence)]) }],
  apart: [
    ["on", "off"],
    ["one 1", "two 2", "five 5", "twenty 20"],
  ],
});
const sentences = [
  "turn on the lamp",
  "turn off the lamp",
  "is the front door locked",
  "set a timer for five minutes",
  "what time is it",
];

describe("nearest", () => {
  const grammar = openGrammar(grammarOf(sentences));
  it.each<[string, string | undefined]>([
    ["Turn on the lump.", "turn on the lamp"],
    ["is the front or locked?", "is the front door locked"],
    ["Set a time for five minutes", "set a timer for five minutes"],
    ["Turn of the lamp", "turn off the lamp"],
    ["turn on the lamp", "turn on the lamp"],
    ["The weather in Spain", undefined],
    ["", undefined],
  ])("%s", (text, sentence) => {
    const [first] = nearest(grammar, plainForm(text), { maxDistance: 0.2 });
    expect(first?.sentence.trim()).toBe(sentence);
  });

  it("gives each sentence once, the nearest first, none beyond the distance asked for", () => {
    const found = nearest(grammar, plainForm("turn of the lamp"), { maxDistance: 0.2 });
    expect(found.map(({ sentence }) => sentence.trim())).toEqual(["turn off the lamp", "turn on the lamp"]);
    expect(found.every(({ distance }) => distance <= 0.2)).toBe(true);
  });

  it("finds what one wrong letter hides, wherever it is", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "e", "k", "t"), minLength: 3, maxLength: 6 });
    const sentence = fc.array(word, { minLength: 3, maxLength: 4 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.uniqueArray(sentence, { minLength: 1, maxLength: 12 }), fc.nat(), (all, at) => {
        const said = all[0] ?? "";
        const place = at % said.length;
        if (said[place] === " ") return;
        const heard = plainForm(`${said.slice(0, place)}x${said.slice(place + 1)}`);
        const [first] = nearest(openGrammar(grammarOf(all)), heard, { maxDistance: 0.3 });
        const best = Math.min(...all.map((one) => distanceOf(heard, plainForm(one))));
        expect(first && distanceOf(heard, first.sentence)).toBeLessThanOrEqual(best + 0.1);
      }),
      { numRuns: 200 },
    );
  });
});

describe("plain form", () => {
  it.each([
    ["Turn on the lamp.", " turn on the lamp"],
    ["What's the time?", " whats the time"],
    ["Dim it to 40 %, please!", " dim it to 40% please"],
    ["At 7:30 a.m.", " at 7:30 am"],
    ["twenty-five", " twenty five"],
    ["1,000.5", " 1000.5"],
    ["Schließe die Küche", " schliesse die küche"],
    ["…", ""],
  ])("%s", (text, plain) => {
    expect(plainForm(text)).toBe(plain);
  });
});

describe("gates", () => {
  const { apart } = grammarOf([]);
  it.each<[string, string, boolean]>([
    ["turn off the lamp", "turn on the lamp", true],
    ["turn of the lamp", "turn on the lamp", false],
    ["twenty five minutes", "twenty minutes", true],
    ["25 minutes", "twenty five minutes", false],
    ["25 minutes", "twenty minutes", true],
    ["seven minutes", "five minutes", false],
    ["ten past five", "five past one", true],
  ])("%s, %s", (heard, meant, wanted) => {
    expect(disagree(plainForm(heard), plainForm(meant), apart)).toBe(wanted);
  });
  it.each<[string, string, number]>([
    ["the blue lamp", "the big lamp", 0.75],
    ["the bed room lamp", "the bedroom lamp", 0],
    ["turn of the lamp", "turn off the lamp", 0.34],
    ["lamp", "lamp", 0],
    ["", "lamp", 1],
  ])("the worst word of %s, %s", (a, b, most) => {
    expect(worstWord(a, b)).toBeLessThanOrEqual(most);
    expect(worstWord(a, b)).toBeGreaterThanOrEqual(most - 0.1);
  });
});
