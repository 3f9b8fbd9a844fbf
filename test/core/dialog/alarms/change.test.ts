/** Alarms that are changed: moved, paused, left out once, set again by themselves, rung until they are silenced. */
import type { Messages } from "hearsay";
import { expect, it } from "vitest";
import { type Bench, minute, openBench, settled } from "../alarms-kit.ts";

const dayMs = 86_400_000;
type Change = Omit<Messages["alarm/change"], "alarm">;
const change = (bench: Bench, alarm: string, wanted: Change) =>
  bench.bus.ask("alarm/change", {}, { alarm, ...wanted });

/** Changes a timer of ten minutes, one change each four minutes, and says when it rang, in minutes. */
async function rungAt(changes: readonly Change[]): Promise<number | undefined> {
  await using bench = await openBench();
  const start = bench.now;
  const { alarm } = await bench.set({ after: 10 * minute });
  for (const wanted of changes) {
    await bench.pass(4 * minute);
    await change(bench, alarm, wanted);
  }
  await bench.pass(0);
  while (bench.now - start < 60 * minute) {
    if (bench.rung.length > 0) return (bench.now - start) / minute;
    await bench.pass(minute);
  }
  return undefined;
}

it.each<[string, Change[], number | undefined]>([
  ["two minutes more", [{ by: 2 * minute }], 12],
  ["a minute less", [{ by: -minute }], 9],
  ["less than there is left: it rings now", [{ by: -60 * minute }], 4],
  ["paused", [{ paused: true }], undefined],
  ["paused and resumed", [{ paused: true }, { paused: false }], 14],
  ["paused twice", [{ paused: true }, { paused: true }, { paused: false }], 18],
  ["more time while it is paused", [{ paused: true }, { by: minute }, { paused: false }], 19],
  ["resumed without a pause", [{ paused: false }], 10],
])("a timer of ten minutes: %s", async (_name, changes, at) => {
  expect(await rungAt(changes)).toBe(at);
});

it("keeps a paused one through a restart, and shows what is left", async () => {
  await using bench = await openBench();
  const { alarm } = await bench.set({ after: 10 * minute });
  await bench.pass(4 * minute);
  expect(await change(bench, alarm, { paused: true })).toMatchObject({ changed: true, left: 6 * minute });
  await settled();
  expect(bench.states.get(alarm)).toBe("pasta paused");
  await bench.restart(60 * minute);
  expect(bench.rung).toEqual([]);
  const { at } = await change(bench, alarm, { paused: false });
  expect(at).toBe(bench.now + 6 * minute);
  await bench.pass(6 * minute);
  expect(bench.rung).toEqual(["pasta"]);
});

it("answers with the new time", async () => {
  await using bench = await openBench();
  const { alarm, at } = await bench.set({ after: 10 * minute });
  const answer = await change(bench, alarm, { by: minute });
  expect(answer).toEqual({ changed: true, at: at + minute });
});

it("says when there is no such alarm", async () => {
  await using bench = await openBench();
  expect(await change(bench, "nobody", { by: minute })).toEqual({ changed: false });
});

const daily = { unit: "day", every: 1, hour: 7, minute: 0, timeZone: "Europe/Berlin" } as const;
const wake = { name: "wake", kind: "alarm", skill: "alarm", repeat: { ...daily } } as const;

it("sets one that recurs again, through a change of the clocks", async () => {
  // Seven o'clock in Berlin on Saturday, 24 October 2026, is 5:00 UTC; from Sunday on it is 6:00.
  await using bench = await openBench({ now: Date.UTC(2026, 9, 24, 4) });
  const { alarm } = await bench.set({ ...wake, at: Date.UTC(2026, 9, 24, 5), after: undefined as never });
  const rung: string[] = [];
  bench.ring = async () => {
    rung.push(new Date(bench.now).toISOString().slice(5, 16));
    return "heard";
  };
  for (let hours = 0; hours < 72; hours++) await bench.pass(60 * minute);
  expect(rung).toEqual(["10-24T05:00", "10-25T06:00", "10-26T06:00"]);
  await settled();
  expect(bench.states.get(alarm)).toBe("wake set");
});

it("rings once for what recurred while the hub was off", async () => {
  await using bench = await openBench({ now: Date.UTC(2026, 10, 20, 12) });
  const at = Date.UTC(2026, 10, 21, 6);
  const { alarm } = await bench.set({ ...wake, at, after: undefined as never });
  await bench.restart(10 * dayMs);
  expect(bench.rung).toEqual(["wake"]);
  expect((await bench.store.alarms.pending()).map(({ id, at: next }) => [id, next])).toEqual([
    [alarm, Date.UTC(2026, 11, 1, 6)],
  ]);
});

it("leaves out one ring and keeps the others", async () => {
  await using bench = await openBench({ now: Date.UTC(2026, 10, 20, 12) });
  const at = Date.UTC(2026, 10, 21, 6);
  const { alarm } = await bench.set({ ...wake, at, after: undefined as never });
  expect(await change(bench, alarm, { skip: true })).toEqual({ changed: true, at: at + dayMs });
  await bench.pass(dayMs);
  expect(bench.rung).toEqual([]);
  await bench.pass(dayMs);
  expect(bench.rung).toEqual(["wake"]);
});

it("takes one that recurs back for good", async () => {
  await using bench = await openBench();
  const { alarm } = await bench.set({ ...wake, after: minute });
  await bench.clear({ alarm });
  await bench.pass(10 * dayMs);
  expect(bench.rung).toEqual([]);
});

it("rings again and again until it is silenced", async () => {
  await using bench = await openBench();
  await bench.set({ after: minute, ringFor: 5 * minute });
  for (let count = 0; count < 4; count++) await bench.pass(minute);
  expect(bench.rung).toHaveLength(4);
  await settled();
  expect([...bench.states.values()]).toEqual(["pasta ringing"]);
  await bench.bus.publish("alarm/stop", { site: "kitchen" }, {});
  await settled();
  for (let count = 0; count < 4; count++) await bench.pass(minute);
  expect(bench.rung).toHaveLength(4);
  expect(bench.states.size).toBe(0);
});

it("ends by itself when nobody silences it", async () => {
  await using bench = await openBench();
  await bench.set({ after: minute, ringFor: 5 * minute });
  for (let count = 0; count < 20; count++) await bench.pass(minute);
  expect(bench.rung).toHaveLength(5);
  await settled();
  expect(bench.states.size).toBe(0);
  expect(bench.faults).toEqual([]);
});

it("moves one that rings", async () => {
  await using bench = await openBench();
  const { alarm } = await bench.set({ after: minute, ringFor: 5 * minute });
  await bench.pass(minute);
  await change(bench, alarm, { at: bench.now + 10 * minute });
  await bench.pass(9 * minute);
  expect(bench.rung).toHaveLength(1);
  await bench.pass(minute);
  expect(bench.rung).toHaveLength(2);
});

it("tells the skill which alarm rings, and when it should have", async () => {
  await using bench = await openBench();
  const told: unknown[] = [];
  bench.ring = async ({ data }) => {
    told.push(data);
    return "heard";
  };
  const { alarm, at } = await bench.set();
  await bench.restart(20 * minute);
  expect(told).toEqual([{ name: "pasta", alarm, at }]);
});
