/** The tone that says "done" in place of words: two soft notes, the second a fourth above the first. */
import { soundOf } from "../../audio/tune.ts";

/** Mono at 16 kHz, about as loud as the voices. */
export const doneTone = (): Int16Array =>
  soundOf({
    notes: [
      { pitch: 659.26, at: 0, fade: 110 },
      { pitch: 880, at: 95, fade: 190 },
    ],
    length: 380,
    peak: 0.22,
    rise: 6,
    fall: 20,
    overtone: { times: 2, share: 0.18 },
  });
