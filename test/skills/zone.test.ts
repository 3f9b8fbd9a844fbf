/** When the house's clock shows a time next, also on the days it is changed. */
import { expect, it } from "vitest";
import { nextTime } from "../../skills/timer/zone.ts";

const berlin = "Europe/Berlin";

it.each([
  ["later today", "2026-11-20T12:00Z", { hour: 14, minute: 30 }, berlin, undefined, "2026-11-20T13:30Z"],
  [
    "tomorrow, when it is past",
    "2026-11-20T12:00Z",
    { hour: 7, minute: 0 },
    berlin,
    undefined,
    "2026-11-21T06:00Z",
  ],
  [
    "tomorrow, when it is now",
    "2026-11-20T12:00Z",
    { hour: 13, minute: 0 },
    berlin,
    undefined,
    "2026-11-21T12:00Z",
  ],
  ["today, though it is past", "2026-11-20T12:00Z", { hour: 7, minute: 0 }, berlin, 0, "2026-11-20T06:00Z"],
  [
    "tomorrow, when that is said",
    "2026-11-20T12:00Z",
    { hour: 14, minute: 0 },
    berlin,
    1,
    "2026-11-21T13:00Z",
  ],
  [
    "by the calendar of the house",
    "2026-11-20T23:30Z",
    { hour: 7, minute: 0 },
    berlin,
    1,
    "2026-11-22T06:00Z",
  ],
  [
    "on the morning summer time ends",
    "2026-10-24T20:00Z",
    { hour: 7, minute: 0 },
    berlin,
    undefined,
    "2026-10-25T06:00Z",
  ],
  [
    "on the morning it begins",
    "2026-03-28T20:00Z",
    { hour: 7, minute: 0 },
    berlin,
    undefined,
    "2026-03-29T05:00Z",
  ],
  [
    "the first of an hour that comes twice",
    "2026-10-24T20:00Z",
    { hour: 2, minute: 30 },
    berlin,
    undefined,
    "2026-10-25T00:30Z",
  ],
  [
    "after an hour that is left out",
    "2026-03-28T20:00Z",
    { hour: 2, minute: 30 },
    berlin,
    undefined,
    "2026-03-29T01:30Z",
  ],
  [
    "far east",
    "2026-11-20T20:00Z",
    { hour: 6, minute: 0 },
    "Pacific/Auckland",
    undefined,
    "2026-11-21T17:00Z",
  ],
] as const)("%s", (_name, now, time, zone, day, expected) => {
  expect(new Date(nextTime(Date.parse(now), time, zone, day)).toISOString()).toBe(
    new Date(expected).toISOString(),
  );
});
