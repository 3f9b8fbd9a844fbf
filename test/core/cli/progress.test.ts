/** What is shown while models are fetched. */
import { expect, it } from "vitest";
import { createProgress, type ProgressOptions } from "../../../core/cli/progress.ts";
import type { Progress } from "../../../core/host/models/index.ts";

function watched(options: ProgressOptions) {
  const lines: string[] = [];
  const states: string[] = [];
  let now = 0;
  const view = createProgress(
    { err: (text) => lines.push(text), status: (text) => states.push(text) },
    { now: () => now, columns: 200, ...options },
  );
  const at = (ms: number, received: number, more: Partial<Progress> = {}): void => {
    now = ms;
    view.show({ model: "ears", phase: "fetching", received, total: 100e6, ...more });
  };
  return { lines, states, at, view };
}

it("draws a bar with megabytes, share, rate and time left on a terminal", () => {
  const { states, at } = watched({ terminal: true });
  at(0, 0);
  at(1000, 10e6);
  expect(states.at(-1)).toBe(
    "fetching [##------------------] 10 of 100 MB, 10 %, 10.0 MB/s, 9 s left (ears)",
  );
});

it("takes the rate of the last seconds", () => {
  const { states, at } = watched({ terminal: true });
  at(0, 0);
  at(1000, 50e6);
  for (let ms = 2000; ms <= 10_000; ms += 1000) at(ms, 50e6 + (ms - 1000) * 1000);
  expect(states.at(-1)).toContain("1.0 MB/s, 41 s left");
});

it("redraws at most ten times a second, and at once when something new begins", () => {
  const { states, at } = watched({ terminal: true });
  for (let ms = 0; ms < 1000; ms++) at(ms, ms * 1000);
  expect(states.length).toBe(10);
  at(1000, 1e6, { phase: "unpacking" });
  at(1001, 1e6, { phase: "fetching", model: "mouth" });
  expect(states.length).toBe(12);
});

it("never wraps a line", () => {
  const { states, at } = watched({ terminal: true, columns: 30 });
  at(0, 0, { model: "a model with quite a long name" });
  expect(states[0]?.length).toBeLessThan(30);
});

it("clears its line at the end, once", () => {
  const { states, at, view } = watched({ terminal: true });
  at(0, 0);
  view.done();
  view.done();
  expect(states.filter((state) => state === "").length).toBe(1);
});

it("prints a plain line every few seconds elsewhere", () => {
  const { lines, states, at } = watched({ terminal: false });
  at(0, 0, { phase: "checking", total: 0 });
  for (let ms = 0; ms <= 11_000; ms += 100) at(ms, ms * 1000);
  expect(states).toEqual([]);
  expect(lines.length).toBe(3);
  expect(lines[1]).toBe("fetching: 5 of 100 MB, 5 %, 1.0 MB/s, 2 min left (ears)");
});

it("says that it waits for another process", () => {
  const { lines, at } = watched({ terminal: false });
  at(0, 0, { phase: "waiting", total: 0 });
  expect(lines).toEqual(["waiting for another process that fetches models"]);
});

it("is silent when it is told to be", () => {
  const { lines, states, at, view } = watched({ quiet: true, terminal: true });
  at(0, 0);
  view.done();
  expect([...lines, ...states]).toEqual([]);
});
