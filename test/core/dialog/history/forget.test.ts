/** What is to be forgotten is forgotten everywhere, also where the disk keeps nothing or refuses, and nothing else is. */
import { expect, it } from "vitest";
import { Fault } from "../../../../core/contract/index.ts";
import { openStore } from "../../../../core/store/index.ts";
import repeatEn from "../../../../skills/repeat/en.json" with { type: "json" };
import repeat from "../../../../skills/repeat/index.ts";
import { openHome, type as typed } from "../route/home.ts";
import type { Stage } from "../stage.ts";

const skills = [{ skill: repeat, words: { en: repeatEn } }];

/** What is on the bus of a room's last turns. */
async function recent(stage: Stage, site: string): Promise<readonly string[]> {
  let texts: readonly string[] = [];
  await using _ear = await stage.bus.on("turn/recent", { site }, ({ body }) => {
    texts = body.turns.map(({ text }) => text);
  });
  // A retained message comes before the answer to what is asked after it.
  await stage.bus.ask("trace/list", {}, {});
  return texts;
}

it("forgets what stands on the bus, and what would be said again, though nothing is kept on disk", async () => {
  await using stage = await openHome({ skills, keep: 0 });
  await typed(stage, "turn on the fan");
  expect(await recent(stage, "desk")).toEqual(["turn on the fan"]);
  expect(await stage.bus.ask("history/forget", {}, { all: true })).toEqual({ forgotten: 1 });
  expect(await recent(stage, "desk")).toEqual([]);
  expect((await typed(stage, "say that again")).reply).toMatch(/anything yet|nothing to repeat/);
});

it("forgets what is known beside the disk when that refuses, and says so", async () => {
  const store = await openStore({ memory: true });
  const refuses = () => Promise.reject(new Fault("STORE_FAILED", "The disk refuses."));
  const broken = { ...store, turns: { ...store.turns, forget: refuses } };
  await using stage = await openHome({ skills, store: broken });
  await typed(stage, "turn on the fan");
  await expect(stage.bus.ask("history/forget", {}, { site: "desk" })).rejects.toMatchObject({
    code: "STORE_FAILED",
  });
  expect(await recent(stage, "desk")).toEqual([]);
  expect((await typed(stage, "turn it off again")).matched).toEqual([]);
});

it("leaves what was said in other rooms when one turn is forgotten", async () => {
  await using stage = await openHome({ skills });
  const { recent: first } = await typed(stage, "turn on the radio", "desk");
  await typed(stage, "turn on the fan", "hall");
  await stage.bus.ask("history/forget", {}, { turn: first?.turn ?? "" });
  expect((await typed(stage, "turn it off again", "hall")).matched).toEqual([
    "home/switch off fan by sentences",
  ]);
  expect((await typed(stage, "turn it off again", "desk")).matched).toEqual([]);
});

it("a store that refuses breaks no turn", async () => {
  const store = await openStore({ memory: true });
  const refuses = () => Promise.reject(new Fault("DISK_FULL", "The disk is full."));
  const broken = { ...store, turns: { ...store.turns, add: refuses, trace: refuses, list: refuses } };
  await using stage = await openHome({ skills, store: broken });
  expect(await typed(stage, "turn on the fan")).toMatchObject({
    reply: "Okay, fan on.",
    finished: { outcome: "done" },
  });
  expect((await typed(stage, "turn it off again")).matched).toEqual(["home/switch off fan by sentences"]);
});
