/** What every store must do, whatever database keeps it. */
import { expect } from "vitest";
import type { HubStore, StoredAlarm } from "../../core/store/index.ts";
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

/** For stores that last. */
export const lastingChecks: readonly Check<StorePlace>[] = [
  {
    name: "finds everything again",
    async check(place) {
      await opened(place, async (store) => {
        await store.scope("one").set("key", "value");
        await store.alarms.add(anAlarm());
      });
      await opened(place, async (store) => {
        expect(await store.scope("one").get("key")).toBe("value");
        expect(await store.alarms.pending()).toEqual([anAlarm()]);
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

export const storeChecks: readonly Check<StorePlace>[] = [...scopes, ...alarms, ...life];
