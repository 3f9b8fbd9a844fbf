/** openWakeWord on the real models: the suite, and what is its own. */
import type { WakeDetector } from "hearsay";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createChunks } from "../../plugins/wake-openwakeword/chunks.ts";
import plugin from "../../plugins/wake-openwakeword/index.ts";
import { createLevels } from "../../plugins/wake-openwakeword/levels.ts";
import { createTrigger, thresholdAt } from "../../plugins/wake-openwakeword/trigger.ts";
import { describeSuite, expectBroken } from "../conformance/suite.ts";
import { type WakeSubject, wakeChecks } from "../conformance/wake.ts";
import {
  collect,
  framesOf,
  join16,
  noClips,
  noise,
  readClips,
  samplesOfClip,
  streamOf,
} from "../kit/clips.ts";
import { type Hosted, hostFor } from "../kit/host.ts";
import { said } from "../kit/said.ts";

const clips = readClips();
let hosted: Hosted;
let wake: WakeDetector;
let spoken: Int16Array;
beforeAll(async () => {
  hosted = await hostFor(plugin);
  if (!hosted.provided.wake) throw new Error("It provides no wake.");
  wake = hosted.provided.wake;
  spoken = (await said("hey jarvis", "wake/hey-jarvis-1.wav")).slice(0, 16 * 1400);
});
afterAll(() => hosted[Symbol.asyncDispose]());

const jarvis = (): WakeSubject => ({
  wake,
  word: "hey jarvis",
  said: spoken,
});
describeSuite("wake-openwakeword: conformance", jarvis, wakeChecks);

const listen = (samples: Int16Array, sensitivity = 0.5) =>
  collect(
    wake.watch(streamOf(framesOf(samples)), { words: [], sensitivity, signal: new AbortController().signal }),
  );

describe("wake-openwakeword: a broken detector is caught", () => {
  const nobody = noise(1);
  it("one that always fires", async () => {
    const broken: WakeDetector = {
      words: ["hey jarvis"],
      async *watch(frames) {
        for await (const _ of frames) {
          yield { word: "hey jarvis", score: 2, level: 0, noise: 0, heardAt: Date.now(), model: "" };
        }
      },
    };
    await expectBroken(
      () => ({ wake: broken, word: "hey jarvis", said: nobody }),
      wakeChecks,
      wakeChecks.map(({ name }) => name).filter((name) => !/^(names|leaves|hears it before)/.test(name)),
    );
  });
  it("one that never fires, and spoils the frames", async () => {
    const broken: WakeDetector = {
      words: [],
      async *watch(frames) {
        for await (const frame of frames) frame.data.fill(0);
        yield* [];
      },
    };
    await expectBroken(
      () => ({ wake: broken, word: "hey jarvis", said: nobody }),
      wakeChecks,
      wakeChecks.map(({ name }) => name).filter((name) => name !== "hears nothing in noise and silence"),
    );
  });
});

describe("wake-openwakeword: people", () => {
  it.for(["alexa", "hey mycroft"])("hears %s once in each of its clips", async (word, context) => {
    if (noClips) context.skip(noClips);
    for (const { file, wake_word } of clips.clips) {
      if (wake_word !== word || !file.startsWith("wake/")) continue;
      const hits = await listen(join16(samplesOfClip(clips, file), noise(1, -66)));
      expect(
        hits.map((hit) => hit.word),
        file,
      ).toEqual([word]);
    }
  });
  it("hears no word in other speech, from its first sound on", async (context) => {
    if (noClips) context.skip(noClips);
    const others = clips.clips.filter(({ file }) =>
      /command\/home-1[0-8]|negative\/sentence-0[1-3]/.test(file),
    );
    for (const { file } of others) expect(await listen(samplesOfClip(clips, file)), file).toEqual([]);
  });
});

describe("wake-openwakeword: trigger", () => {
  const fire = (scores: readonly number[], patience = 1) => {
    const trigger = createTrigger({
      threshold: 0.5,
      patience: { a: patience },
      refractory: 400,
      sensitivity: 0.5,
    });
    return scores.flatMap((score, index) =>
      trigger.push(new Map([["a", score]]), index * 80) ? [index] : [],
    );
  };
  it.each([
    ["at the first score that counts", [0, 0.6, 0.7, 0], 1, [1]],
    ["once while the score stays up, however long", new Array(20).fill(0.9), 1, [0]],
    ["only after as many in a row as patience asks", [0.9, 0.9, 0.2, 0.9, 0.9, 0.9], 3, [5]],
    ["not again within the rest", [0.9, 0, 0.9, 0, 0, 0, 0, 0.9], 1, [0, 7]],
  ])("fires %s", (_, scores, patience, expected) => {
    expect(fire(scores, patience)).toEqual(expected);
  });
  it.each([
    [0, 0.99],
    [0.5, 0.5],
    [1, 0.05],
    [0.75, 0.275],
  ])("at sensitivity %f the threshold is %f", (sensitivity, threshold) => {
    expect(thresholdAt(0.5, sensitivity)).toBeCloseTo(threshold);
  });
});

describe("wake-openwakeword: chunks and levels", () => {
  it("bridges a lost frame, and starts afresh after more", () => {
    const chunks = createChunks();
    const frames = [...framesOf(noise(4), { ms: 80 })];
    const kept = frames.filter((_, index) => index !== 5 && (index < 10 || index > 20));
    const afresh = kept.flatMap((frame) => [...chunks.push(frame)]).map((chunk) => chunk.afresh);
    expect(afresh.flatMap((yes, index) => (yes ? [index] : []))).toEqual([0, 9]);
  });
  it("knows the word's level from the room's", () => {
    const levels = createLevels();
    const all = join16(noise(2, -60), noise(1, -20));
    for (let from = 0; from < all.length; from += 1280) levels.push(all.subarray(from, from + 1280));
    const { level, noise: quiet } = levels.read();
    expect(level).toBeCloseTo(-20, 0);
    expect(quiet).toBeCloseTo(-60, 0);
  });
});
