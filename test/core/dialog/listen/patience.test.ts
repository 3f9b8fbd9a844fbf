/** How much silence ends a turn: the table of the policy, and what must hold of every entry. */
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { patienceIn } from "../../../../core/dialog/listen/chosen.ts";
import {
  type Patience,
  paced,
  patienceFor,
  patiencesOf,
  type Standing,
} from "../../../../core/dialog/listen/patience.ts";

const standings: readonly Standing[] = ["closed", "adds", "changes", "unknown", "open", "short", "begun"];
const patiences: readonly Patience[] = ["eager", "normal", "patient"];
const settings = { silence: 700, maxUtterance: 30_000, noSpeech: 5000, skillDeadline: 1000 };

test.each([
  ["closed", false, "normal", 140],
  ["adds", false, "normal", 252],
  ["changes", false, "normal", 385],
  ["unknown", false, "normal", 700],
  ["unknown", true, "normal", 1680],
  ["short", false, "normal", 1050],
  ["open", false, "normal", 1050],
  ["open", true, "normal", 1680],
  ["begun", false, "normal", 1680],
  ["adds", true, "normal", 560],
  ["closed", false, "eager", 128],
  ["unknown", false, "eager", 490],
  ["closed", false, "patient", 224],
  ["unknown", false, "patient", 1120],
  ["begun", true, "patient", 2688],
] as const)("what is %s (unfinished: %s) waits, for the %s, %s ms", (standing, unfinished, patience, ms) => {
  expect(patienceFor({ standing, unfinished }, patience, 700)).toBe(ms);
});

test.each([
  ["unknown", 349, "unknown"],
  ["unknown", 350, "open"],
  ["begun", 1000, "begun"],
  ["adds", 1000, "adds"],
] as const)("what is %s, after a pause of %s ms in it, is waited for as %s", (standing, pause, wanted) => {
  expect(paced({ standing, unfinished: false }, pause, 700).standing).toBe(wanted);
});

test("whoever has paused before has time for more things", () => {
  const said = { standing: "changes", unfinished: false } as const;
  expect([349, 350].map((pause) => patienceFor(paced(said, pause, 700), "normal", 700))).toEqual([385, 560]);
});

describe("for every silence", () => {
  const silence = fc.integer({ min: 100, max: 5000 });
  const one = fc.constantFrom(...patiences);

  it("what is more open waits at least as long", () => {
    fc.assert(
      fc.property(silence, one, (ms, patience) => {
        const all = standings.map((standing) => patienceFor({ standing, unfinished: false }, patience, ms));
        expect(all).toEqual(all.toSorted((a, b) => a - b));
      }),
    );
  });

  it("what sounds unfinished never waits less, and the patient never less than the eager", () => {
    fc.assert(
      fc.property(silence, fc.constantFrom(...standings), (ms, standing) => {
        for (const patience of patiences) {
          const done = patienceFor({ standing, unfinished: false }, patience, ms);
          expect(patienceFor({ standing, unfinished: true }, patience, ms)).toBeGreaterThanOrEqual(done);
        }
        const said = { standing, unfinished: false };
        expect(patienceFor(said, "patient", ms)).toBeGreaterThanOrEqual(patienceFor(said, "eager", ms));
      }),
    );
  });

  it("all that may be waited for is told to the voice activity", () => {
    fc.assert(
      fc.property(
        silence,
        one,
        fc.constantFrom(...standings),
        fc.boolean(),
        (ms, patience, standing, unfinished) => {
          expect(patiencesOf(patience, ms)).toContain(patienceFor({ standing, unfinished }, patience, ms));
        },
      ),
    );
  });
});

test.each([
  ["the persona's", {}, undefined, "eager"],
  ["the house's before it", { patience: "normal" }, undefined, "normal"],
  [
    "the room's before that",
    { patience: "normal", rooms: { kitchen: { patience: "patient" } } },
    undefined,
    "patient",
  ],
  ["another room's not", { rooms: { attic: { patience: "patient" } } }, undefined, "eager"],
  ["what was asked for before all", { rooms: { kitchen: { patience: "patient" } } }, "normal", "normal"],
] as const)("the patience of a turn is %s", (_what, given, asked, wanted) => {
  expect(patienceIn({ ...settings, ...given }, "kitchen", { patience: "eager" }, asked)).toBe(wanted);
});
