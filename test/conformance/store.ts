/** What every store must do, whatever database keeps it. */
import { expect } from "vitest";
import type { HubStore, StoredAlarm, StoredTurn } from "../../core/store/index.ts";
import { aFact, aSummary, noteDemands } from "./store-notes.ts";
import type { Check } from "./suite.ts";

export interface StorePlace {
  /** Opens the same place; again after closing finds what was kept there. */
  open(): Promise<HubStore>;
}

export const anAlarm = (changes: Partial<StoredAlarm> = {}): StoredAlarm => ({
  id: "a1",
  name: "pasta",
  kind: "timer",
  at: 1_000,
  length: 600_000,
  site: "kitchen",
  skill: "timer",
  language: "en",
  data: { loud: true, name: "pasta" },
  phase: "set",
  ...changes,
});

async function opened(place: StorePlace, use: (store: HubStore) => Promise<void>): Promise<void> {
  await using store = await place.open();
  await use(store);
}

function check(name: string, demand: (store: HubStore) => Promise<void>): Check<StorePlace> {
  return { name, check: (place) => opened(place, demand) };
}

const scopes: readonly Check<StorePlace>[] = [
  check("gives back what was set, as it was", async (store) => {
    const scope = store.scope("timer");
    const values = { text: "ä", list: [1, null, { deep: true }], no: false, zero: 0, nothing: null };
    for (const [key, value] of Object.entries(values)) await scope.set(key, value);
    for (const [key, value] of Object.entries(values)) expect(await scope.get(key)).toEqual(value);
  }),
  check("has nothing under an unknown key", async (store) => {
    expect(await store.scope("timer").get("no")).toBeUndefined();
    expect(await store.scope("timer").delete("no")).toBe(false);
  }),
  check("keeps the last value of a key", async (store) => {
    const scope = store.scope("timer");
    await scope.set("key", 1);
    await scope.set("key", 2);
    expect(await scope.get("key")).toBe(2);
    expect(await scope.delete("key")).toBe(true);
    expect(await scope.get("key")).toBeUndefined();
  }),
  check("keeps scopes apart", async (store) => {
    await store.scope("one").set("key", 1);
    await store.scope("two").set("key", 2);
    expect(await store.scope("one").get("key")).toBe(1);
    expect(await store.scope("three").keys()).toEqual([]);
  }),
  check("lists the keys with a prefix, sorted", async (store) => {
    const scope = store.scope("one");
    for (const key of ["b%", "b", "a", "B", "b_x", "c"]) await scope.set(key, 1);
    expect(await scope.keys("b")).toEqual(["b", "b%", "b_x"]);
    expect(await scope.keys()).toEqual(["B", "a", "b", "b%", "b_x", "c"]);
  }),
  check("refuses what is not JSON", async (store) => {
    await expect(store.scope("one").set("key", undefined)).rejects.toMatchObject({ code: "STORE_FAILED" });
  }),
];

const alarms: readonly Check<StorePlace>[] = [
  check("keeps an alarm as it was", async ({ alarms }) => {
    const { length: _, ...endless } = anAlarm({ id: "a2", at: 2_000 });
    await alarms.add(anAlarm());
    await alarms.add(endless);
    expect(await alarms.pending()).toEqual([anAlarm(), endless]);
  }),
  check("keeps one alarm an id", async ({ alarms }) => {
    await alarms.add(anAlarm());
    expect(await alarms.add(anAlarm({ at: 9_000 }))).toEqual(anAlarm());
    expect(await alarms.pending()).toHaveLength(1);
  }),
  check("does not take an alarm again that is done", async ({ alarms }) => {
    await alarms.add(anAlarm());
    expect(await alarms.change("a1", { phase: "done" })).toBe(true);
    expect(await alarms.add(anAlarm())).toMatchObject({ phase: "done" });
    expect(await alarms.pending()).toEqual([]);
    expect(await alarms.change("a1", { phase: "set" })).toBe(false);
  }),
  check("lists alarms soonest first", async ({ alarms }) => {
    for (const [id, at] of Object.entries({ a: 3_000, b: 1_000.5, c: 2_000 })) {
      await alarms.add(anAlarm({ id, at }));
    }
    expect((await alarms.pending()).map(({ id }) => id)).toEqual(["b", "c", "a"]);
  }),
  check("changes time and phase", async ({ alarms }) => {
    await alarms.add(anAlarm());
    await alarms.change("a1", { at: 5_000 });
    await alarms.change("a1", { phase: "ringing" });
    expect(await alarms.pending()).toEqual([anAlarm({ at: 5_000, phase: "ringing" })]);
    expect(await alarms.change("unknown", { at: 1 })).toBe(false);
  }),
  check(
    "keeps how it recurs, what is left and how long it rings, and takes away what is undefined",
    async ({ alarms }) => {
      const repeat = { unit: "week", every: 1, days: [1, 4], hour: 7, minute: 0, timeZone: "UTC" } as const;
      await alarms.add(anAlarm({ repeat, ringFor: 600_000 }));
      await alarms.change("a1", { phase: "paused", left: 5_000, length: 900_000 });
      const paused = anAlarm({ repeat, ringFor: 600_000, phase: "paused", left: 5_000, length: 900_000 });
      expect(await alarms.pending()).toEqual([paused]);
      await alarms.change("a1", { phase: "set", left: undefined, repeat: undefined });
      expect(await alarms.pending()).toEqual([anAlarm({ ringFor: 600_000, length: 900_000 })]);
    },
  ),
  check("forgets old done alarms and no others", async ({ alarms }) => {
    for (const [id, at] of Object.entries({ old: 1_000, recent: 5_000, waiting: 500 })) {
      await alarms.add(anAlarm({ id, at }));
    }
    await alarms.change("old", { phase: "done" });
    await alarms.change("recent", { phase: "done" });
    expect(await alarms.forget(2_000)).toBe(1);
    expect(await alarms.add(anAlarm({ id: "recent" }))).toMatchObject({ phase: "done" });
    expect((await alarms.pending()).map(({ id }) => id)).toEqual(["waiting"]);
  }),
];

