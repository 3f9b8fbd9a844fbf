/** Moments as people say them: what is read, and which moment is meant. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Moment, type Repeat, resolveMoment } from "../../../../core/contract/index.ts";
import { readAll } from "../kit.ts";

const now = Date.UTC(2026, 10, 20, 12);
const moment = (text: string, language: string): Moment | undefined =>
  readAll(text, language, (words) => words.moment);
/** As the clock shows it on Friday, 20 November 2026, at noon. */
const resolved = (text: string, language: string): string | undefined => {
  const read = moment(text, language);
  if (read === undefined) return undefined;
  const { at, timed } = resolveMoment(read, { now, timeZone: "UTC" });
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")}${timed ? "" : " day"}`;
};

const tables: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  en: {
    "tomorrow at eight": "2026-11-21 08:00",
    "tomorrow at three": "2026-11-21 15:00",
    "tomorrow eight thirty": "2026-11-21 08:30",
    "at eight tomorrow": "2026-11-21 08:00",
    "at eight in the evening tomorrow": "2026-11-21 20:00",
    "tomorrow evening at eight": "2026-11-21 20:00",
    "tomorrow in the morning": "2026-11-21 08:00 day",
    tomorrow: "2026-11-21 09:00 day",
    "the day after tomorrow at noon": "2026-11-22 12:00",
    "at seven": "2026-11-20 19:00",
    "at three": "2026-11-20 15:00",
    "at 7:30 pm": "2026-11-20 19:30",
    "7:30": "2026-11-20 19:30",
    "seven o'clock": "2026-11-20 19:00",
    "half past seven": "2026-11-20 19:30",
    "at 11 am": "2026-11-21 11:00",
    seven: undefined,
    "twenty five": undefined,
    "this evening at seven": "2026-11-20 19:00",
    tonight: "2026-11-20 21:00 day",
    "tonight at nine": "2026-11-20 21:00",
    "tonight at two": "2026-11-21 02:00",
    "today at five": "2026-11-20 17:00",
    "today at 8 am": "2026-11-20 08:00",
    "on friday morning": "2026-11-27 08:00 day",
    "on friday at six": "2026-11-20 18:00",
    "next friday at six": "2026-11-27 18:00",
    "on monday": "2026-11-23 09:00 day",
    "next monday at half past six": "2026-11-23 18:30",
    "at half past six on monday": "2026-11-23 18:30",
    "monday next week": "2026-11-23 09:00 day",
    "saturday next week at ten": "2026-11-28 10:00",
    "this weekend": "2026-11-21 09:00 day",
    "next week": "2026-11-27 09:00 day",
    "next month": "2026-12-20 09:00 day",
    "in two weeks": "2026-12-04 09:00 day",
    "in three days at eight": "2026-11-23 08:00",
    "two days from now": "2026-11-22 09:00 day",
    "in a month": "2026-12-20 09:00 day",
    "in ten minutes": "2026-11-20 12:10",
    "in an hour and a half": "2026-11-20 13:30",
    "half an hour from now": "2026-11-20 12:30",
    "on the third of may": "2027-05-03 09:00 day",
    "may third at ten": "2027-05-03 10:00",
    "may 3": "2027-05-03 09:00 day",
    "december 24th at four": "2026-12-24 16:00",
    "on the 24th of december 2027": "2027-12-24 09:00 day",
    "on the fifteenth": "2026-12-15 09:00 day",
    "on the 31st": "2026-12-31 09:00 day",
    "the twenty first of november at 7 pm": "2026-11-21 19:00",
    "the last friday in november": "2026-11-27 09:00 day",
    "on the last friday in november at five": "2026-11-27 17:00",
    "at five on the last friday in november": "2026-11-27 17:00",
    "the last friday evening of november": "2026-11-27 19:00 day",
    "the first monday of next month": "2026-12-07 09:00 day",
    "the first monday next month": "2026-12-07 09:00 day",
    "the 1st monday in may": "2027-05-03 09:00 day",
    "the third friday of november": "2027-11-19 09:00 day",
    "the third friday in november at one": "2026-11-20 13:00",
    "the third friday in november at 8 am": "2027-11-19 08:00",
    "the second tuesday of this month": "2026-11-10 09:00 day",
    "the second tuesday of the month": "2026-12-08 09:00 day",
    "the last sunday in february 2028": "2028-02-27 09:00 day",
    "the last weekend of november": "2026-11-28 09:00 day",
    "the last friday": undefined,
    "the fifth monday in may": undefined,
    "the first monday may": undefined,
    "the 29th of february": "2028-02-29 09:00 day",
    "the 30th of february": undefined,
    "the 32nd": undefined,
    "in the evening": "2026-11-20 19:00 day",
    "at lunchtime tomorrow": "2026-11-21 12:00 day",
    lamp: undefined,
  },
  de: {
    "am letzten Freitag im November": "2026-11-27 09:00 day",
    "am letzten Freitag im November um fünf": "2026-11-27 17:00",
    "um 17 Uhr am letzten Freitag im November": "2026-11-27 17:00",
    "am letzten Freitagabend im November": "2026-11-27 19:00 day",
    "am ersten Montag im Mai": "2027-05-03 09:00 day",
    "am ersten Montag im Mai 2028": "2028-05-01 09:00 day",
    "am ersten Montag im nächsten Monat": "2026-12-07 09:00 day",
    "am ersten Montag des nächsten Monats": "2026-12-07 09:00 day",
    "am zweiten Dienstag des Monats": "2026-12-08 09:00 day",
    "am zweiten Dienstag diesen Monats": undefined,
    "am zweiten Dienstag in diesem Monat": "2026-11-10 09:00 day",
    "am letzten Wochenende im November": "2026-11-28 09:00 day",
    "am letzten Freitag": undefined,
    "am fünften Montag im Mai": undefined,
    "morgen um acht": "2026-11-21 08:00",
    "morgen um drei": "2026-11-21 15:00",
    "morgen früh": "2026-11-21 08:00 day",
    "morgen früh um sieben": "2026-11-21 07:00",
    "morgen Abend um acht": "2026-11-21 20:00",
    "um acht Uhr morgen früh": "2026-11-21 08:00",
    "um halb neun morgen": "2026-11-21 08:30",
    "übermorgen Abend": "2026-11-22 19:00 day",
    "am Freitag früh": "2026-11-27 08:00 day",
    "am Freitag um sechs": "2026-11-20 18:00",
    "nächsten Freitag um sechs": "2026-11-27 18:00",
    "am Montagabend um halb acht": "2026-11-23 19:30",
    "Montag um neun": "2026-11-23 09:00",
    "am Sonnabend": "2026-11-21 09:00 day",
    "nächste Woche Dienstag um zehn": "2026-11-24 10:00",
    "in drei Tagen": "2026-11-23 09:00 day",
    "in drei Tagen um neun": "2026-11-23 09:00",
    "heute in einer Woche": "2026-11-27 09:00 day",
    "in zwei Wochen": "2026-12-04 09:00 day",
    "in einem Monat": "2026-12-20 09:00 day",
    "in zehn Minuten": "2026-11-20 12:10",
    "in einer halben Stunde": "2026-11-20 12:30",
    "um sieben": "2026-11-20 19:00",
    "um sieben Uhr": "2026-11-20 19:00",
    "um 7 Uhr 30": "2026-11-20 19:30",
    "um 07:30": "2026-11-21 07:30",
    "um 19 Uhr": "2026-11-20 19:00",
    "um sieben Uhr morgens": "2026-11-21 07:00",
    sieben: undefined,
    ein: undefined,
    "heute Abend": "2026-11-20 19:00 day",
    "heute Abend um acht": "2026-11-20 20:00",
    "heute Nacht um zwei": "2026-11-21 02:00",
    "heute um fünf": "2026-11-20 17:00",
    "am dritten Mai": "2027-05-03 09:00 day",
    "am 3. Mai um zehn Uhr": "2027-05-03 10:00",
    "am 3.5.": "2027-05-03 09:00 day",
    "am 24. Dezember 2027": "2027-12-24 09:00 day",
    "am fünfzehnten": "2026-12-15 09:00 day",
    "am einundzwanzigsten November um 19 Uhr": "2026-11-21 19:00",
    "am dreißigsten Februar": undefined,
    "am Wochenende": "2026-11-21 09:00 day",
    "nächsten Monat": "2026-12-20 09:00 day",
    abends: "2026-11-20 19:00 day",
    "am Abend": "2026-11-20 19:00 day",
    Lampe: undefined,
  },
};

