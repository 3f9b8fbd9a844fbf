/** A turn's stages over time, for people: as wide as the terminal, never wider. */
import { describe, expect, it } from "vitest";
import { waterfall } from "../../../core/cli/waterfall.ts";

const trace = {
  turn: "t-1",
  site: "kitchen",
  reason: "wake",
  outcome: "done",
  from: 1000,
  to: 2000,
  dropped: 0,
  stages: [
    { stage: "wake", from: 1000, to: 1100 },
    { stage: "speech", from: 1100 },
    { stage: "skill lights", from: 1500, to: 2000, note: "on" },
  ],
} as const;

describe("a waterfall", () => {
  it("shows when each stage began, how long it took, and where it lies", () => {
    const lines = waterfall({ ...trace, stages: [...trace.stages] }, 80);
    expect(lines).toEqual([
      "t-1  kitchen  wake  done  1000 ms",
      "stage          at ms    took",
      "wake               0     100  ██",
      "speech           100            ·",
      `skill lights     500     500  ${" ".repeat(14)}${"█".repeat(14)} on`,
    ]);
  });

  it.each([10, 60, 61, 80, 120, 1000])("at %d columns no line is wider", (width) => {
    const stages = [...trace.stages, { stage: "x".repeat(48), from: 1999, to: 2000, note: "n".repeat(120) }];
    const longest = Math.max(
      ...waterfall({ ...trace, stages }, width)
        .slice(1)
        .map((line) => line.length),
    );
    expect(longest).toBeLessThanOrEqual(Math.min(200, Math.max(60, width)));
  });

  it("says what it leaves out", () => {
    expect(waterfall({ ...trace, stages: [], dropped: 3 }, 80).at(-1)).toBe("3 more stages were not kept.");
  });
});
