/** A house that was stopped and started again knows what was said and done before. */
import { expect, it } from "vitest";
import { type HubStore, openStore } from "../../../../core/store/index.ts";
import repeatEn from "../../../../skills/repeat/en.json" with { type: "json" };
import repeat from "../../../../skills/repeat/index.ts";
import { openHome, type as typed } from "../route/home.ts";
import type { Stage } from "../stage.ts";

const skills = [{ skill: repeat, words: { en: repeatEn } }];

async function before(store: HubStore, ...texts: readonly string[]): Promise<void> {
  await using stage = await openHome({ store, skills });
  for (const text of texts) await typed(stage, text);
}

it.each([
  ["what was done", ["turn on the fan"], "turn it off again", ["home/switch off fan by sentences"]],
  [
    "all that a sentence did",
    ["turn on the fan and the radio"],
    "turn them off",
    ["home/switch off fan by sentences", "home/switch off radio by sentences"],
  ],
  [
    "what was done before it was asked to say it again",
    ["turn on the fan", "say that again"],
    "turn it off again",
    ["home/switch off fan by sentences"],
  ],
  ["nothing of what was forgotten", [], "turn it off again", []],
])("after a restart it remembers %s", async (_, said, text, matched) => {
  await using store = await openStore({ memory: true });
  await before(store, ...said);
  await using stage = await openHome({ store, skills });
  expect((await typed(stage, text)).matched).toEqual(matched);
});

it("after a restart it remembers what a person did, in whatever room they come to", async () => {
  await using store = await openStore({ memory: true });
  const as = async (stage: Stage, site: string, text: string) => {
    const { turn } = await stage.bus.ask("utterance/handle", { site }, { text, speak: false, person: "ada" });
    await stage.next("turn/finished", (message) => message.turn === turn);
    return (await stage.next("intent/matched", (message) => message.turn === turn)).body.slots;
  };
  {
    await using stage = await openHome({ store, skills });
    await as(stage, "desk", "turn on the fan");
  }
  await using stage = await openHome({ store, skills });
  expect(await as(stage, "attic", "turn it off again")).toEqual({ thing: "fan", state: "off" });
});

it("after a restart it still tells where the time of a turn went, by the end of its id too", async () => {
  await using store = await openStore({ memory: true });
  await before(store, "turn on the fan", "tell me something");
  await using stage = await openHome({ store, skills });
  const { turns } = await stage.bus.ask("trace/list", {}, {});
  expect(turns).toHaveLength(2);
  const [last] = turns;
  const { trace } = await stage.bus.ask("trace/show", {}, { turn: last?.turn.slice(-12) ?? "" });
  expect(trace?.stages.length).toBeGreaterThan(3);
  expect((await stage.bus.ask("trace/show", {}, {})).trace?.turn).toBe(last?.turn);
  await stage.bus.ask("history/forget", {}, { all: true });
  expect((await stage.bus.ask("trace/list", {}, {})).turns).toEqual([]);
});

it("after a restart the last turns are on the bus again, newest first", async () => {
  await using store = await openStore({ memory: true });
  await before(store, "turn on the fan", "tell me something");
  await using stage = await openHome({ store, skills });
  const { body } = await stage.next("turn/recent", ({ where }) => where.site === "desk");
  expect(body.turns.map(({ text }) => text)).toEqual(["tell me something", "turn on the fan"]);
});

it("what is forgotten is neither told, referred to nor said again", async () => {
  await using store = await openStore({ memory: true });
  await using stage = await openHome({ store, skills });
  await typed(stage, "turn on the fan");
  expect(await stage.bus.ask("history/forget", {}, { site: "desk" })).toEqual({ forgotten: 1 });
  expect((await typed(stage, "turn it off again")).matched).toEqual([]);
  expect((await stage.bus.ask("history/list", {}, {})).turns.map(({ record }) => record.text)).toEqual([
    "turn it off again",
  ]);
});
