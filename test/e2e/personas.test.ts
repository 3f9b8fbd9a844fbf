/** Two personas in one room, each called by a wake word of their own, said by people and heard by the real detector. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askByWav } from "../../core/satellite/ask.ts";
import { noClips, readClips, samplesOfClip } from "../kit/clips.ts";
import { type House, openHouse } from "./house.ts";

let house: House;
let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "hearsay-e2e-"));
  await mkdir(join(data, "personas"));
  for (const [name, word, voice] of [
    ["james", "hey jarvis", "otto"],
    ["alexandra", "alexa", "clara"],
  ] as const) {
    const persona = {
      name,
      about: `Is called by ${word}.`,
      languages: ["en"],
      wakeWords: [word],
      stt: ["stt-moonshine"],
      tts: [{ plugin: "tts-piper", voice }],
    };
    await writeFile(join(data, "personas", `${name}.json`), JSON.stringify(persona));
  }
  house = await openHouse({ data, overrides: { "personas.default": "james" } });
}, 300_000);
afterAll(async () => {
  await house?.[Symbol.asyncDispose]();
  await rm(data, { recursive: true, force: true });
});

if (noClips) console.warn(`Skipped: human speech: ${noClips}; test/core/dialog/personas.test.ts serves.`);

/** A wake word of one clip, and the command of another after it. */
function spoken(wake: string, command: string): Int16Array {
  const parts = [wake, command].map((file) => samplesOfClip(readClips(), file));
  const all = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

describe.skipIf(noClips)("a wake word", () => {
  it.each([
    ["wake/hey-jarvis-1.wav", "james"],
    ["wake/alexa-01.wav", "alexandra"],
  ])(
    "%s is answered by %s, in the same room",
    async (wake, name) => {
      const started: string[] = [];
      const voices: (string | undefined)[] = [];
      const { bus } = house.hub;
      await using _turns = await bus.on("turn/started", {}, ({ body }) => void started.push(body.persona));
      await using _voices = await bus.on("tts/start", {}, ({ body }) => void voices.push(body.voice));
      const samples = spoken(wake, "command/home-06-what-time-is-it.wav");
      const answer = await askByWav({ bus, site: "den", samples, rate: 16_000, wake: true, fast: true });
      expect(answer.reply?.text).toMatch(/\d/);
      expect(new Set(started)).toEqual(new Set([name]));
      expect(voices).toContain(name === "james" ? "otto" : "clara");
    },
    120_000,
  );
});
