/** When it is quiet in a room, by the house's clock, through daylight saving as well. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gainIn, isQuietAt, quietIn } from "../../../../core/dialog/quiet/quiet.ts";

const night = { from: "22:00", to: "07:00" };
const nap = { from: "13:00", to: "14:30" };

describe("quiet hours", () => {
  it.each<[string, typeof night, string, string, boolean]>([
    ["before they begin", night, "2026-11-20T20:59:59Z", "Europe/Vienna", false],
    ["as they begin", night, "2026-11-20T21:00:00Z", "Europe/Vienna", true],
    ["over midnight", night, "2026-11-20T23:30:00Z", "Europe/Vienna", true],
    ["before they end", night, "2026-11-21T05:59:59Z", "Europe/Vienna", true],
    ["as they end", night, "2026-11-21T06:00:00Z", "Europe/Vienna", false],
    ["within a day", nap, "2026-11-20T13:15:00Z", "UTC", true],
    ["after a nap", nap, "2026-11-20T14:30:00Z", "UTC", false],
    ["in another zone at the same moment", nap, "2026-11-20T13:15:00Z", "America/New_York", false],
    ["in a zone with a half hour", nap, "2026-11-20T08:00:00Z", "Asia/Kolkata", true],
    ["in summer, when seven comes an hour earlier", night, "2026-07-20T05:30:00Z", "Europe/Vienna", false],
    ["in winter, when it does not", night, "2026-11-20T05:30:00Z", "Europe/Vienna", true],
    [
      "in the night that lacks an hour",
      { from: "02:00", to: "04:00" },
      "2026-03-29T01:30:00Z",
      "Europe/Vienna",
      true,
    ],
    [
      "the first time an hour comes twice",
      { from: "02:00", to: "03:00" },
      "2026-10-25T00:30:00Z",
      "Europe/Vienna",
      true,
    ],
    ["the second time, too", { from: "02:00", to: "03:00" }, "2026-10-25T01:30:00Z", "Europe/Vienna", true],
    [
      "from an hour to the same one: always",
      { from: "12:00", to: "12:00" },
      "2026-11-20T03:00:00Z",
      "UTC",
      true,
    ],
  ])("%s", (_, hours, at, zone, quiet) => expect(isQuietAt(hours, Date.parse(at), zone)).toBe(quiet));

  it("and the hours that are left make up the day", () => {
    const hour = fc.integer({ min: 0, max: 23 }).map((value) => `${String(value).padStart(2, "0")}:00`);
    const moment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
    fc.assert(
      fc.property(hour, hour, moment, (from, to, at) => {
        fc.pre(from !== to);
        const quiet = isQuietAt({ from, to }, at, "Europe/Vienna");
        expect(isQuietAt({ from: to, to: from }, at, "Europe/Vienna")).toBe(!quiet);
      }),
    );
  });

  it("leave a room a part of its volume, and other rooms all of theirs", () => {
    const rooms = { bedroom: { quiet: { from: "00:00", to: "00:00", volume: 0.5 } } };
    const house = {
      settings: () => ({ silence: 0, maxUtterance: 0, noSpeech: 0, skillDeadline: 0, rooms }),
      timeZone: "UTC",
    };
    expect([quietIn(house, "bedroom", 0), quietIn(house, "office", 0)]).toEqual([0.5, undefined]);
    expect([gainIn(house, "bedroom", 0), gainIn(house, "office", 0)]).toEqual([0.25, undefined]);
  });
});
