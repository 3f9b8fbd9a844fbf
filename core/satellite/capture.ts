/** Cuts what a microphone gives into frames of 80 ms, shorter ones where they matter, and says when each was captured. */
import { pcmFrame } from "../audio/frame.ts";
import type { AudioFrame, Captured } from "../contract/index.ts";

export const frameSamples = 1_280;
export const frameMs = 80;
/** While the room listens or speaks: the end of a command, and who talks over an answer, is noticed that much sooner. */
export const briefSamples = 320;
const rate = 16_000;
/** How often the times are compared with the clock, samples. */
const comparedEvery = 2 * rate;
/** A microphone that is later than this, and stays so, has missed something, ms. */
const missed = 150;
/** Most the time is shifted then, ms: forward for a slow crystal, back for a start that was noticed late. */
const slewForward = 4;
const slewBack = 60;

export interface Capture {
  /** The frames that these samples complete. */
  take(heard: Int16Array | Captured): AudioFrame[];
  readonly frames: number;
  /** Frames that the microphone should have given and did not. */
  readonly lost: number;
}

/**
 * Times follow the count of samples, which is steadier than their arrival. A chunk can come late and cannot come early,
 * so the least late one of every two seconds is compared with the clock: a small difference is drift and is evened out, a
 * large one is a gap and shows in sequence and time. Where the microphone gives times, those hold.
 */
export function createCapture(
  stream: number,
  clock: () => number,
  isBrief: () => boolean = () => false,
): Capture {
  let waiting = new Int16Array(0);
  /** Capture time of the sample after the last one taken. */
  let next: number | undefined;
  let sequence = 0;
  let frames = 0;
  let lost = 0;
  let compared = 0;
  let leastLate = Number.POSITIVE_INFINITY;

  const follow = (time: number, count: number): number => {
    const late = clock() - (count * 1000) / rate - time;
    leastLate = Math.min(leastLate, late);
    compared += count;
    if (compared < comparedEvery) return time;
    const off = leastLate;
    compared = 0;
    leastLate = Number.POSITIVE_INFINITY;
    if (off <= missed) return time + Math.max(-slewBack, Math.min(slewForward, off));
    const gap = Math.max(1, Math.round(off / frameMs));
    lost += gap;
    sequence = (sequence + gap) % 2 ** 32;
    return time + gap * frameMs;
  };

  const timeOf = (heard: Int16Array | Captured, count: number): number => {
    if (!(heard instanceof Int16Array)) return heard.at;
    return next === undefined ? clock() - (count * 1000) / rate : follow(next, count);
  };

  return {
    take(heard) {
      const samples = heard instanceof Int16Array ? heard : heard.samples;
      const first = timeOf(heard, samples.length) - (waiting.length * 1000) / rate;
      const all = new Int16Array(waiting.length + samples.length);
      all.set(waiting);
      all.set(samples, waiting.length);
      const made: AudioFrame[] = [];
      const size = isBrief() ? briefSamples : frameSamples;
      let start = 0;
      for (; start + size <= all.length; start += size) {
        const facts = { rate, stream, sequence, at: first + (start * 1000) / rate };
        made.push(pcmFrame(all.subarray(start, start + size), facts));
        sequence = (sequence + 1) % 2 ** 32;
      }
      waiting = all.slice(start);
      next = first + (all.length * 1000) / rate;
      frames += made.length;
      return made;
    },
    get frames() {
      return frames;
    },
    get lost() {
      return lost;
    },
  };
}
