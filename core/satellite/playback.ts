/** A microphone that hears a recording: frame by frame in real time, or faster. */
import { setTimeout as sleep } from "node:timers/promises";
import { resample } from "../audio/resample.ts";
import type { Captured } from "../contract/index.ts";
import { frameMs, frameSamples } from "./capture.ts";

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

/** Capture times go on by 80 ms a frame from the moment it begins, however fast the frames come. */
export async function* playback(options: PlaybackOptions): AsyncGenerator<Captured> {
  const { samples, rate, before, after, signal } = options;
  const speech = resample(samples, rate, speechRate);
  const lead = Math.ceil(before / frameMs);
  const count = lead + Math.ceil(speech.length / frameSamples) + Math.ceil(after / frameMs);
  await options.begin;
  const start = Date.now();
  let due = performance.now();
  for (let i = 0; i < count && !options.enough() && !signal.aborted; i++) {
    due += frameMs / options.haste();
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => {});
    yield { samples: frameAt(speech, i - lead), at: start + i * frameMs };
  }
  options.spent();
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
}

/** The frame of this number, filled up with silence; all silence before and after the samples. */
function frameAt(samples: Int16Array, index: number): Int16Array {
  const frame = new Int16Array(frameSamples);
  if (index >= 0) frame.set(samples.subarray(index * frameSamples, (index + 1) * frameSamples));
  return frame;
}