describe.each(Object.entries(tables))("moments in %s", (language, table) => {
  it.each(Object.entries(table))("%s", (said, meant) => expect(resolved(said, language)).toBe(meant));
});

it("keeps what was said and not when", () => {
  expect(moment("tomorrow at eight", "en")).toEqual({ days: 1, time: { hour: 8, minute: 0, open: true } });
  expect(moment("am Freitag um 19 Uhr", "de")).toEqual({ weekday: 5, time: { hour: 19, minute: 0 } });
});

const repeats: Readonly<Record<string, Readonly<Record<string, Repeat | undefined>>>> = {
  en: {
    "every day": { unit: "day", every: 1 },
    daily: { unit: "day", every: 1 },
    "every morning": { unit: "day", every: 1, part: "morning" },
    "every weekday": { unit: "week", every: 1, days: [1, 2, 3, 4, 5] },
    "monday to friday": { unit: "week", every: 1, days: [1, 2, 3, 4, 5] },
    "on weekends": { unit: "week", every: 1, days: [6, 7] },
    "every monday and thursday": { unit: "week", every: 1, days: [1, 4] },
    "on mondays, wednesdays and fridays": { unit: "week", every: 1, days: [1, 3, 5] },
    "every friday evening": { unit: "week", every: 1, days: [5], part: "evening" },
    "every other tuesday": { unit: "week", every: 2, days: [2] },
    weekly: { unit: "week", every: 1 },
    "every two weeks": { unit: "week", every: 2 },
    "every other day": { unit: "day", every: 2 },
    "monthly on the first": { unit: "month", every: 1, date: 1 },
    "on the 15th of every month": { unit: "month", every: 1, date: 15 },
    "every first of the month": { unit: "month", every: 1, date: 1 },
    "every third of may": { unit: "year", every: 1, date: 3, month: 5 },
    "every year on the third of may": { unit: "year", every: 1, date: 3, month: 5 },
    "every 30 minutes": { unit: "minute", every: 30 },
    hourly: { unit: "hour", every: 1 },
    monday: undefined,
    "every lamp": undefined,
  },
  de: {
    "jeden Tag": { unit: "day", every: 1 },
    täglich: { unit: "day", every: 1 },
    "jeden Morgen": { unit: "day", every: 1, part: "morning" },
    werktags: { unit: "week", every: 1, days: [1, 2, 3, 4, 5] },
    "von Montag bis Freitag": { unit: "week", every: 1, days: [1, 2, 3, 4, 5] },
    "jedes Wochenende": { unit: "week", every: 1, days: [6, 7] },
    "jeden Montag und Donnerstag": { unit: "week", every: 1, days: [1, 4] },
    "montags und donnerstags": { unit: "week", every: 1, days: [1, 4] },
    "jeden Freitagabend": { unit: "week", every: 1, days: [5], part: "evening" },
    "jeden zweiten Dienstag": { unit: "week", every: 2, days: [2] },
    wöchentlich: { unit: "week", every: 1 },
    "alle zwei Wochen": { unit: "week", every: 2 },
    "jeden zweiten Tag": { unit: "day", every: 2 },
    "monatlich am ersten": { unit: "month", every: 1, date: 1 },
    "am fünfzehnten jedes Monats": { unit: "month", every: 1, date: 15 },
    "jeden ersten des Monats": { unit: "month", every: 1, date: 1 },
    "jeden dritten Mai": { unit: "year", every: 1, date: 3, month: 5 },
    "alle 30 Minuten": { unit: "minute", every: 30 },
    stündlich: { unit: "hour", every: 1 },
    Montag: undefined,
    "jede Lampe": undefined,
  },
};

