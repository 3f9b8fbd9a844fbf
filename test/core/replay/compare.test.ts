/** What counts as a difference between what was recorded and what is played. */
import { describe, expect, it } from "vitest";
import { differences, unmet } from "../../../core/replay/compare.ts";
import type { Done } from "../../../core/replay/turns.ts";

const turn: Done = {
  site: "den",
  reason: "wake",
  at: 0,
  text: "on",
  intents: [{ skill: "lamp", intent: "on", slots: {} }],
  effects: [],
  said: "On.",
  cut: "none",
  outcome: "done",
  timing: {},
};
const id = (digit: string): string => `0199a000-0000-7000-8000-00000000000${digit}`;
const alarm = (body: Readonly<Record<string, unknown>>): Done => ({
  ...turn,
  effects: [{ kind: "alarm/set", body }],
});

describe("differences", () => {
  it.each<[string, Done, Done, readonly string[]]>([
    ["the same", turn, turn, []],
    ["at another time, as fast as it could", turn, { ...turn, at: 99, timing: { stt: 4 } }, []],
    ["another reply", turn, { ...turn, said: "Off." }, ["said"]],
    ["another intent", turn, { ...turn, intents: [] }, ["intents"]],
    ["another outcome and code", turn, { ...turn, outcome: "failed", code: "INTERNAL" }, ["outcome", "code"]],
    ["other ids", alarm({ alarm: id("1") }), alarm({ alarm: id("2") }), []],
    ["nearly the same time", alarm({ at: 1.7e12 }), alarm({ at: 1.7e12 + 900 }), []],
    ["another time", alarm({ at: 1.7e12 }), alarm({ at: 1.7e12 + 60_000 }), ["effects"]],
    ["another length", alarm({ length: 1000 }), alarm({ length: 1001 }), ["effects"]],
    ["more in a body", alarm({}), alarm({ name: "egg" }), ["effects"]],
  ])("%s", (_, recorded, played, fields) => {
    expect(differences([recorded], [played]).map(({ field }) => field)).toEqual(fields);
  });

  it("rooms do not disturb each other", () => {
    const east = { ...turn, site: "east" };
    expect(differences([turn, east], [east, turn])).toEqual([]);
  });

  it("a turn too few or too many is one, and one that was not over is none", () => {
    expect(differences([turn], [])).toMatchObject([{ turn: 1, field: "turn" }]);
    expect(differences([], [turn])).toMatchObject([{ turn: 1, field: "turn" }]);
    const { outcome: _, ...open } = turn;
    expect(differences([open], [turn])).toEqual([]);
  });
});

describe("what is expected", () => {
  it.each<[string, object, readonly string[]]>([
    ["in part", { site: "den", intents: [{ skill: "lamp" }] }, []],
    ["by a pattern", { said: "/^O.\\.$/" }, []],
    ["something else", { said: "Off.", outcome: "done" }, ["said"]],
    ["more of a list", { intents: [{}, {}] }, ["intents"]],
  ])("%s", (_, expected, fields) => {
    expect(unmet([{ ...expected }], [turn]).map(({ field }) => field)).toEqual(fields);
  });
});
