/** That what is written differently is one sentence when it is said alike. */
import { describe, expect, it } from "vitest";
import { nearest, readSentence } from "../../../core/language/normalise.ts";
import { wordsFor } from "../../../core/language/words/index.ts";

const keys = (text: string, language: string) =>
  readSentence(text, wordsFor(language))
    .tokens.map(({ key }) => key)
    .join(" ");

describe("words", () => {
  it.each([
    ["en", "What's the TIME?", "what is the time"],
    ["en", "whats the time", "what is the time"],
    ["en", "What’s up", "what is up"],
    ["en", "I don't, you can't", "i do not you can not"],
    ["en", "I'd like John's lamp", "i would like johns lamp"],
    ["en", "twenty-five e-mails", "twenty 5 e mails"],
    ["en", "lamp one", "lamp 1"],
    ["en", "7:30 p.m.", "7:30 pm"],
    ["en", "1,000 and 1.5", "1000 and 1.5"],
    ["en", "5%, 5 percent", "5 % 5 %"],
    ["en", "ｆｕｌｌ　ｗｉｄｔｈ", "full width"],
    ["en", "20°C", "20 degrees c"],
    ["en", "2min", "2 min"],
    ["en", "half ... past", "half past"],
    ["de", "Wie spät ist's?", "wie spät ist es"],
    ["de", "Straße strasse", "strasse strasse"],
    ["de", "1.000,5 und 19.30", "1000.5 und 19.30"],
    ["de", "50 Prozent", "50 %"],
    ["de", "fünf Lampen", "5 lampen"],
    ["fr", "l'été", "lété"],
    ["en", "?!", ""],
  ])("%s: %s", (language, text, expected) => expect(keys(text, language)).toBe(expected));
});

it("tells where each word stands", () => {
  const { text, tokens } = readSentence("Call it “Pizza”.", wordsFor("en"));
  expect(tokens.map(({ from, to }) => text.slice(from, to))).toEqual(["Call", "it", "Pizza"]);
});

describe("nearest language", () => {
  it.each([
    ["en-GB", ["de", "en"], "en"],
    ["en-GB", ["en", "en-GB"], "en-GB"],
    ["en", ["en-US", "en-AU"], "en-AU"],
    ["EN_us", ["en"], "en"],
    ["fr", ["en"], undefined],
  ])("%s of %j", (wanted, there, expected) => expect(nearest(wanted, there)).toBe(expected));
});
