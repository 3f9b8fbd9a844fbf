/** A microphone that hears a recording: frame by frame in real time, or faster. */
import { setTimeout as sleep } from "node:timers/promises";
import { resample } from "../audio/resample.ts";
import type { Captured } from "../contract/index.ts";
import { briefSamples, frameSamples } from "./capture.ts";

export interface PlaybackOptions {
  /** Mono. */
  readonly samples: Int16Array;
  /** Hz. */
  readonly rate: number;
  /** ms of silence before and after it. */
  readonly before: number;
  readonly after: number;
  /** How much faster than real time the next frame may come. */
  haste(): number;
  /** Asked before each frame: whether all that matters has been heard. */
  enough(): boolean;
  /** Nothing is heard before this resolves. */
  readonly begin: Promise<void>;
  /** Called when nothing more will be heard; the microphone stays open until the signal aborts. */
  spent(): void;
  readonly signal: AbortSignal;
}

const speechRate = 16_000;

/** Capture times follow the samples from the moment it begins, however fast these come; in real time, in small pieces. */
export async function* playback(options: PlaybackOptions): AsyncGenerator<Captured> {
  const { samples, rate, before, after, signal } = options;
  const speech = resample(samples, rate, speechRate);
  const lead = (before * speechRate) / 1000;
  const length = lead + speech.length + (after * speechRate) / 1000;
  await options.begin;
  const start = Date.now();
  let due = performance.now();
  for (let from = 0; from < length && !options.enough() && !signal.aborted; ) {
    const haste = options.haste();
    const size = haste > 1 ? frameSamples : briefSamples;
    due += (size * 1000) / speechRate / haste;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => {});
    yield { samples: piece(speech, from - lead, size), at: start + (from * 1000) / speechRate };
    from += size;
  }
  options.spent();
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
}

/** So many samples from there on; all silence before and after the speech. */
function piece(speech: Int16Array, from: number, size: number): Int16Array {
  const samples = new Int16Array(size);
  const there = speech.subarray(Math.max(0, from), Math.max(0, from + size));
  samples.set(there, Math.min(size, Math.max(0, -from)));
  return samples;
}
