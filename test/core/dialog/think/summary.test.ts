/** Older talk is summed up while nobody speaks, by the persona's own language model, and never outlives what was forgotten. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Persona, Thinker, ThinkRequest } from "../../../../core/contract/index.ts";
import { openStore } from "../../../../core/store/index.ts";
import { openStage, type Stage } from "../stage.ts";

const idle = 150;

/** Says how many lines of a person it was shown. */
function counter() {
  const asked: (ThinkRequest & { readonly signal: AbortSignal })[] = [];
  const held = Promise.withResolvers<void>();
  held.resolve();
  const gate = { until: held.promise };
  const thinker: Thinker = {
    languages: [],
    async *think(request) {
      asked.push(request);
      await Promise.race([
        gate.until,
        new Promise((_, reject) =>
          request.signal.addEventListener("abort", () => reject(request.signal.reason)),
        ),
      ]);
      const text = request.messages.map((one) => one.text).join("\n");
      yield { type: "text", text: `${text.match(/Person:/g)?.length ?? 0} were read. ` };
      yield { type: "usage", input: 10, output: 5, model: "m" };
    },
  };
  return { thinker, asked, gate };
}

async function opened(memory: Partial<Persona["memory"]> = {}, more: object = {}) {
  const stack = new AsyncDisposableStack();
  const store = stack.use(await openStore({ memory: true }));
  const persona = {
    think: [{ plugin: "mind" }],
    memory: { turns: 2, summary: true, facts: "told" as const, ...memory },
  };
  const stage = stack.use(await openStage({ store, persona, summaries: { idle }, ...more }));
  await stage.room("hall");
  const mind = counter();
  const summaries = async () => (await store.notes.summaries({})).map(({ text }) => text);
  const close = (): Promise<void> => stack.disposeAsync();
  return { stage, store, ...mind, summaries, [Symbol.asyncDispose]: close };
}

async function talk(stage: Stage, turns: number, person?: string): Promise<void> {
  const before = stage.said.filter(({ kind }) => kind === "turn/finished").length;
  for (let n = 1; n <= turns; n++) {
    const who = person === undefined ? {} : { person };
    await stage.bus.ask(
      "utterance/handle",
      { site: "hall" },
      { text: "turn on the lamp", speak: false, ...who },
    );
    await stage.nth("turn/finished", before + n);
  }
}

it("sums up what is older than the last turns, and goes on from there", async () => {
  await using house = await opened();
  await house.stage.offer("think", "mind", house.thinker);
  await talk(house.stage, 6);
  await expect.poll(house.summaries, { timeout: 5000 }).toEqual(["4 were read."]);
  await talk(house.stage, 4);
  await expect.poll(() => house.asked.length, { timeout: 5000 }).toBe(2);
  expect(house.asked[1]?.messages[1]?.text).toMatch(/summary of what came before: 4 were read\./);
  await expect.poll(house.summaries, { timeout: 5000 }).toEqual(["4 were read."]);
  expect(house.asked[0]).toMatchObject({ tools: [], language: "en" });
});

it.each<[string, Partial<Persona["memory"]>, number, object]>([
  ["few turns", {}, 5, {}],
  ["a persona that wants none", { summary: false }, 8, {}],
  ["a house that keeps no turns", {}, 8, { keep: 0 }],
])("sums up nothing of %s", async (_what, memory, turns, more) => {
  await using house = await opened(memory, more);
  await house.stage.offer("think", "mind", house.thinker);
  await talk(house.stage, turns);
  await sleep(4 * idle);
  expect([house.asked.length, await house.summaries()]).toEqual([0, []]);
});

it("gives way to who speaks, and begins again", async () => {
  await using house = await opened();
  const held = Promise.withResolvers<void>();
  house.gate.until = held.promise;
  await house.stage.offer("think", "mind", house.thinker);
  await talk(house.stage, 6);
  await expect.poll(() => house.asked.length, { timeout: 5000 }).toBe(1);
  await talk(house.stage, 1);
  expect(house.asked[0]?.signal.aborted).toBe(true);
  held.resolve();
  await expect.poll(house.summaries, { timeout: 5000 }).toEqual(["5 were read."]);
});

it("keeps nothing of what is forgotten while it is summed up, or after", async () => {
  await using house = await opened();
  const held = Promise.withResolvers<void>();
  house.gate.until = held.promise;
  await house.stage.offer("think", "mind", house.thinker);
  await talk(house.stage, 6);
  await expect.poll(() => house.asked.length, { timeout: 5000 }).toBe(1);
  await house.stage.bus.ask("history/forget", {}, { all: true });
  held.resolve();
  await sleep(3 * idle);
  expect(await house.summaries()).toEqual([]);
  await talk(house.stage, 6);
  await expect.poll(house.summaries, { timeout: 5000 }).toEqual(["4 were read."]);
  await house.stage.bus.ask("history/forget", {}, { site: "hall" });
  expect(await house.summaries()).toEqual([]);
});

it("keeps people apart", async () => {
  await using house = await opened();
  await house.stage.offer("think", "mind", house.thinker);
  await talk(house.stage, 6, "bob");
  await expect
    .poll(() => house.store.notes.summaries({}), { timeout: 5000 })
    .toMatchObject([{ person: "bob", text: "4 were read." }]);
  expect((await house.store.notes.summaries({}))[0]?.site).toBeUndefined();
});