describe.each(Object.entries(repeats))("repeats in %s", (language, table) => {
  it.each(Object.entries(table))("%s", (said, value) =>
    expect(readAll(said, language, (words) => words.repeat)).toEqual(value),
  );
});

const vocabulary: Readonly<Record<string, string>> = {
  en: "in on at the next this every other two 3 three third rd of from now today tomorrow tonight day after week weeks month days monday mondays and friday may december morning evening night weekday weekdays noon seven half past pm first twenty 2027 lamp",
  de: "in am um der nächsten jeden jede alle zweiten zwei 3 3.5 dritten heute morgen übermorgen Tag Tagen Woche Wochen Monat Montag montags und Freitag Freitagabend Mai Dezember früh Abend abends Nacht werktags Mittag sieben halb Uhr ersten jedes Monats 2027 Lampe",
};

it.each(Object.entries(vocabulary))("no words confuse it: %s", (language, text) => {
  const said = fc.array(fc.constantFrom(...text.split(" ")), { maxLength: 8 }).map((all) => all.join(" "));
  const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Pacific/Chatham");
  const start = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) });
  fc.assert(
    fc.property(said, start, zone, (sentence, at, timeZone) => {
      const read = moment(sentence, language);
      if (read === undefined) return;
      const meant = resolveMoment(read, { now: at, timeZone });
      expect(Number.isFinite(meant.at), sentence).toBe(true);
      const told = read.days === 0 || read.year !== undefined || read.weeks !== undefined;
      if (!told) expect(meant.at, JSON.stringify(read)).toBeGreaterThan(at);
    }),
    { numRuns: 3000 },
  );
});
