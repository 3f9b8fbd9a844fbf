/** The judge of recognised words must itself be right: normalisation, spelled numbers and the edit distance. */
import { describe, expect, it } from "vitest";
import { scoreOf, spellNumber, wordErrors, wordsOf } from "./score.ts";

describe("score", () => {
  it.each([
    ["Set a timer for 30 seconds.", "set a timer for thirty seconds"],
    ["What's the weather?", "whats the weather"],
    ["What’s the weather", "whats the weather"],
    ["Mr. Quilter is OK", "mister quilter is okay"],
    ["at 75%", "at seventy five percent"],
    ["1,250 people", "one thousand two hundred fifty people"],
    ["two-cities", "two cities"],
    ["Grüße, Größe", "grüße größe"],
    ["...", ""],
  ])("reads %j as %j", (text, words) => {
    expect(wordsOf(text).join(" ").normalize("NFC")).toBe(words);
  });

  it.each([
    ["0", "zero"],
    ["13", "thirteen"],
    ["20", "twenty"],
    ["105", "one hundred five"],
    ["2026", "two thousand twenty six"],
    ["1234567", "one two three four five six seven"],
  ])("spells %s", (digits, words) => {
    expect(spellNumber(digits)).toBe(words);
  });

  it.each([
    ["a b c", "a b c", 0],
    ["a b c", "a x c", 1],
    ["a b c", "a c", 1],
    ["a b c", "a b b c", 1],
    ["a b c", "", 3],
    ["", "a b", 2],
  ])("from %j to %j there are errors", (said, heard, errors) => {
    expect(wordErrors(said.split(" ").filter(Boolean), heard.split(" ").filter(Boolean))).toBe(errors);
  });

  it("is errors a word, and nothing without words", () => {
    const pairs = [
      { said: "turn it on", heard: "turn it off" },
      { said: "stop", heard: "Stop!" },
    ];
    expect(scoreOf(pairs)).toEqual({ clips: 2, words: 4, errors: 1, wer: 25 });
    expect(scoreOf([]).wer).toBeNull();
  });
});
