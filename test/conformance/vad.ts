/** What every voice-activity detector must do, whatever hears inside it. */

import { type AudioFrame, samplesOf, type VoiceActivity, type VoiceEvent } from "hearsay";
import { expect } from "vitest";
import { collect, framesOf, join16, noise, silence, streamOf } from "../kit/clips.ts";
import type { Check } from "./suite.ts";

export interface VadSubject extends Partial<AsyncDisposable> {
  readonly vad: VoiceActivity;
  /** About a second of unbroken voice: it begins within 150 ms and reaches to the last 150 ms. */
  readonly speech: Int16Array;
}

const base = 7_000_000;
const slack = 250;

async function hear(
  { vad }: VadSubject,
  frames: Iterable<AudioFrame>,
  pauses: readonly number[] = [300],
  signal = new AbortController().signal,
): Promise<VoiceEvent[]> {
  return collect(vad.watch(streamOf(frames, signal), { pauses, signal }));
}

const framed = (samples: Int16Array, ms = 80) => [...framesOf(samples, { at: base, ms })];
const kinds = (events: readonly VoiceEvent[]) =>
  events.map((event) => (event.type === "started" ? "started" : `paused ${event.silence}`));
const near = (event: VoiceEvent | undefined, at: number) => {
  expect(event?.at, "capture time of the event").toBeGreaterThan(at - slack);
  expect(event?.at, "capture time of the event").toBeLessThan(at + slack);
};
const seconds = ({ speech }: VadSubject) => speech.length / 16;

export const vadChecks: readonly Check<VadSubject>[] = [
  {
    name: "tells once when speech begins, by capture time",
    async check(subject) {
      const events = await hear(subject, framed(join16(silence(1), subject.speech, silence(1))));
      expect(events.filter(({ type }) => type === "started")).toHaveLength(1);
      near(events[0], base + 1000);
    },
  },
  {
    name: "tells each asked pause once, in order, since the last voice",
    async check(subject) {
      const heard = join16(silence(1), subject.speech, silence(2));
      const events = await hear(subject, framed(heard), [160, 500, 1200]);
      expect(kinds(events)).toEqual(["started", "paused 160", "paused 500", "paused 1200"]);
      for (const event of events.slice(1)) near(event, base + 1000 + seconds(subject));
      expect(new Set(events.slice(1).map(({ at }) => at)).size).toBe(1);
    },
  },
  {
    name: "does not tell a pause that was not reached",
    async check(subject) {
      const heard = join16(silence(1), subject.speech, silence(0.8));
      expect(kinds(await hear(subject, framed(heard), [300, 2000]))).toEqual(["started", "paused 300"]);
    },
  },
  {
    name: "tells that speech goes on, and its pauses anew",
    async check(subject) {
      const { speech } = subject;
      const heard = join16(silence(1), speech, silence(1), speech, silence(1));
      const events = await hear(subject, framed(heard), [300]);
      expect(kinds(events)).toEqual(["started", "paused 300", "started", "paused 300"]);
      near(events[2], base + 2000 + seconds(subject));
    },
  },
  {
    name: "says nothing of silence and noise",
    async check(subject) {
      expect(kinds(await hear(subject, framed(join16(silence(1), noise(3, -45), silence(1)))))).toEqual([]);
    },
  },
  {
    name: "hears the same in frames of any length",
    async check(subject) {
      const heard = join16(silence(1), subject.speech, silence(1));
      const events = await Promise.all([20, 33, 80, 250].map((ms) => hear(subject, framed(heard, ms))));
      for (const other of events) expect(other).toEqual(events[0]);
    },
  },
  {
    name: "goes on after lost frames",
    async check(subject) {
      const frames = framed(join16(silence(1), subject.speech, subject.speech, silence(1.5)));
      const lossy = frames.filter((_, index) => index !== 20 && index !== 21);
      const events = await hear(subject, lossy);
      expect(kinds(events)).toEqual(["started", "paused 300"]);
      near(events[1], base + 1000 + 2 * seconds(subject));
    },
  },
  {
    name: "keeps streams apart",
    async check(subject) {
      const spoken = join16(silence(0.5), subject.speech, silence(1));
      const [one, none, two] = await Promise.all(
        [spoken, noise(2.5, -50), spoken].map((samples) => hear(subject, framed(samples))),
      );
      expect(kinds(one ?? [])).toEqual(["started", "paused 300"]);
      expect(none).toEqual([]);
      expect(two).toEqual(one);
    },
  },
  {
    name: "leaves the frames as they were",
    async check(subject) {
      const frames = framed(join16(silence(0.5), subject.speech, silence(0.5)));
      const before = frames.map((frame) => samplesOf(frame).slice());
      await hear(subject, frames);
      expect(frames.map(samplesOf)).toEqual(before);
    },
  },
  {
    name: "is silent once aborted",
    async check(subject) {
      const abort = new AbortController();
      const frames = framed(join16(silence(1), subject.speech, silence(2)));
      const events: VoiceEvent[] = [];
      const asked = { pauses: [300], signal: abort.signal };
      for await (const event of subject.vad.watch(streamOf(frames), asked)) {
        events.push(event);
        abort.abort();
      }
      expect(kinds(events)).toEqual(["started"]);
    },
  },
];
