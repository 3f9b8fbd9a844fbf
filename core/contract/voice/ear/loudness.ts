/** How loud an utterance is, 20 ms by 20 ms: whether anything was said in it, after a point, and where it may be cut. */
import { levelStep as step } from "../../index.ts";

export { levelsOf as loudnessOf } from "../../index.ts";

const stepMs = 20;
/** Below this (dBFS) nothing was said, whatever the room is like. */
const inaudible = -70;

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? -120;

/** Whether it holds something that stands out of its room. */
export function stands(levels: readonly number[]): boolean {
  const sorted = levels.toSorted((a, b) => a - b);
  const loud = quantile(sorted, 0.95);
  return loud > inaudible && loud - quantile(sorted, 0.1) > 4;
}

/**
 * Whether everything from `from` (samples) on is as quiet as the room: closer to the quietest tenth than to the voice,
 * by a wide margin. Only where voice and room are 15 dB apart can this be told at all.
 */
export function quietFrom(levels: readonly number[], from: number): boolean {
  const before = levels.slice(0, Math.floor(from / step));
  const after = levels.slice(Math.floor(from / step));
  if (after.length === 0) return true;
  const sorted = before.toSorted((a, b) => a - b);
  const voice = quantile(sorted, 0.9);
  const room = quantile(sorted, 0.1);
  if (voice - room < 15) return false;
  return Math.max(...after) < room + (voice - room) / 3;
}

/** What is kept before the first and after the last voice, ms. */
const margin = 300;
/** Less than this more is not worth cutting: the decoder is used to it. */
const worth = 200;
/** Voice and room must be this far apart, dB, for an edge between them. */
const apart = 8;
/** So many of six frames must be loud: a click is not a voice. */
const voicedOfSix = 4;

/** Whether a voice is heard again from `from` (samples) on; false where voice and room cannot be told apart. */
export function voicedFrom(levels: readonly number[], from: number): boolean {
  const before = levels.slice(0, Math.floor(from / step)).toSorted((a, b) => a - b);
  const voice = quantile(before, 0.9);
  const room = quantile(before, 0.1);
  if (voice - room < apart) return false;
  const after = levels.slice(Math.floor(from / step));
  return after.some((_, at) => isLoud(after, at, (room + voice) / 2));
}

const isLoud = (levels: readonly number[], at: number, edge: number): boolean =>
  levels.slice(at, at + 6).filter((level) => level > edge).length >= voicedOfSix;

/** The part, in samples, that holds the voice with 300 ms around it; all of it where voice and room cannot be told apart. */
export function voicedPart(levels: readonly number[], length: number): readonly [number, number] {
  const sorted = levels.toSorted((a, b) => a - b);
  const voice = quantile(sorted, 0.98);
  const room = quantile(sorted, 0.1);
  if (voice - room < apart) return [0, length];
  const edge = (room + voice) / 2;
  const loud = (_: number, at: number): boolean => isLoud(levels, at, edge);
  const first = levels.findIndex(loud) * stepMs - margin;
  const last = (levels.findLastIndex(loud) + 6) * stepMs + margin;
  const perMs = step / stepMs;
  const from = first > worth ? first * perMs : 0;
  const until = length / perMs - last > worth ? last * perMs : length;
  return [from, until];
}

/** Where to cut: the middle of the quietest 200 ms between `earliest` and `latest` (samples). */
export function quietestCut(levels: readonly number[], earliest: number, latest: number): number {
  const width = 200 / stepMs;
  let best = Math.floor(earliest / step);
  let least = Number.POSITIVE_INFINITY;
  for (let at = best; at + width <= Math.min(levels.length, Math.floor(latest / step)); at++) {
    const sum = levels.slice(at, at + width).reduce((total, level) => total + level, 0);
    if (sum < least) {
      least = sum;
      best = at;
    }
  }
  return (best + width / 2) * step;
}
