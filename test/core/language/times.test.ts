/** Durations and times of day as people say them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAll } from "./kit.ts";
import { spellEnglish, spellGerman } from "./spell.ts";

const duration = (text: string, language: string) => readAll(text, language, (words) => words.duration);
const time = (text: string, language: string) => {
  const found = readAll(text, language, (words) => words.time);
  return found === undefined ? undefined : `${found.hour}:${String(found.minute).padStart(2, "0")}`;
};
const s = 1000;
const m = 60 * s;
const h = 60 * m;

const durations: Readonly<Record<string, Readonly<Record<string, number | undefined>>>> = {
  en: {
    "five minutes": 5 * m,
    "1 hour and 30 minutes": 90 * m,
    "one hour thirty": 90 * m,
    "half an hour": 30 * m,
    "a half hour": 30 * m,
    "an hour and a half": 90 * m,
    "one and a half hours": 90 * m,
    "a quarter of an hour": 15 * m,
    "three quarters of an hour": 45 * m,
    "90 seconds": 90 * s,
    "2 min": 2 * m,
    "2min": 2 * m,
    "1h30m": 90 * m,
    "a minute": m,
    "2 1/2 minutes": 150 * s,
    "two hours, five minutes and ten seconds": 2 * h + 5 * m + 10 * s,
    "a couple of minutes": 2 * m,
    "twenty-minute": 20 * m,
    "two days": 48 * h,
    "a week": 168 * h,
    "five minutes two hours": undefined,
    minutes: undefined,
    five: undefined,
  },
  de: {
    "fünf Minuten": 5 * m,
    "eine Minute": m,
    "einer Stunde": h,
    "eine Stunde und 30 Minuten": 90 * m,
    "eine Stunde dreißig": 90 * m,
    "eine halbe Stunde": 30 * m,
    "einer halben Stunde": 30 * m,
    "anderthalb Stunden": 90 * m,
    "eineinhalb Stunden": 90 * m,
    "zweieinhalb Minuten": 150 * s,
    "eine Viertelstunde": 15 * m,
    "eine dreiviertel Stunde": 45 * m,
    Dreiviertelstunde: 45 * m,
    "90 Sekunden": 90 * s,
    "2 min": 2 * m,
    "Fünf-Minuten": 5 * m,
    fünfminuten: 5 * m,
    zweistunden: 2 * h,
    zweitage: 48 * h,
    "zwei Stunden, fünf Minuten und zehn Sekunden": 2 * h + 5 * m + 10 * s,
    "1,5 Stunden": 90 * m,
    "zwei Tage": 48 * h,
    Minuten: undefined,
    fünf: undefined,
  },
};

describe.each(Object.entries(durations))("durations in %s", (language, table) => {
  it.each(Object.entries(table))("%s", (said, value) => expect(duration(said, language)).toBe(value));
});

const clocks: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  en: {
    seven: "7:00",
    "seven o'clock": "7:00",
    "7 o’clock": "7:00",
    "half past seven": "7:30",
    "half seven": "7:30",
    "quarter to eight": "7:45",
    "a quarter past eight": "8:15",
    "ten past seven": "7:10",
    "five minutes to one": "0:55",
    "ten to midnight": "23:50",
    "7 30": "7:30",
    "7:30": "7:30",
    "7:30 pm": "19:30",
    "7:30 p.m.": "19:30",
    "7pm": "19:00",
    "seven thirty five": "7:35",
    "seven oh five": "7:05",
    "seven thirty in the evening": "19:30",
    "seven in the morning": "7:00",
    "half past seven tonight": "19:30",
    "twelve am": "0:00",
    "12 pm": "12:00",
    noon: "12:00",
    midnight: "0:00",
    "19:45": "19:45",
    "0730": "7:30",
    "quarter past eight in the evening": "20:15",
    "25:00": undefined,
    "7:75": undefined,
    "19 am": undefined,
    lamp: undefined,
  },
  de: {
    "sieben Uhr": "7:00",
    "um sieben": undefined,
    sieben: "7:00",
    "halb acht": "7:30",
    "halb eins": "0:30",
    "Viertel nach sieben": "7:15",
    "viertel vor acht": "7:45",
    "viertel acht": "7:15",
    "drei viertel acht": "7:45",
    "dreiviertel acht": "7:45",
    "19 Uhr 30": "19:30",
    "neunzehn Uhr dreißig": "19:30",
    "sieben Uhr fünf": "7:05",
    "19:30 Uhr": "19:30",
    "19.30 Uhr": "19:30",
    "zehn nach sieben": "7:10",
    "fünf vor halb acht": "7:25",
    "fünf Minuten nach halb acht": "7:35",
    "sieben Uhr abends": "19:00",
    "acht Uhr morgens": "8:00",
    "halb acht am Abend": "19:30",
    "zwei Uhr nachts": "2:00",
    "elf Uhr nachts": "23:00",
    "ein Uhr mittags": "13:00",
    Mittag: "12:00",
    Mitternacht: "0:00",
    "25 Uhr": undefined,
  },
};

describe.each(Object.entries(clocks))("times in %s", (language, table) => {
  it.each(Object.entries(table))("%s", (said, value) => expect(time(said, language)).toBe(value));
});

it.each([
  ["en", ["seven", "half past seven", "7:30", "twelve", "five to one", "seven oh five"], true],
  ["en", ["7 pm", "19:30", "07:30", "noon", "midnight", "seven in the morning", "ten to midnight"], false],
  ["de", ["sieben", "halb acht", "sieben Uhr", "7:30", "Viertel vor eins", "fünf vor halb acht"], true],
  ["de", ["19 Uhr", "07:30", "sieben Uhr abends", "Mittag", "halb acht am Abend", "0 Uhr"], false],
] as const)("says whether the half of the day is open in %s: %s", (language, said, open) => {
  for (const text of said) {
    const found = readAll(text, language, (words) => words.time);
    expect(found?.open === true, text).toBe(open);
  }
});

const units = { hours: fc.integer({ min: 2, max: 99 }), minutes: fc.integer({ min: 2, max: 59 }) };

it("reads hours and minutes back, in words and digits", () => {
  fc.assert(
    fc.property(units.hours, units.minutes, fc.boolean(), (hours, minutes, digits) => {
      const [en, de] = digits ? [String, String] : [spellEnglish, spellGerman];
      const value = hours * h + minutes * m;
      expect(duration(`${en(hours)} hours and ${en(minutes)} minutes`, "en")).toBe(value);
      expect(duration(`${de(hours)} Stunden und ${de(minutes)} Minuten`, "de")).toBe(value);
    }),
  );
});
