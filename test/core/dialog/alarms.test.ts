/** Alarms: what is set rings once in its room, at its time, and never when it was taken back. */
import { expect, it } from "vitest";
import { minute, openBench, settled } from "./alarms-kit.ts";

it("rings at its time, not before, and only once", async () => {
  await using bench = await openBench();
  const { alarm, at } = await bench.set();
  expect(at).toBe(bench.now + minute);
  await bench.pass(minute - 1);
  expect(bench.rung).toEqual([]);
  await bench.pass(1);
  await bench.pass(10 * minute);
  await settled();
  expect(bench.rung).toEqual(["pasta"]);
  expect(bench.said).toEqual(["kitchen pasta"]);
  expect(bench.states.has(alarm)).toBe(false);
});

it("takes a time of its own as well", async () => {
  await using bench = await openBench();
  const { after: _, ...body } = { after: 0, at: bench.now + 400 * 86_400_000 };
  const { at } = await bench.set({ ...body, after: undefined as never });
  expect(at).toBe(body.at);
  await bench.pass(399 * 86_400_000);
  expect(bench.rung).toEqual([]);
  await bench.pass(86_400_000);
  expect(bench.rung).toEqual(["pasta"]);
});

it("refuses one without a time", async () => {
  await using bench = await openBench();
  await expect(bench.set({ after: undefined as never })).rejects.toMatchObject({ code: "MESSAGE_INVALID" });
});

it("shows what is set, and what rings", async () => {
  await using bench = await openBench();
  const { promise, resolve } = Promise.withResolvers<"heard">();
  bench.ring = () => promise;
  const { alarm } = await bench.set();
  expect(bench.states.get(alarm)).toBe("pasta set");
  const passed = bench.pass(minute);
  await settled();
  expect(bench.states.get(alarm)).toBe("pasta ringing");
  resolve("heard");
  await passed;
  await settled();
  expect(bench.states.size).toBe(0);
});

it("sets a message that came twice once", async () => {
  await using bench = await openBench();
  const body = {
    name: "egg",
    kind: "timer",
    after: minute,
    site: "kitchen",
    skill: "timer",
    language: "en",
    data: {},
  } as const;
  const hub = bench.store.alarms;
  const first = await bench.set(body);
  await hub.add({ ...body, id: first.alarm, at: 5, phase: "set" });
  expect((await hub.pending()).map(({ at }) => at)).toEqual([first.at]);
});

it.each([
  ["by id", "id", ["a"]],
  ["by name, whatever its case", { name: "EGG" }, ["a"]],
  ["of a kind", { kind: "alarm" }, ["c"]],
  ["of a room", { site: "bath" }, ["b"]],
  ["of a skill", { skill: "timer" }, ["a", "b", "c"]],
  ["nothing that does not fit all", { name: "egg", site: "bath" }, []],
] as const)("takes back %s", async (_name, which, expected) => {
  await using bench = await openBench();
  const set = [
    ["a", (await bench.set({ name: "egg" })).alarm],
    ["b", (await bench.set({ name: "tea", site: "bath" })).alarm],
    ["c", (await bench.set({ name: "wake", kind: "alarm", site: "bed" })).alarm],
  ] as const;
  const names = new Map(set.map(([name, id]) => [id, name]));
  const cleared = await bench.clear(which === "id" ? { alarm: set[0][1] } : { ...which });
  expect(cleared.map((id) => names.get(id) ?? "").sort()).toEqual([...expected]);
  await bench.pass(minute);
  expect(bench.rung).toHaveLength(3 - expected.length);
});

it("silences what rings in the room, and nothing else", async () => {
  await using bench = await openBench();
  const silenced: string[] = [];
  bench.ring = ({ name }, signal) =>
    new Promise((resolve) => {
      signal.addEventListener("abort", () => {
        silenced.push(name);
        resolve("failed");
      });
      if (name === "bath") setTimeout(() => resolve("heard"), 100);
    });
  await bench.set({ name: "kitchen" });
  await bench.set({ name: "next" });
  await bench.set({ name: "bath", site: "bath" });
  await bench.set({ name: "later", after: 2 * minute });
  const passed = bench.pass(minute);
  await settled();
  await bench.bus.publish("alarm/stop", { site: "kitchen" }, {});
  await passed;
  await settled();
  expect(silenced).toEqual(["kitchen"]);
  expect(bench.rung.sort()).toEqual(["bath", "kitchen"]);
  expect([...bench.states.values()]).toEqual(["later set"]);
});

it("silences what rings elsewhere when nothing rings in the room where it was said", async () => {
  await using bench = await openBench();
  const silenced: string[] = [];
  bench.ring = ({ name }, signal) =>
    new Promise((resolve) => {
      signal.addEventListener("abort", () => {
        silenced.push(name);
        resolve("failed");
      });
    });
  await bench.set({ name: "egg" });
  await bench.set({ name: "bath", site: "bath" });
  await bench.set({ name: "later", site: "office", after: 2 * minute });
  const passed = bench.pass(minute);
  await settled();
  await bench.bus.publish("alarm/stop", { site: "office" }, {});
  await passed;
  expect(silenced.sort()).toEqual(["bath", "egg"]);
  expect([...bench.states.values()]).toEqual(["later set"]);
});

it("lets two in one room ring one after the other, and two rooms at once", async () => {
  await using bench = await openBench();
  let most = 0;
  const loud = new Set<string>();
  bench.ring = async ({ name, site }) => {
    expect([...loud].filter((one) => one.startsWith(site))).toEqual([]);
    loud.add(`${site} ${name}`);
    most = Math.max(most, loud.size);
    await settled();
    loud.delete(`${site} ${name}`);
    return "heard";
  };
  for (const site of ["kitchen", "bath"]) for (const name of ["one", "two"]) await bench.set({ name, site });
  await bench.pass(minute);
  expect(bench.rung).toHaveLength(4);
  expect(most).toBe(2);
});

it("takes back states of an earlier run that nobody knows any more", async () => {
  await using bench = await openBench({ stray: "old" });
  await bench.set();
  await settled();
  expect([...bench.states.values()]).toEqual(["pasta set"]);
});

it("rings by itself when its time comes", async () => {
  await using bench = await openBench();
  const from = performance.now();
  const clock = setInterval(() => {
    bench.now += performance.now() - from - (bench.now % 1);
  }, 20);
  await bench.set({ after: 50 });
  await expect.poll(() => bench.rung, { timeout: 10_000 }).toEqual(["pasta"]);
  clearInterval(clock);
});
