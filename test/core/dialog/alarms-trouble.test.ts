/** Alarms when things go wrong: restarts, clocks that jump, rooms that cannot be heard, disks that fail. */
import { expect, it } from "vitest";
import { minute, openBench, settled } from "./alarms-kit.ts";

const hour = 60 * minute;

it("keeps what was set across a restart", async () => {
  await using bench = await openBench();
  const { alarm } = await bench.set({ after: hour });
  await bench.restart(minute);
  expect(bench.states.get(alarm)).toBe("pasta set");
  await bench.pass(59 * minute - 1);
  expect(bench.rung).toEqual([]);
  await bench.pass(1);
  expect(bench.rung).toEqual(["pasta"]);
});

it("rings what became overdue while it was away, once", async () => {
  await using bench = await openBench();
  await bench.set();
  await bench.restart(hour);
  await bench.restart(hour);
  expect(bench.rung).toEqual(["pasta"]);
});

it("rings again after a restart what nobody had heard", async () => {
  await using bench = await openBench();
  bench.ring = (_alarm, signal) =>
    new Promise((resolve) => signal.addEventListener("abort", () => resolve("failed"), { once: true }));
  await bench.set();
  void bench.pass(minute);
  await settled();
  bench.ring = async () => "heard";
  await bench.restart();
  await bench.restart();
  expect(bench.rung).toEqual(["pasta", "pasta"]);
});

it("tries again, with growing pauses, until it was heard", async () => {
  await using bench = await openBench();
  let answers = 4;
  bench.ring = async () => (answers-- > 0 ? "failed" : "heard");
  await bench.set();
  const at: number[] = [];
  const from = bench.now;
  for (let second = 0; second < 180; second++) {
    const before = bench.rung.length;
    await bench.pass(1000);
    if (bench.rung.length > before) at.push((bench.now - from) / 1000);
  }
  expect(at).toEqual([60, 62, 66, 74, 90]);
  expect(bench.said).toEqual(["kitchen pasta"]);
});

it("tries again at once when the room is back", async () => {
  await using bench = await openBench();
  bench.ring = async () => "failed";
  await bench.set();
  for (let n = 0; n < 8; n++) await bench.pass(minute);
  const before = bench.rung.length;
  bench.ring = async () => "heard";
  await bench.bus.publish("site/state", { site: "kitchen" }, kitchen);
  await expect.poll(() => bench.rung.length).toBe(before + 1);
  await bench.pass(hour);
  expect(bench.rung).toHaveLength(before + 1);
});

const kitchen = {
  name: "Kitchen",
  online: true,
  microphone: true,
  speaker: true,
  echoCancelled: false,
  wakeOnDevice: false,
  formats: [],
  muted: false,
  volume: 1,
  wakeWords: [],
  bootId: "b",
};

it("gives up after an hour, and says so", async () => {
  await using bench = await openBench();
  bench.ring = () => Promise.reject(new Error("no speaker"));
  await bench.set();
  for (let n = 0; n < 70; n++) await bench.pass(minute);
  await settled();
  const tries = bench.rung.length;
  expect(tries).toBeGreaterThan(50);
  expect(bench.faults).toEqual(["JOB_FAILED"]);
  await bench.pass(hour);
  await bench.restart(hour);
  expect(bench.rung).toHaveLength(tries);
});

it.each([
  ["forwards", 2 * hour],
  ["backwards", -2 * hour],
])("a timer keeps its length when the clock is set %s", async (_way, step) => {
  await using bench = await openBench();
  await bench.set({ after: 10 * minute });
  await bench.pass(5 * minute);
  bench.stepped = step;
  await bench.pass(5 * minute - 1);
  expect(bench.rung).toEqual([]);
  await bench.pass(1);
  expect(bench.rung).toEqual(["pasta"]);
});

it("an alarm keeps its hour when the clock is set", async () => {
  await using bench = await openBench();
  await bench.set({ kind: "alarm", after: undefined as never, at: bench.now + 2 * hour });
  bench.stepped = hour;
  await bench.pass(hour - 1);
  expect(bench.rung).toEqual([]);
  await bench.pass(1);
  expect(bench.rung).toEqual(["pasta"]);
});

it("promises nothing that it could not keep", async () => {
  await using bench = await openBench();
  await bench.store.close();
  await expect(bench.set()).rejects.toMatchObject({ code: "STORE_FAILED" });
  await bench.pass(hour);
  expect(bench.rung).toEqual([]);
});

it("rings even when the disk fails in the meantime", async () => {
  await using bench = await openBench();
  await bench.set();
  await bench.store.close();
  await bench.pass(minute);
  await bench.pass(minute);
  await settled();
  expect(bench.rung).toEqual(["pasta"]);
  expect(bench.faults).toEqual(["STORE_FAILED"]);
});
