/** Holds the moments that are read against chrono-node, which resolves whole texts: where both know a phrase they agree. */
import * as chrono from "chrono-node";
import { expect, it } from "vitest";
import { resolveMoment } from "../../../../core/contract/index.ts";
import { readAll } from "../kit.ts";

/** Friday, 20 November 2026, noon; the tests run in any zone, so chrono is told the same one. */
const now = Date.UTC(2026, 10, 20, 12);
const reference = { instant: new Date(now), timezone: 0 };

const parsers = { en: chrono.en, de: chrono.de };

it.each([
  ["en", "tomorrow at 8 am"],
  ["en", "tomorrow at 7:30 pm"],
  ["en", "at 5 pm"],
  ["en", "in two weeks"],
  ["en", "in 45 minutes"],
  ["en", "in three days"],
  ["en", "on sunday at 10 am"],
  ["en", "on the third of december at 9 am"],
  ["en", "december 24 at 4 pm"],
  ["en", "today at 9 pm"],
  ["de", "morgen um 8 Uhr"],
  ["de", "in zwei Wochen"],
  ["de", "in 45 Minuten"],
  ["de", "am Sonntag um 10 Uhr"],
  ["de", "am 24. Dezember um 16 Uhr"],
  ["de", "heute um 21 Uhr"],
] as const)("in %s: %s", (language, text) => {
  const theirs = parsers[language].parse(text, reference, { forwardDate: true })[0]?.start;
  const read = readAll(text, language, (words) => words.moment);
  if (!theirs || !read) throw new Error(`Only one of both reads it: ${JSON.stringify({ theirs, read })}`);
  const ours = resolveMoment(read, { now, timeZone: "UTC" });
  const { year, month, day, hour, minute } = Object.fromEntries(
    (["year", "month", "day", "hour", "minute"] as const).map((part) => [part, theirs.get(part)]),
  );
  const shown = new Date(ours.at);
  expect([shown.getUTCFullYear(), shown.getUTCMonth() + 1, shown.getUTCDate()]).toEqual([year, month, day]);
  if (ours.timed) expect([shown.getUTCHours(), shown.getUTCMinutes()]).toEqual([hour, minute]);
});
