/** What the microphone heard is kept where that is wanted, as long as its turn is, and never without it. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readWav } from "../../../../core/audio/wav.ts";
import { openEars } from "../../../../core/dialog/ears.ts";
import { openSounds } from "../../../../core/dialog/history/sound.ts";
import { busFor } from "../../../kit/bus-for.ts";
import { hears, loudness, openStage, type Stage, silentLog, tone } from "../stage.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearsay-audio-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Somebody says `words` in the den, at a button; resolves with the turn. */
async function spoken(stage: Stage, words: string): Promise<string> {
  await stage.offer("vad", "loudness", loudness);
  await stage.offer("stt", "ears", hears(words));
  await stage.offer("tts", "tone", tone);
  const den = await stage.room("den");
  await stage.bus.publish("listen/start", { site: "den" }, { reason: "button", stream: den.stream });
  const { turn = "" } = await stage.next("turn/started");
  await den.open();
  await den.speak(10, true);
  await den.speak(20, false);
  await stage.next("turn/finished");
  return turn;
}

it("keeps the sound of a turn, from before it to the end of what was said", async () => {
  await using stage = await openStage({ audio: folder });
  const turn = await spoken(stage, "turn on the lamp");
  await expect.poll(() => readdir(folder)).toEqual([`${turn}.wav`]);
  const { samples, rate } = readWav(await readFile(join(folder, `${turn}.wav`)));
  expect(rate).toBe(16_000);
  expect(samples.length).toBeGreaterThanOrEqual(10 * 1280);
  expect(samples.some((value) => Math.abs(value) > 1000)).toBe(true);
  expect(await stage.bus.ask("history/show", {}, { turn })).toMatchObject({
    audio: join(folder, `${turn}.wav`),
  });
});

it("keeps the sound of a room whose clock is another than the hub's, from before the turn too", async () => {
  await using house = await busFor();
  await using ears = await openEars(house.bus);
  const facts = { bus: house.bus, log: silentLog, ears, folder, wanted: () => true };
  await using sounds = await openSounds({ ...facts, isKept: async () => true });
  const format = { codec: "pcm", rate: 16_000, channels: 1 } as const;
  const hourAgo = Date.now() - 3_600_000;
  const hear = (sequence: number): void =>
    house.bus.sendAudio(
      { site: "den", direction: "in" },
      { format, stream: 7, sequence, at: hourAgo + sequence * 80, data: new Uint8Array(2560) },
    );
  for (let sequence = 0; sequence < 30; sequence++) hear(sequence);
  await expect.poll(() => ears.latest("den")?.at).toBeGreaterThan(hourAgo + 29 * 80);
  const opened = { reason: "button", persona: "house", language: "en" } as const;
  await house.bus.publish("turn/started", { site: "den" }, opened, { turn: "t1" });
  await house.bus.publish("turn/finished", { site: "den" }, { outcome: "done", timing: {} }, { turn: "t1" });
  await expect.poll(() => sounds.of("t1")).toBeDefined();
  const { samples } = readWav(await readFile(join(folder, "t1.wav")));
  expect(samples.length / 16).toBeGreaterThan(1000);
  expect(samples.length / 16).toBeLessThan(2000);
});

it("keeps no sound of a turn that was forgotten while it was written", async () => {
  await using house = await busFor();
  await using ears = await openEars(house.bus);
  const answers = [true, false];
  const isKept = async () => answers.shift() ?? false;
  {
    await using _sounds = await openSounds({
      ...{ bus: house.bus, log: silentLog, ears, folder, wanted: () => true },
      isKept,
    });
    const opened = { reason: "button", persona: "house", language: "en" } as const;
    await house.bus.publish("turn/started", { site: "den" }, opened, { turn: "t1" });
    const format = { codec: "pcm", rate: 16_000, channels: 1 } as const;
    const frame = { format, stream: 7, sequence: 0, at: Date.now(), data: new Uint8Array(2560) };
    house.bus.sendAudio({ site: "den", direction: "in" }, frame);
    await expect.poll(() => ears.latest("den")).toBeDefined();
    await house.bus.publish(
      "turn/finished",
      { site: "den" },
      { outcome: "done", timing: {} },
      { turn: "t1" },
    );
  }
  expect(answers).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});

it("keeps none unless that is wanted", async () => {
  await using stage = await openStage();
  const turn = await spoken(stage, "turn on the lamp");
  expect((await stage.bus.ask("history/show", {}, { turn })).audio).toBeUndefined();
});

it("keeps none of a turn without words", async () => {
  await using stage = await openStage({ audio: folder });
  await spoken(stage, "");
  expect(await readdir(folder)).toEqual([]);
});

it("forgets the sound with its turn", async () => {
  await using stage = await openStage({ audio: folder });
  const turn = await spoken(stage, "turn on the lamp");
  await expect.poll(() => readdir(folder)).toHaveLength(1);
  await stage.bus.ask("history/forget", {}, { turn });
  expect(await readdir(folder)).toEqual([]);
});

it("sweeps out what a crash left and what belongs to no turn, and nothing else", async () => {
  for (const name of ["0199-gone.wav", "0199-half.wav.part", "notes.txt"])
    await writeFile(join(folder, name), "x");
  await using _stage = await openStage({ audio: folder });
  await expect.poll(() => readdir(folder)).toEqual(["notes.txt"]);
});
