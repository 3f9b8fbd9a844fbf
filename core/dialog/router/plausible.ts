/** Tells sound that can be a clause from sound that cannot: silence where there are words, far too short, or without end. */
import { plainText } from "../../contract/voice/feeling.ts";

const letters = /[\p{L}\p{N}]/gu;
export const lettersIn = (text: string): number => plainText(text).match(letters)?.length ?? 0;

/** Quieter than this nobody hears a room's loudspeaker, of 32,767 (-58 dBFS). */
const audible = 40;
/** The quickest speakers say some 30 letters a second. */
const quickestMs = 25;
/** Below this share of what a voice usually takes, a part is missing; sentences differ by a quarter or so. */
const leastShare = 0.55;
/** Fewer letters may be one short word. */
const fewestLetters = 12;
/** Characters of Chinese, and numbers in figures, take longest, ms. */
const slowestMs = 1000;

export const isAudible = (samples: Int16Array): boolean =>
  samples.some((value) => value > audible || value < -audible);

/** ms that a clause takes at least. `usual`: ms that this voice takes for a letter. */
export function shortest(text: string, speed = 1, usual?: number): number {
  const count = lettersIn(text);
  if (count < fewestLetters) return 0;
  return (count * Math.max(quickestMs, (usual ?? 0) * leastShare)) / speed;
}

/** ms that a clause takes at most. */
export const longest = (text: string, speed = 1): number => (5000 + lettersIn(text) * slowestMs) / speed;
