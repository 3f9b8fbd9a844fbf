/** Recurrence by the clock on the wall: seven stays seven whatever daylight saving does, in every zone. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextOccurrence, type Recurrence, resolveMoment, settleTime } from "../../../core/contract/index.ts";
import { momentOf, wallOf } from "../../../core/contract/zone.ts";

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Asia/Kolkata",
  "America/Santiago",
  "Africa/Casablanca",
];
const dayMs = 86_400_000;
const shows = (at: number, timeZone: string): string =>
  new Date(wallOf(at, timeZone)).toISOString().slice(0, 16);
const daily = { unit: "day", every: 1, minute: 0 } as const;

describe("around a change of the clocks", () => {
  it.each([
    ["forward, at the hour that is left out", "Europe/Berlin", "2026-03-29", 2, 30, "2026-03-29T03:30"],
    ["forward, the morning after", "Europe/Berlin", "2026-03-29", 7, 0, "2026-03-29T07:00"],
    ["back, at the hour that comes twice", "Europe/Berlin", "2026-10-25", 2, 30, "2026-10-25T02:30"],
    ["back, the morning after", "America/New_York", "2026-11-01", 7, 0, "2026-11-01T07:00"],
    ["forward by half an hour", "Australia/Lord_Howe", "2026-10-04", 2, 15, "2026-10-04T02:45"],
    ["forward at midnight", "America/Santiago", "2026-09-06", 0, 30, "2026-09-06T01:30"],
  ])("%s in %s", (_name, timeZone, day, hour, minute, shown) => {
    const before = momentOf(Date.parse(`${day}T00:00Z`) - dayMs / 2, timeZone);
    const first = nextOccurrence({ ...daily, hour, minute, timeZone }, before);
    expect(shows(first, timeZone)).toBe(shown);
    const second = nextOccurrence({ ...daily, hour, minute, timeZone }, first, first);
    const wanted = new Date(Date.parse(`${day}T00:00Z`) + dayMs + hour * 3_600_000 + minute * 60_000);
    expect(shows(second, timeZone)).toBe(wanted.toISOString().slice(0, 16));
  });

  it("keeps its hour through ten years, one ring a day", () => {
    const instants = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) });
    const arbitrary = { hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) };
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, fc.record(arbitrary), (timeZone, from, time) => {
        const rule: Recurrence = { unit: "day", every: 1, ...time, timeZone };
        let at = nextOccurrence(rule, from);
        expect(at).toBeGreaterThan(from);
        expect(at - from).toBeLessThanOrEqual(dayMs + 2 * 3_600_000);
        for (let count = 0; count < 5; count++) {
          const next = nextOccurrence(rule, at, at);
          const days = Math.floor(wallOf(next, timeZone) / dayMs) - Math.floor(wallOf(at, timeZone) / dayMs);
          expect(days).toBe(1);
          const off = (wallOf(next, timeZone) % dayMs) - (time.hour * 60 + time.minute) * 60_000;
          // Only in an hour that the clocks left out is it another one, and then later.
          if (off !== 0) expect(off > 0 && off <= 3_600_000).toBe(true);
          at = next;
        }
      }),
    );
  });
});

/** What comes after Friday, 20 November 2026, 12:00 in Berlin, twice more. */
const series = (rule: Partial<Recurrence>): string[] => {
  const timeZone = "Europe/Berlin";
  const full: Recurrence = { ...daily, hour: 7, timeZone, ...rule };
  const first = nextOccurrence(full, Date.UTC(2026, 10, 20, 11));
  const second = nextOccurrence(full, first, first);
  return [first, second, nextOccurrence(full, second, second)].map((at) => shows(at, timeZone).slice(5));
};

it.each<[string, Partial<Recurrence>, string[]]>([
  ["every day", {}, ["11-21T07:00", "11-22T07:00", "11-23T07:00"]],
  ["every second day", { every: 2 }, ["11-21T07:00", "11-23T07:00", "11-25T07:00"]],
  ["every tenth day", { every: 10 }, ["11-21T07:00", "12-01T07:00", "12-11T07:00"]],
  ["weekdays", { unit: "week", days: [1, 2, 3, 4, 5] }, ["11-23T07:00", "11-24T07:00", "11-25T07:00"]],
  ["weekly", { unit: "week" }, ["11-27T07:00", "12-04T07:00", "12-11T07:00"]],
  ["mon and thu", { unit: "week", days: [1, 4] }, ["11-23T07:00", "11-26T07:00", "11-30T07:00"]],
  [
    "every second friday, today still",
    { unit: "week", every: 2, days: [5], hour: 18 },
    ["11-20T18:00", "12-04T18:00", "12-18T18:00"],
  ],
  ["monthly on the 31st", { unit: "month", date: 31 }, ["11-30T07:00", "12-31T07:00", "01-31T07:00"]],
  ["monthly on the first", { unit: "month", date: 1 }, ["12-01T07:00", "01-01T07:00", "02-01T07:00"]],
  ["every second month", { unit: "month", every: 2, date: 1 }, ["12-01T07:00", "02-01T07:00", "04-01T07:00"]],
  [
    "yearly on 29 February",
    { unit: "year", date: 29, month: 2 },
    ["02-28T07:00", "02-29T07:00", "02-28T07:00"],
  ],
  ["every 90 minutes", { unit: "minute", every: 90 }, ["11-20T13:30", "11-20T15:00", "11-20T16:30"]],
])("recurs %s", (_name, rule, expected) => expect(series(rule)).toEqual(expected));

it("leaves out what was missed", () => {
  const rule: Recurrence = { ...daily, hour: 7, timeZone: "Europe/Berlin" };
  const missed = Date.UTC(2026, 10, 1, 6);
  expect(shows(nextOccurrence(rule, Date.UTC(2026, 10, 20, 11), missed), rule.timeZone)).toBe(
    "2026-11-21T07:00",
  );
});

it.each([
  ["seven o'clock to wake", { hour: 7, minute: 0, open: true as const }, "morning" as const, 7],
  ["three o'clock", { hour: 3, minute: 0, open: true as const }, undefined, 15],
  ["19:00", { hour: 19, minute: 0 }, undefined, 19],
])("settles %s", (_name, time, prefer, hour) => {
  const here = { now: 0, timeZone: "UTC", ...(prefer ? { prefer } : {}) };
  expect(settleTime(time, undefined, here).hour).toBe(hour);
});

it.each([
  ["to wake, at noon", 12, 7, "2026-11-21T07:00"],
  ["to wake from a nap", 14, 3, "2026-11-20T15:00"],
  ["to wake, late", 23, 1, "2026-11-21T01:00"],
])("an alarm %s", (_name, nowHour, hour, shown) => {
  const here = { now: Date.UTC(2026, 10, 20, nowHour), timeZone: "UTC", prefer: "morning" as const };
  const { at } = resolveMoment({ time: { hour, minute: 0, open: true } }, here);
  expect(shows(at, "UTC")).toBe(shown);
});
