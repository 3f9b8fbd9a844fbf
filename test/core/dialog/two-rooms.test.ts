/** Two people in two rooms at once, through the real dialog: two turns that know nothing of each other; and one person whom both hear. */
import { expect, it } from "vitest";
import { hears, loudness, openStage, type Stage, tone } from "./stage.ts";

const word = "hey house";
const wake = (stage: Stage, site: string, facts: { stream: number; heardAt: number; level?: number }) =>
  stage.bus.publish(
    "wake/heard",
    { site },
    { word, score: 0.9, level: -25, noise: -60, model: "m", ...facts },
  );

/** Resolves when the hub knows a room's clock: until then only the arrival of its reports can be compared. */
const clockOf = (stage: Stage, site: string): Promise<void> =>
  new Promise((resolve) => {
    void stage.bus.on("site/state", { site }, ({ body }) => {
      if (body.clock) resolve();
    });
  });

const open = async (stage: Stage) => {
  await stage.offer("vad", "vad", loudness);
  await stage.offer("stt", "stt", hears("turn on the lamp"));
  await stage.offer("tts", "tts", tone);
  const rooms = [await stage.room("kitchen"), await stage.room("office")] as const;
  for (const site of ["kitchen", "office"]) await clockOf(stage, site);
  return rooms;
};

it("two people are two turns, each answered where it was asked", async () => {
  await using stage = await openStage();
  const [kitchen, office] = await open(stage);
  const now = Date.now();
  await wake(stage, "kitchen", { stream: kitchen.stream, heardAt: now - 900 });
  await wake(stage, "office", { stream: office.stream, heardAt: now });
  for (const site of ["kitchen", "office"]) {
    await stage.next("session/state", ({ where, body }) => where.site === site && body.phase === "listening");
  }
  await Promise.all(
    [kitchen, office].map(async (room) => {
      await room.speak(8, true);
      await room.speak(12, false);
    }),
  );
  const turns = [];
  for (const site of ["kitchen", "office"]) {
    const { body, turn } = await stage.next("reply/finished", ({ where }) => where.site === site);
    expect(body).toMatchObject({ text: "The lamp is on.", cut: "none" });
    turns.push(turn);
  }
  expect(new Set(turns).size).toBe(2);
  expect(stage.said.some(({ kind }) => kind === "wake/yielded")).toBe(false);
});

it("one person whom two rooms hear is one turn, in the room where it is clearer", async () => {
  await using stage = await openStage({ noSpeech: 500 });
  const [kitchen, office] = await open(stage);
  const heardAt = Date.now();
  await wake(stage, "kitchen", { stream: kitchen.stream, heardAt: heardAt + 80, level: -45 });
  await wake(stage, "office", { stream: office.stream, heardAt });
  const yielded = await stage.next("wake/yielded");
  expect([yielded.where.site, yielded.body.to]).toEqual(["kitchen", "office"]);
  const started = await stage.next("turn/started");
  expect(started.where.site).toBe("office");
  await stage.next("turn/finished");
  expect(stage.said.filter(({ kind }) => kind === "turn/started")).toHaveLength(1);
});

it("a room that reports late is told to yield, and stays silent", async () => {
  await using stage = await openStage({ noSpeech: 500 });
  const [kitchen, office] = await open(stage);
  const heardAt = Date.now();
  await wake(stage, "kitchen", { stream: kitchen.stream, heardAt });
  await stage.next("turn/started");
  await wake(stage, "office", { stream: office.stream, heardAt, level: -10 });
  const yielded = await stage.next("wake/yielded");
  expect([yielded.where.site, yielded.body.to]).toEqual(["office", "kitchen"]);
});
