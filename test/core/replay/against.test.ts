/** A recording's turns asked of a house that runs: as text, or with the sound that was recorded, which other ears then hear. */
import { expect, it } from "vitest";
import { against } from "../../../core/replay/against.ts";
import { differences, elsewhere } from "../../../core/replay/compare.ts";
import type { Done } from "../../../core/replay/turns.ts";
import { hears, loudness, openStage } from "../dialog/stage.ts";

const lampOn: Done = {
  site: "den",
  reason: "button",
  at: 0,
  text: "turn on the lamp",
  intents: [{ skill: "lamp", intent: "on", slots: {} }],
  effects: [],
  said: "The lamp is on.",
  cut: "none",
  outcome: "done",
  timing: {},
};
const rate = 16_000;
const samples = new Int16Array(2 * rate).map((_, index) => (index < rate ? 8000 : 0));
const facts = { isTaken: () => false, signal: new AbortController().signal, timeout: 8000 };

it("asks as text, one turn after the other, and tells what came of each, whoever else speaks meanwhile", async () => {
  await using stage = await openStage();
  const other: Done = { ...lampOn, site: "hall", text: "make it rain", intents: [], outcome: "missed" };
  const replayed = against({ ...facts, bus: stage.bus, asked: [{ done: lampOn }, { done: other }] });
  await stage.bus.ask("utterance/handle", { site: "attic" }, { text: "turn on the lamp" });
  const played = await replayed;
  expect(differences([lampOn, other], played, elsewhere)).toEqual([
    expect.objectContaining({ site: "hall", field: "said" }),
  ]);
});

it.each([
  ["feeds recorded sound to the house's ears", false, "turn on the lamp to 5", [{ level: 5 }]],
  ["types it where a satellite hears the room already", true, "turn on the lamp", [{}]],
])("%s", async (_, taken, text, slots) => {
  await using stage = await openStage();
  await stage.offer("vad", "loudness", loudness);
  await stage.offer("stt", "ears", hears("turn on the lamp to 5"));
  const asked = [{ done: lampOn, sound: { samples, rate } }];
  const played = await against({ ...facts, bus: stage.bus, asked, isTaken: () => taken });
  expect(played).toMatchObject([{ site: "den", text, intents: slots.map((one) => ({ slots: one })) }]);
});

it("leaves out what was neither said nor typed, and ends when it is stopped", async () => {
  await using stage = await openStage();
  const { text: _, ...alarm } = { ...lampOn, reason: "alarm" } as const;
  expect(await against({ ...facts, bus: stage.bus, asked: [{ done: alarm }] })).toEqual([]);
  const abort = new AbortController();
  const hangs = { done: { ...lampOn, text: "wait for ever" } };
  const stopped = against({ ...facts, bus: stage.bus, asked: [hangs], signal: abort.signal });
  await stage.next("intent/matched", ({ body }) => body.intent === "hang");
  abort.abort();
  await expect(stopped).rejects.toBeDefined();
});
