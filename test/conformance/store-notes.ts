/** What every store must do with facts about people and summaries of talk. */
import { expect } from "vitest";
import type { HubStore, StoredFact, StoredSummary } from "../../core/store/index.ts";

export const aFact = (changes: Partial<StoredFact> = {}): StoredFact => ({
  id: "f1",
  person: "ada",
  text: "I like tea",
  language: "en",
  origin: "told",
  turn: "t1",
  at: 1_000,
  ...changes,
});

export const aSummary = (changes: Partial<StoredSummary> = {}): StoredSummary => ({
  persona: "house",
  site: "kitchen",
  text: "Tea was spoken of.",
  from: 1_000,
  to: 2_000,
  ...changes,
});

async function fourFacts({ notes }: HubStore): Promise<void> {
  await notes.keepFact(aFact({ id: "a" }));
  await notes.keepFact(aFact({ id: "b", at: 3_000, turn: "t2" }));
  await notes.keepFact(aFact({ id: "c", at: 2_000, person: "" }));
  await notes.keepFact(aFact({ id: "d", at: 2_000, person: "bob" }));
}

async function fourSummaries({ notes }: HubStore): Promise<void> {
  await notes.keepSummary(aSummary({ text: "a" }));
  const { site: _, ...homeless } = aSummary({ text: "b", from: 3_000, to: 4_000 });
  await notes.keepSummary({ ...homeless, person: "ada" });
  await notes.keepSummary(aSummary({ text: "c", site: "office", from: 5_000, to: 6_000 }));
  await notes.keepSummary(aSummary({ text: "d", persona: "butler", from: 7_000, to: 8_000 }));
}

type Demand = readonly [name: string, demand: (store: HubStore) => Promise<void>];

const factFilters = [
  [{}, ["b", "d", "c", "a"]],
  [{ person: "ada" }, ["b", "a"]],
  [{ person: "" }, ["c"]],
  [{ id: "d" }, ["d"]],
  [{ id: "d", person: "ada" }, []],
  [{ turn: "t2" }, ["b"]],
] as const;

const summaryFilters = [
  [{}, ["d", "c", "b", "a"]],
  [{ persona: "butler" }, ["d"]],
  [{ site: "kitchen" }, ["d", "a"]],
  [{ site: "" }, ["b"]],
  [{ person: "ada" }, ["b"]],
  [{ since: 4_000, before: 7_000 }, ["c", "b"]],
  [{ before: 1_000 }, []],
] as const;

export const noteDemands: readonly Demand[] = [
  [
    "keeps a fact as it was, and one an id",
    async ({ notes }) => {
      const { turn: _, ...unlearned } = aFact({ id: "f2", text: "ä" });
      await notes.keepFact(aFact({ text: "first" }));
      await notes.keepFact(aFact());
      await notes.keepFact(unlearned);
      expect(await notes.facts({})).toEqual([unlearned, aFact()]);
    },
  ],
  ...factFilters.map(
    ([filter, ids]): Demand => [
      `lists facts, told last first, and forgets by ${JSON.stringify(filter)}`,
      async (store) => {
        await fourFacts(store);
        expect((await store.notes.facts(filter)).map(({ id }) => id)).toEqual(ids);
        expect((await store.notes.forgetFacts(filter)).map(({ id }) => id)).toEqual(ids);
        const left = ["a", "b", "c", "d"].filter((id) => !ids.some((one) => one === id));
        expect((await store.notes.facts({})).map(({ id }) => id).toSorted()).toEqual(left);
      },
    ],
  ),
  [
    "keeps one summary of a persona with a person or in a room",
    async ({ notes }) => {
      await notes.keepSummary(aSummary({ text: "first" }));
      await notes.keepSummary(aSummary());
      expect(await notes.summaries({})).toEqual([aSummary()]);
    },
  ],
  ...summaryFilters.map(
    ([filter, texts]): Demand => [
      `lists summaries, newest first, and forgets by ${JSON.stringify(filter)}`,
      async (store) => {
        await fourSummaries(store);
        expect((await store.notes.summaries(filter)).map(({ text }) => text)).toEqual(texts);
        expect(await store.notes.forgetSummaries(filter)).toBe(texts.length);
        const left = ["a", "b", "c", "d"].filter((text) => !texts.some((one) => one === text));
        expect((await store.notes.summaries({})).map(({ text }) => text).toSorted()).toEqual(left);
      },
    ],
  ),
];
