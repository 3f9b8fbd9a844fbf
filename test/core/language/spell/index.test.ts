/** Numbers in words, held against what speakers of the languages say. */
import { describe, expect, test } from "vitest";
import { ordinals, spelled, spellings } from "../../../../core/language/spell/index.ts";

const facts: [language: string, value: number, words: string][] = [
  ["en", 0, "zero"],
  ["en", 42, "forty-two"],
  ["en", 42, "forty two"],
  ["en", 105, "one hundred and five"],
  ["en", 105, "one hundred five"],
  ["en", -7, "minus seven"],
  ["en", 20.5, "twenty point five"],
  ["en", 0.25, "zero point two five"],
  ["en", 1_000_000, "one million"],
  ["de", 1, "eins"],
  ["de", 1, "eine"],
  ["de", 21, "einundzwanzig"],
  ["de", 17, "siebzehn"],
  ["de", 2024, "zweitausendvierundzwanzig"],
  ["de", 20.5, "zwanzig komma fünf"],
  ["de", -3, "minus drei"],
  ["de-CH", 30, "dreissig"],
  ["de-AT", 30, "dreißig"],
  ["fr", 71, "soixante et onze"],
  ["fr", 80, "quatre-vingts"],
  ["fr", 91, "quatre vingt onze"],
  ["fr-BE", 71, "septante et un"],
  ["fr-CH", 90, "nonante"],
  ["nl", 21, "eenentwintig"],
  ["nl", 22, "tweeëntwintig"],
  ["es", 16, "dieciséis"],
  ["es", 31, "treinta y una"],
  ["es", 2.5, "dos coma cinco"],
  ["es-MX", 2.5, "dos punto cinco"],
  ["it", 28, "ventotto"],
  ["pt-BR", 22, "vinte e dois"],
  ["pt-PT", 16, "dezasseis"],
  ["da", 50, "halvtreds"],
  ["sv", 21, "tjugoen"],
  ["nb", 35, "trettifem"],
  ["fi", 21, "kaksikymmentäyksi"],
  ["pl", 22, "dwadzieścia dwa"],
  ["pl", 5000, "pięć tysięcy"],
  ["pl", 2000, "dwa tysiące"],
  ["ru", 22, "двадцать две"],
  ["ru", 2000, "две тысячи"],
  ["ru", 5000, "пять тысяч"],
  ["ru", 1.5, "одна целая пять десятых"],
  ["cs", 21, "dvacet jedna"],
  ["cs", 25, "pětadvacet"],
  ["cs", 1000, "tisíc"],
  ["sk", 100, "sto"],
  ["sl", 14, "štirinajst"],
  ["sl", 21, "enaindvajset"],
  ["sl", 250, "dvesto petdeset"],
  ["sr-Latn", 1000, "hiljadu"],
  ["tr", 45, "kırk beş"],
  ["hu", 21, "huszonegy"],
  ["ja", 45, "四十五"],
  ["ko", 45, "사십오"],
  ["ko", 3, "세"],
  ["zh-CN", 45, "四十五"],
  ["zh-CN", 2, "两"],
  ["zh-TW", 10_000, "一萬"],
  ["th", 21, "ยี่สิบเอ็ด"],
  ["vi", 15, "mười lăm"],
];

const places: [language: string, value: number, words: string][] = [
  ["en", 3, "third"],
  ["en", 21, "twenty-first"],
  ["de", 3, "dritte"],
  ["fr", 1, "première"],
  ["es", 3, "tercer"],
  ["ja", 1, "第一"],
];

describe("spellings", () => {
  test.each(facts)("%s %d is %s", (language, value, words) => {
    expect(spellings(language, value)).toContain(words.normalize("NFC"));
  });

  test.each(["kw", "ur", "te", "xx", "", "../../package", "e n"])(
    "nothing for %j, which the CLDR does not know",
    (language) => {
      expect(spellings(language, 1)).toEqual([]);
      expect(spelled(language, 0, 10)).toEqual([]);
    },
  );

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e30])(
    "nothing for %d, which is not said in words",
    (value) => {
      expect(spellings("en", value)).toEqual([]);
    },
  );

  test("each way once, without line-break hints", () => {
    const words = spellings("km", 21).concat(spellings("de", 121), spellings("th", 35));
    expect(words.filter((word) => /[\u00ad\u200b]/.test(word))).toEqual([]);
    expect(new Set(spellings("ru", 21)).size).toBe(spellings("ru", 21).length);
  });
});

describe("ordinals", () => {
  test.each(places)("%s %d is %s", (language, value, words) => {
    expect(ordinals(language, value)).toContain(words);
  });

  test("none where the CLDR has no rules for them", () => {
    expect(ordinals("kn", 3)).toEqual([]);
  });
});

describe("spelled", () => {
  test("both ends, in steps, without rounding errors", () => {
    const half = spelled("en", 0, 1, 0.1).map(({ value }) => value);
    expect(half).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(spelled("de", 5, 15, 5).map(({ words }) => words[0])).toEqual(["fünf", "zehn", "fünfzehn"]);
    expect(spelled("de", 5, 4)).toEqual([]);
    expect(spelled("de", 0, 10, 0)).toEqual([]);
  });
});
