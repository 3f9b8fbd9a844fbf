/** What the latency benchmark makes of single clips. */
import { expect, test } from "vitest";
import { summary, type Told } from "./summary.ts";

const told = (
  side: Told["side"],
  repeat: number,
  action: number | undefined,
  more: Partial<Told> = {},
): Told => ({
  side,
  repeat,
  action,
  firstSound: 1000,
  known: true,
  cut: false,
  heard: "",
  skill: "clock",
  file: "a.wav",
  ...more,
});

test("the middle one of the repeats counts, and the worst is told", () => {
  const all = [0, 1, 2].flatMap((repeat) => [
    told("ours", repeat, [300, 320, 900][repeat]),
    told("peer", repeat, [800, 960, 1000][repeat]),
  ]);
  expect(summary(all)).toMatchObject({
    action: { n: 1, p50: 320, p95: 320 },
    peer: { action: { p50: 960 } },
    worst: { action: { p50: 900 }, peer: { action: { p50: 1000 } } },
    ratio: { actionP50: 0.33 },
  });
});

test("only known commands count for the action, and those that nobody did are missed", () => {
  const all = [
    told("ours", 0, 300),
    told("ours", 0, 100, { known: false }),
    told("ours", 0, undefined),
    told("ours", 0, 500, { cut: true }),
  ];
  expect(summary(all)).toMatchObject({
    action: { n: 2, p50: 300, p95: 500 },
    cutoffs: 1,
    missed: 1,
    peer: { action: { n: 0, p50: null } },
    ratio: { actionP50: null },
  });
});
