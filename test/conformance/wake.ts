/** What every wake-word detector must do, whatever hears inside it. */
import { type AudioFrame, samplesOf, type WakeDetector, type WakeHit } from "hearsay";
import { expect } from "vitest";
import { collect, framesOf, join16, noise, streamOf } from "../kit/clips.ts";
import type { Check } from "./suite.ts";

export interface WakeSubject extends Partial<AsyncDisposable> {
  readonly wake: WakeDetector;
  /** One of its words, and somebody saying it; it ends within the last 400 ms. */
  readonly word: string;
  readonly said: Int16Array;
}

const base = 9_000_000;
/** A detector may be this late, and no later. */
const patience = 1200;
/** How far `heardAt` may be off the end of the word. */
const slack = 500;

const room = (seconds: number, seed = 1) => noise(seconds, -66, seed);
const framed = (samples: Int16Array, ms = 80) => [...framesOf(samples, { at: base, ms })];
const still = () => new AbortController().signal;

interface Asked {
  readonly words?: readonly string[];
  readonly sensitivity?: number;
  readonly signal?: AbortSignal;
}

async function hear(
  { wake }: WakeSubject,
  frames: Iterable<AudioFrame>,
  { words = [], sensitivity = 0.5, signal = still() }: Asked = {},
): Promise<WakeHit[]> {
  return collect(wake.watch(streamOf(frames, signal), { words, sensitivity, signal }));
}

const once = ({ said }: WakeSubject) => join16(room(2), said, room(2, 2));

export const wakeChecks: readonly Check<WakeSubject>[] = [
  {
    name: "names its words",
    async check({ wake, word }) {
      expect(wake.words).toContain(word);
    },
  },
  {
    name: "hears a word once, with a score, a model and a capture time",
    async check(subject) {
      const hits = await hear(subject, framed(once(subject)));
      expect(hits.map((hit) => hit.word)).toEqual([subject.word]);
      const [hit] = hits;
      expect(hit?.score).toBeGreaterThan(0);
      expect(hit?.score).toBeLessThanOrEqual(1);
      expect(hit?.model).toBeTruthy();
      const end = base + 2000 + subject.said.length / 16;
      expect(hit?.heardAt).toBeGreaterThan(end - 400 - slack);
      expect(hit?.heardAt).toBeLessThan(end + slack);
    },
  },
  {
    name: "tells how loud the word and the room are",
    async check(subject) {
      const quieter = once(subject).map((sample) => sample / 4);
      const [[loud], [quiet]] = await Promise.all([
        hear(subject, framed(once(subject))),
        hear(subject, framed(quieter)),
      ]);
      expect(loud?.level).toBeGreaterThan((loud?.noise ?? 0) + 10);
      expect(loud?.noise).toBeLessThan(-55);
      expect((loud?.level ?? 0) - (quiet?.level ?? 0)).toBeCloseTo(12, -1);
    },
  },
  {
    name: "hears it before much more audio has come",
    async check(subject) {
      const frames = framed(join16(room(2), subject.said, room(4, 2)));
      let taken = 0;
      const counted = function* () {
        for (const frame of frames) {
          taken = frame.at;
          yield frame;
        }
      };
      const asked = { words: [], sensitivity: 0.5, signal: still() };
      let told = 0;
      for await (const _ of subject.wake.watch(streamOf(counted()), asked)) told ||= taken;
      expect(told).toBeGreaterThan(0);
      expect(told).toBeLessThan(base + 2000 + subject.said.length / 16 + patience);
    },
  },
  {
    name: "hears it again when it is said again",
    async check(subject) {
      const { said } = subject;
      const hits = await hear(subject, framed(join16(room(2), said, room(4, 2), said, room(2, 3))));
      expect(hits).toHaveLength(2);
    },
  },
  {
    name: "hears nothing in noise and silence",
    async check(subject) {
      const nothing = join16(noise(2, -30), new Int16Array(32_000), noise(2, -50, 5));
      expect(await hear(subject, framed(nothing))).toEqual([]);
    },
  },
  {
    name: "listens only for the words that are asked",
    async check(subject) {
      const others = subject.wake.words.filter((word) => word !== subject.word);
      const heard = framed(once(subject));
      expect(await hear(subject, heard, { words: [subject.word] })).toHaveLength(1);
      expect(await hear(subject, heard, { words: others.length > 0 ? others : ["no such word"] })).toEqual(
        [],
      );
    },
  },
  {
    name: "hears the same in frames of any length",
    async check(subject) {
      const heard = once(subject);
      const hits = await Promise.all([20, 50, 80, 200].map((ms) => hear(subject, framed(heard, ms))));
      for (const other of hits) expect(other.map(({ word }) => word)).toEqual([subject.word]);
    },
  },
  {
    name: "hears after lost frames, and across a new stream",
    async check(subject) {
      const lossy = framed(once(subject)).filter((_, index) => index < 4 || index > 12);
      expect(await hear(subject, lossy)).toHaveLength(1);
      const next = [...framesOf(once(subject), { at: base + 60_000, stream: 2 })];
      expect(await hear(subject, [...framed(room(1.5)), ...next])).toHaveLength(1);
    },
  },
  {
    name: "keeps streams apart",
    async check(subject) {
      const heard = framed(once(subject));
      const hits = await Promise.all([heard, framed(room(5)), heard].map((frames) => hear(subject, frames)));
      expect(hits.map((found) => found.length)).toEqual([1, 0, 1]);
    },
  },
  {
    name: "leaves the frames as they were",
    async check(subject) {
      const frames = framed(once(subject));
      const before = frames.map((frame) => samplesOf(frame).slice());
      await hear(subject, frames);
      expect(frames.map(samplesOf)).toEqual(before);
    },
  },
  {
    name: "is silent once aborted",
    async check(subject) {
      const abort = new AbortController();
      const { said } = subject;
      const frames = framed(join16(room(2), said, room(4, 2), said, room(2, 3)));
      const asked = { words: [], sensitivity: 0.5, signal: abort.signal };
      let hits = 0;
      for await (const _ of subject.wake.watch(streamOf(frames), asked)) {
        hits++;
        abort.abort();
      }
      expect(hits).toBe(1);
    },
  },
];
