/** That no sequence of number and time words confuses a reader: it ends, moves forward and gives real values. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSentence } from "../../../core/language/normalise.ts";
import { wordsFor } from "../../../core/language/words/index.ts";

const vocabulary: Readonly<Record<string, string>> = {
  en: "a an one two five ten nineteen twenty ninety hundred thousand million and half quarter quarters three point oh zero minus percent per cent of couple dozen minute minutes hours seconds day week past to o'clock am pm in the morning tonight at night noon 5 1.5 1/2 7:30 0730 99:99 1,000 lamp",
  de: "ein eine einen eins zwei fünf zehn neunzehn zwanzig neunzig hundert tausend Million Millionen und halb halbe viertel dreiviertel drei komma null minus Prozent anderthalb zweieinhalb Minute Minuten Stunden Sekunden Viertelstunde nach vor Uhr abends am Abend in der Nacht Mitternacht 5 1,5 1/2 7:30 19.30 99:99 1.000 Lampe",
};

describe.each(Object.entries(vocabulary))("in %s", (language, text) => {
  const words = wordsFor(language);
  const said = fc.array(fc.constantFrom(...text.split(" ")), { maxLength: 25 }).map((all) => all.join(" "));

  it("every reading moves forward and stays within the sentence", () => {
    fc.assert(
      fc.property(said, (sentence) => {
        const { tokens } = readSentence(sentence, words);
        for (let from = 0; from <= tokens.length; from++) {
          for (const reader of [words.number, words.duration, words.time, words.moment, words.repeat]) {
            for (const { to } of reader(tokens, from)) {
              expect(to).toBeGreaterThan(from);
              expect(to).toBeLessThanOrEqual(tokens.length);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("numbers are finite, durations whole milliseconds, times on the clock", () => {
    fc.assert(
      fc.property(said, (sentence) => {
        const { tokens } = readSentence(sentence, words);
        for (const { value } of words.number(tokens, 0)) expect(Number.isFinite(value)).toBe(true);
        for (const { value } of words.duration(tokens, 0)) {
          expect(Number.isSafeInteger(value) && value >= 0).toBe(true);
        }
        for (const { value } of words.time(tokens, 0)) {
          expect(Number.isInteger(value.hour) && value.hour >= 0 && value.hour < 24).toBe(true);
          expect(Number.isInteger(value.minute) && value.minute >= 0 && value.minute < 60).toBe(true);
        }
      }),
      { numRuns: 2000, examples: [["730 million day"], ["730 Millionen Stunden"]] },
    );
  });
});
