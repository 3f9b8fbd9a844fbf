/** Which of several reports wins, one kind of evidence at a time, and when two reports are of the same words. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSame, type Report, rank } from "../../../../core/dialog/arbiter/weigh.ts";

const report = (facts: Partial<Report> = {}): Report => ({
  site: "a",
  word: "alexa",
  model: "m",
  level: -30,
  noise: -60,
  score: 0.9,
  heardAt: 1000,
  arrivedAt: 1100,
  priority: 0,
  engaged: false,
  ...facts,
});

describe("the room that answers", () => {
  it.each<[string, Partial<Report>, Partial<Report>]>([
    ["where the word was louder", { level: -25 }, { level: -35 }],
    ["where it stood out more", { noise: -70 }, { noise: -50 }],
    [
      "where it stood out, before where it was as loud as the noise",
      { level: -30, noise: -60 },
      { level: -28, noise: -33 },
    ],
    ["where the detector was surer", { score: 0.99 }, { score: 0.55 }],
    ["that the settings prefer", { priority: 3 }, {}],
    ["that the settings do not push back", {}, { priority: -1 }],
    ["that is in a conversation", { engaged: true }, {}],
    ["that is clearly louder, before one in a conversation", { level: -20 }, { level: -32, engaged: true }],
    ["that heard it first, of two alike", { heardAt: 1000 }, { heardAt: 1160 }],
    ["whose report came first, of two that are the same", { arrivedAt: 1100 }, { arrivedAt: 1120 }],
  ])("is the one %s", (_, winner, loser) => {
    const reports = [report({ ...loser, site: "loser" }), report({ ...winner, site: "winner" })];
    for (const order of [reports, reports.toReversed()]) expect(rank(order)[0]?.site).toBe("winner");
  });

  it("does not depend on whose clock is known when one is not", () => {
    const known = report({ site: "known", heardAt: 1_000_000, level: -40 });
    expect(rank([known, report({ site: "other", heardAt: undefined })])[0]?.site).toBe("other");
  });

  it("is the same in whatever order rooms report, and every room is ranked", () => {
    const dB = fc.double({ min: -120, max: 0, noNaN: true });
    const facts = fc.record({ level: dB, noise: dB, score: fc.double({ min: 0, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(facts, { minLength: 1, maxLength: 6 }), fc.nat(), (rooms, turn) => {
        const reports = rooms.map((one, i) => report({ ...one, site: `room-${i}` }));
        const at = turn % reports.length;
        const turned = [...reports.slice(at), ...reports.slice(0, at)];
        const order = rank(reports).map(({ site }) => site);
        expect(rank(turned).map(({ site }) => site)).toEqual(order);
        expect(new Set(order).size).toBe(rooms.length);
      }),
    );
  });
});

describe("two reports", () => {
  it.each<[string, Partial<Report>, Partial<Report>, boolean]>([
    ["of one word at one time are of the same words", {}, {}, true],
    ["some steps of the detector apart, too", {}, { heardAt: 1240 }, true],
    ["clearly apart are not, though they came together", {}, { heardAt: 1500 }, false],
    ["of different words are not", {}, { word: "hey jarvis" }, false],
    ["are compared without case and signs", { word: "Hey, Jarvis" }, { word: "hey jarvis" }, true],
    ["of two kinds of detectors may be further apart", { model: "x" }, { heardAt: 1450 }, true],
    ["without a known clock are compared by arrival", { heardAt: undefined }, { heardAt: 9e9 }, true],
    ["that came far apart are not the same there", { heardAt: undefined }, { arrivedAt: 2000 }, false],
  ])("%s", (_, one, other, same) => {
    expect(isSame(report(one), report(other))).toBe(same);
    expect(isSame(report(other), report(one))).toBe(same);
  });
});