export const aTurn = (changes: Partial<StoredTurn> = {}): StoredTurn => ({
  id: "t1",
  site: "kitchen",
  at: 1_000,
  record: { text: "set a timer", parts: [{ slots: { minutes: 5 } }] },
  ...changes,
});

async function fourTurns({ turns }: HubStore): Promise<void> {
  await turns.add(aTurn({ id: "a", at: 1_000 }));
  await turns.add(aTurn({ id: "b", at: 3_000, site: "office", person: "ada" }));
  await turns.add(aTurn({ id: "c", at: 2_000, person: "ada" }));
  await turns.add(aTurn({ id: "d", at: 3_000 }));
}

const filters = [
  { filter: {}, ids: ["d", "b", "c", "a"] },
  { filter: { site: "kitchen" }, ids: ["d", "c", "a"] },
  { filter: { person: "ada" }, ids: ["b", "c"] },
  { filter: { person: "ada", site: "office" }, ids: ["b"] },
  { filter: { since: 2_000 }, ids: ["d", "b", "c"] },
  { filter: { since: 1_500, before: 3_000 }, ids: ["c"] },
  { filter: { id: "c" }, ids: ["c"] },
  { filter: { id: "c", site: "office" }, ids: [] },
  { filter: { ending: "c" }, ids: ["c"] },
  { filter: { ending: "xc" }, ids: [] },
] as const;

const turns: readonly Check<StorePlace>[] = [
  check("keeps a turn as it was, and one an id", async ({ turns }) => {
    await turns.add(aTurn({ record: { text: "first" } }));
    await turns.add(aTurn());
    expect(await turns.list({}, 10)).toEqual([aTurn()]);
  }),
  check("adds where a turn's time went, and keeps it when the turn is told again", async ({ turns }) => {
    const trace = { stages: [{ stage: "listen", from: 1 }] };
    expect(await turns.trace("t1", trace)).toBe(false);
    await turns.add(aTurn());
    expect(await turns.trace("t1", trace)).toBe(true);
    await turns.add(aTurn({ record: { text: "again" } }));
    expect(await turns.list({}, 10)).toEqual([aTurn({ record: { text: "again" }, trace })]);
  }),
  ...filters.map(({ filter, ids }) =>
    check(`lists, newest first, and forgets by ${JSON.stringify(filter)}`, async (store) => {
      await fourTurns(store);
      const listed = await store.turns.list(filter, 10);
      expect(listed.map(({ id }) => id)).toEqual(ids);
      expect((await store.turns.forget(filter)).toSorted()).toEqual(ids.toSorted());
      const left = ["a", "b", "c", "d"].filter((id) => !ids.some((one) => one === id));
      expect((await store.turns.list({}, 10)).map(({ id }) => id).sort()).toEqual(left);
    }),
  ),
  check("lists no more than is asked for", async (store) => {
    await fourTurns(store);
    expect((await store.turns.list({}, 2)).map(({ id }) => id)).toEqual(["d", "b"]);
  }),
  check("leaves the newest turns of each room", async (store) => {
    await fourTurns(store);
    expect(await store.turns.trim(3)).toEqual([]);
    expect((await store.turns.trim(1)).toSorted()).toEqual(["a", "c"]);
    expect((await store.turns.list({}, 10)).map(({ id }) => id)).toEqual(["d", "b"]);
  }),
];

/** For stores that last. */
export const lastingChecks: readonly Check<StorePlace>[] = [
  {
    name: "finds everything again",
    async check(place) {
      await opened(place, async (store) => {
        await store.scope("one").set("key", "value");
        await store.alarms.add(anAlarm());
        await store.turns.add(aTurn());
        await store.notes.keepFact(aFact());
        await store.notes.keepSummary(aSummary());
      });
      await opened(place, async (store) => {
        expect(await store.scope("one").get("key")).toBe("value");
        expect(await store.turns.list({}, 10)).toEqual([aTurn()]);
        expect(await store.alarms.pending()).toEqual([anAlarm()]);
        expect(await store.notes.facts({})).toEqual([aFact()]);
        expect(await store.notes.summaries({})).toEqual([aSummary()]);
      });
    },
  },
  {
    name: "has an alarm on the disk before it says so",
    async check(place) {
      const first = await place.open();
      await first.alarms.add(anAlarm());
      await opened(place, async (second) => {
        expect(await second.alarms.pending()).toEqual([anAlarm()]);
      });
      await first.close();
    },
  },
];

const life: readonly Check<StorePlace>[] = [
  {
    name: "fails with a code once it is closed, and closes twice",
    async check(place) {
      const store = await place.open();
      const scope = store.scope("one");
      await store.close();
      await store.close();
      await expect(scope.set("key", 1)).rejects.toMatchObject({ code: "STORE_FAILED" });
      await expect(store.alarms.pending()).rejects.toMatchObject({ code: "STORE_FAILED" });
    },
  },
];

const notes = noteDemands.map(([name, demand]) => check(name, demand));

export const storeChecks: readonly Check<StorePlace>[] = [...scopes, ...alarms, ...turns, ...notes, ...life];
