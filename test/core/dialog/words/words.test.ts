/** What the house says and understands in each of its languages: whole, with the same values in it. */
import { describe, expect, it } from "vitest";
import { readAnswer } from "../../../../core/dialog/questions/read.ts";
import en from "../../../../core/dialog/words/en.json" with { type: "json" };
import { type HousePhrase, housePhrase } from "../../../../core/dialog/words/index.ts";

const phrases = Object.keys(en) as HousePhrase[];
const valuesIn = (form: string): string[] =>
  [...form.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name).sort();

describe.each(["de", "es", "fr", "hi", "it", "ja", "ko", "nl", "pl", "pt", "ru", "zh"])(
  "in %s",
  (language) => {
    it("has every phrase, with its values", () => {
      const values = Object.fromEntries(
        ["sentence", "question", "choices", "part", "deed"].map((name) => [name, `{${name}}`]),
      );
      for (const phrase of phrases) {
        const said = housePhrase(phrase, language, values);
        expect(said.language, phrase).toBe(language);
        expect(valuesIn(said.text), phrase).toEqual(valuesIn(en[phrase][0] ?? ""));
      }
    });
  },
);

it.each([
  ["fr", "Oui, s'il te plaît.", true],
  ["fr", "non merci", false],
  ["es", "Sí", true],
  ["it", "no grazie", false],
  ["pt", "não", false],
  ["nl", "ja graag", true],
  ["pl", "nie", false],
  ["ru", "Да.", true],
  ["zh", "好的。", true],
  ["zh", "不要", false],
  ["ja", "はい、お願いします", true],
  ["ja", "いいえ", false],
  ["ko", "네", true],
  ["hi", "जी हाँ", true],
  ["hi", "नहीं।", false],
])("reads a yes and a no in %s: %s", (language, said, yes) => {
  const question = { skill: "x", kind: "yesNo", text: "?", language, timeout: 8000, reprompts: 0 } as const;
  expect(readAnswer(question, said, { language, commandOf: () => undefined })).toMatchObject({
    as: "answer",
    yes,
  });
});
