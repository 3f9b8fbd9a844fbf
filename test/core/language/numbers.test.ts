/** Numbers as people say them and as recognisers write them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAll } from "./kit.ts";
import { spellEnglish, spellGerman } from "./spell.ts";

const number = (text: string, language: string) => readAll(text, language, (words) => words.number);

const tables: Readonly<Record<string, Readonly<Record<string, number | undefined>>>> = {
  en: {
    five: 5,
    "twenty five": 25,
    "twenty-five": 25,
    "a hundred": 100,
    "one hundred and five": 105,
    "two thousand and twelve": 2012,
    "a thousand": 1000,
    "three million": 3_000_000,
    "2 million": 2_000_000,
    "one and a half": 1.5,
    "two and three quarters": 2.75,
    half: 0.5,
    "a quarter": 0.25,
    a: 1,
    an: 1,
    "a dozen": 12,
    "a couple of": 2,
    "5": 5,
    "1.5": 1.5,
    "1,000": 1000,
    "1,234,567.5": 1_234_567.5,
    "1/2": 0.5,
    "2½": 2.5,
    "50%": 50,
    "50 percent": 50,
    "fifty per cent": 50,
    "three point one four": 3.14,
    "zero point oh five": 0.05,
    "minus five": -5,
    lamp: undefined,
    "five lamp": undefined,
    "twenty ten": undefined,
    hundred: undefined,
  },
  de: {
    fünf: 5,
    fuenf: 5,
    ein: 1,
    eine: 1,
    eins: 1,
    zwo: 2,
    fünfundzwanzig: 25,
    "fünf und zwanzig": 25,
    dreißig: 30,
    dreissig: 30,
    hundert: 100,
    einhundertdrei: 103,
    hundertunddrei: 103,
    zweitausenddreihundertvierundfünfzig: 2354,
    elfhundert: 1100,
    "eine Million zweihunderttausend": 1_200_000,
    "drei Millionen": 3_000_000,
    "5 tausend": 5000,
    anderthalb: 1.5,
    eineinhalb: 1.5,
    "zwei einhalb": 2.5,
    zweieinhalb: 2.5,
    "drei und eine halbe": 3.5,
    "eine halbe": 0.5,
    "drei Komma eins vier": 3.14,
    "1,5": 1.5,
    "1.500": 1500,
    "1.234,5": 1234.5,
    "50 %": 50,
    "fünfzig Prozent": 50,
    "minus drei": -3,
    Lampe: undefined,
    einsundzwanzig: undefined,
    hundertzweihundert: undefined,
  },
  fr: { "5": 5, "50%": 50, cinq: undefined },
};

describe.each(Object.entries(tables))("numbers in %s", (language, table) => {
  it.each(Object.entries(table))("%s", (said, value) => expect(number(said, language)).toBe(value));
});

const wholes = fc.oneof(fc.nat(999), fc.nat(99_999), fc.nat(999_999_999));

it("reads every English number back from its words, with and without and", () => {
  fc.assert(
    fc.property(wholes, fc.boolean(), (value, and) => number(spellEnglish(value, and), "en") === value),
    { numRuns: 2000 },
  );
});

it("reads every German number back from its words", () => {
  fc.assert(
    fc.property(wholes, (value) => number(spellGerman(value), "de") === value),
    { numRuns: 2000 },
  );
});

it("reads German number words that were written apart", () => {
  const apart = (word: string) => word.replace(/(hundert|tausend)(?=.)/g, "$1 ");
  fc.assert(fc.property(fc.nat(999_999), (value) => number(apart(spellGerman(value)), "de") === value));
});
