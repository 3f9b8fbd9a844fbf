/** Where the loudspeaker is, between what the clock says and what the satellite reports. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPlayhead } from "../../../../core/dialog/reply/playhead.ts";

type Step = ["wait", number] | ["report", number] | ["hold", boolean];

/** The position after these steps. */
function after(...steps: Step[]): { position: number; heard: number } {
  let now = 1000;
  const head = createPlayhead(() => now);
  head.begin();
  for (const step of steps) {
    if (step[0] === "wait") now += step[1];
    else if (step[0] === "report") head.report(step[1]);
    else head.hold(step[1]);
  }
  return { position: head.position(), heard: head.heard(10_000) };
}

describe("the loudspeaker is taken to be", () => {
  it.each<[string, number, Step[]]>([
    ["at the start before anything left", 0, []],
    ["where the clock is", 700, [["wait", 700]]],
    [
      "where the clock is, a little behind or not",
      500,
      [
        ["wait", 500],
        ["report", 200],
      ],
    ],
    [
      "not far ahead of what it reports",
      600,
      [
        ["wait", 1500],
        ["report", 200],
      ],
    ],
    [
      "further than the clock where it is faster",
      1500,
      [
        ["wait", 100],
        ["report", 1500],
      ],
    ],
    [
      "still while it is held",
      300,
      [
        ["wait", 300],
        ["hold", true],
        ["wait", 5000],
      ],
    ],
    [
      "moving again after that",
      400,
      [
        ["wait", 300],
        ["hold", true],
        ["wait", 5000],
        ["hold", false],
        ["wait", 100],
      ],
    ],
    [
      "moving again by itself when it is held for ever",
      2300,
      [
        ["wait", 300],
        ["hold", true],
        ["wait", 12_000],
      ],
    ],
  ])("%s", (_, position, steps) => expect(after(...steps).position).toBe(position));

  it("waiting for its time where one was set", () => {
    let now = 1000;
    const head = createPlayhead(() => now);
    head.begin(1500);
    now = 1400;
    expect(head.position()).toBe(0);
    now = 1600;
    expect(head.position()).toBe(100);
  });
});

describe("what was heard", () => {
  it.each<[string, number, Step[]]>([
    [
      "goes on after a report",
      700,
      [
        ["wait", 500],
        ["report", 500],
        ["wait", 200],
      ],
    ],
    [
      "is no more than the report that would have come next",
      1000,
      [
        ["wait", 500],
        ["report", 500],
        ["wait", 5000],
      ],
    ],
    [
      "stands where it is held",
      500,
      [
        ["wait", 500],
        ["report", 500],
        ["hold", true],
        ["wait", 300],
      ],
    ],
    [
      "is not more for the time that it was held",
      600,
      [
        ["wait", 500],
        ["report", 500],
        ["hold", true],
        ["wait", 3000],
        ["hold", false],
        ["wait", 100],
      ],
    ],
    ["is little where nothing was reported", 500, [["wait", 5000]]],
  ])("%s", (_, heard, steps) => expect(after(...steps).heard).toBe(heard));

  it("is never more than was sent, and never goes back while the reports do not", () => {
    const step = fc.oneof(
      fc.tuple(fc.constant("wait" as const), fc.nat(2000)),
      fc.tuple(fc.constant("report" as const), fc.nat(400)),
      fc.tuple(fc.constant("hold" as const), fc.boolean()),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.nat(5000), (steps, sent) => {
        let now = 0;
        let played = 0;
        const head = createPlayhead(() => now);
        head.begin();
        for (const [what, much] of steps) {
          if (what === "wait") now += Number(much);
          else if (what === "hold") head.hold(much === true);
          else {
            played += Number(much);
            head.report(played);
          }
          expect(head.heard(sent)).toBeLessThanOrEqual(sent);
          expect(head.heard(1e9)).toBeGreaterThanOrEqual(played);
          expect(head.position()).toBeGreaterThanOrEqual(played);
        }
      }),
    );
  });
});
