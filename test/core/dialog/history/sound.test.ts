/** What the microphone heard is kept where that is wanted, as long as its turn is, and never without it. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readWav } from "../../../../core/audio/wav.ts";
import { hears, loudness, openStage, type Stage, tone } from "../stage.ts";

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
