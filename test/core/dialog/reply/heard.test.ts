/** Whole words that were heard of an answer until it was cut. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heardOf, type Placed } from "../../../../core/dialog/reply/heard.ts";

const answer: readonly Placed[] = [
  { text: "Okay, ", from: 0, to: 400 },
  { text: "the lights are off. ", from: 520, to: 2020 },
  { text: "Good night.", from: 2270 },
  { text: "Sleep well." },
];

describe("heard", () => {
  it.each<[number, string]>([
    [0, ""],
    [399, ""],
    [400, "Okay,"],
    [519, "Okay,"],
    [819, "Okay,"],
    [821, "Okay, the"],
    [1421, "Okay, the lights"],
    [2020, "Okay, the lights are off."],
    [2560, "Okay, the lights are off. Good"],
    [9000, "Okay, the lights are off. Good night."],
  ])("until %d ms", (position, words) => expect(heardOf(answer, position)).toBe(words));

  it("begins the text always, and grows with the time", () => {
    const clause = fc.record({
      text: fc.string({ unit: "grapheme" }),
      length: fc.integer({ min: 1, max: 5000 }),
    });
    fc.assert(
      fc.property(fc.array(clause, { maxLength: 5 }), fc.nat(9000), fc.nat(9000), (clauses, a, b) => {
        const ends = clauses.map((_, i) =>
          clauses.slice(0, i + 1).reduce((sum, { length }) => sum + length, 0),
        );
        const placed = clauses.map(({ text }, i) => ({ text, from: ends[i - 1] ?? 0, to: ends[i] ?? 0 }));
        const words = (text: string): string[] => text.split(/\s+/u).filter(Boolean);
        const all = words(placed.map(({ text }) => text).join(" "));
        const [less = [], more = []] = [Math.min(a, b), Math.max(a, b)].map((ms) =>
          words(heardOf(placed, ms)),
        );
        expect(all.slice(0, more.length)).toEqual(more);
        expect(more.slice(0, less.length)).toEqual(less);
      }),
    );
  });
});
