/** Cuts an utterance at its long pauses: Whisper, asked for words without times, often ends with the first sentence. */
import { loudnessOf } from "hearsay/voice";

/** Samples of 20 ms, as the levels have them. */
const step = 320;
/** 800 ms, this much below the voice, dB. */
const longPause = 40;
const below = 22;
/** 200 ms: less sound than this between two pauses is no word. */
const leastVoice = 10;

/** One part or more, with all the sound in them. */
export function partsOf(samples: Int16Array): Int16Array[] {
  const levels = loudnessOf(samples);
  const loud = levels.toSorted((a, b) => a - b)[Math.floor(levels.length * 0.95)] ?? 0;
  const voiced = levels.map((level) => level > loud - below);
  const parts: Int16Array[] = [];
  let from = 0;
  let voices = 0;
  let quiet = 0;
  for (const [at, isVoice] of voiced.entries()) {
    if (!isVoice) quiet++;
    else {
      if (quiet >= longPause && voices >= leastVoice) {
        const cut = (at - Math.floor(quiet / 2)) * step;
        parts.push(samples.subarray(from, cut));
        from = cut;
        voices = 0;
      }
      quiet = 0;
      voices++;
    }
  }
  const last = samples.subarray(from);
  return voices < leastVoice && parts.length > 0 ? parts : [...parts, last];
}
