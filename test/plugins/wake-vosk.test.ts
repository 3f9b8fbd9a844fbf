/** Vosk as a wake-word detector on the real model: the suite, and what is its own. */
import type { WakeDetector } from "hearsay";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { syllablesOf } from "../../plugins/wake-vosk/grammar.ts";
import { createHistory } from "../../plugins/wake-vosk/history.ts";
import plugin from "../../plugins/wake-vosk/index.ts";
import type { HeardWord } from "../../plugins/wake-vosk/libvosk.ts";
import { createSpot } from "../../plugins/wake-vosk/spot.ts";
import { describeSuite } from "../conformance/suite.ts";
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

const elsewhere =
  process.platform === "linux" && process.arch === "x64" ? undefined : "libvosk is for Linux on x64 only";
const clips = readClips();
let hosted: Hosted | undefined;
let wake: WakeDetector;
let computer: Int16Array;
beforeAll(async () => {
  if (elsewhere) return;
  hosted = await hostFor(plugin, { words: ["computer", "alexa", "hey mycroft"] });
  if (!hosted.provided.wake) throw new Error("It provides no wake.");
  wake = hosted.provided.wake;
  computer = (await said("computer", "negative/computer-b-05.wav")).slice(0, 16 * 1300);
});
afterAll(() => hosted?.[Symbol.asyncDispose]());

const subject = (): WakeSubject => ({ wake, word: "computer", said: computer });
describeSuite("wake-vosk: conformance", subject, wakeChecks, { skip: elsewhere });

const listen = (samples: Int16Array) =>
  collect(
    wake.watch(streamOf(framesOf(join16(noise(0.5, -66), samples, noise(1, -66, 2)))), {
      words: [],
      sensitivity: 0.5,
      signal: new AbortController().signal,
    }),
  );

describe("wake-vosk: people", () => {
  it.for([
    ["computer", /negative\/computer-b/],
    ["alexa", /wake\/alexa-0[1-4]/],
    ["hey mycroft", /wake\/hey-mycroft/],
  ] as const)("hears %s once in each clip", async ([word, files], context) => {
    if (elsewhere || noClips) context.skip(elsewhere ?? noClips);
    for (const { file } of clips.clips.filter((clip) => files.test(clip.file))) {
      expect(
        (await listen(samplesOfClip(clips, file))).map((hit) => hit.word),
        file,
      ).toEqual([word]);
    }
  });
  it("hears no word in short commands", async (context) => {
    if (elsewhere || noClips) context.skip(elsewhere ?? noClips);
    for (const { file } of clips.clips.filter((clip) => /command\/home-(0|1[0-8])/.test(clip.file))) {
      expect(await listen(samplesOfClip(clips, file)), file).toEqual([]);
    }
  });
});

describe("wake-vosk: settings", () => {
  it("names the word that the model does not know", async (context) => {
    if (elsewhere) context.skip(elsewhere);
    await expect(hostFor(plugin, { words: ["hey rhasspy"] })).rejects.toMatchObject({
      code: "PLUGIN_START_FAILED",
      message: expect.stringContaining('"rhasspy" of "hey rhasspy"'),
    });
  });
  it.each([
    ["computer", 3],
    ["hey jarvis", 3],
    ["alexa", 3],
    ["okay house", 3],
    ["the", 1],
  ])("counts the syllables of %s as %i", (phrase, count) => {
    expect(syllablesOf(phrase.split(" "))).toBe(count);
  });
});

describe("wake-vosk: spotting", () => {
  const phrases = [{ word: "hey you", spelling: ["hey", "you"], syllables: 2 }];
  const make = (sensitivity = 0.5) =>
    createSpot({ phrases, confidence: 0.85, pace: 100, refractory: 1000, sensitivity });
  const at = (start: number, conf = 1, length = 0.3): HeardWord[] => [
    { word: "hey", conf: 1, start, end: start + length / 2 },
    { word: "you", conf, start: start + length / 2, end: start + length },
  ];
  const other: HeardWord = { word: "[unk]", conf: 1, start: 9, end: 9.5 };

  it.each([
    ["a whole phrase", at(1), "hey you"],
    ["a phrase among others", [other, ...at(10), other], "hey you"],
    ["half a phrase", at(1).slice(1), undefined],
    ["an unsure one", at(1, 0.6), undefined],
    ["a hurried one", at(1, 1, 0.15), undefined],
  ])("judges %s", (_, words, found) => {
    expect(make()({ final: true, words })?.word).toBe(found);
  });
  it("fires once for a partial and its end, and again later", () => {
    const spot = make();
    expect(spot({ final: false, words: at(1) })?.end).toBeCloseTo(1.45);
    expect(spot({ final: true, words: at(1) })).toBeUndefined();
    expect(spot({ final: true, words: at(4) })?.end).toBeCloseTo(4.3);
  });
  it("is easier and harder to please by sensitivity", () => {
    expect(make(1)({ final: true, words: at(1, 0.75) })).toBeDefined();
    expect(make(0)({ final: true, words: at(1, 0.95) })).toBeUndefined();
  });
});

describe("wake-vosk: history", () => {
  it("gives seconds back their capture time across a lost frame, and knows their levels", () => {
    const history = createHistory();
    const samples = join16(noise(2, -60), noise(1, -20), noise(1, -60));
    const frames = [...framesOf(samples, { at: 50_000 })];
    for (const [index, frame] of frames.entries()) {
      if (index !== 10) history.push(frame, new Int16Array(frame.data.buffer));
    }
    expect(history.timeOf(0.4)).toBeCloseTo(50_400);
    expect(history.timeOf(1.0)).toBeCloseTo(51_080);
    const { level, noise: room } = history.levels(1.92, 2.92);
    expect(Math.abs(level + 20)).toBeLessThan(1);
    expect(room).toBeCloseTo(-60, 0);
  });
});
