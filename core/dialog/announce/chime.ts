/** The sound before an announcement: two bell-like notes, the second a third lower, so that nobody takes it for an alarm. */
import { soundOf } from "../../audio/tune.ts";

/** Mono at 16 kHz. */
export const chime = (): Int16Array =>
  soundOf({
    notes: [
      { pitch: 659.26, at: 0, fade: 420 },
      { pitch: 523.25, at: 340, fade: 620 },
    ],
    length: 1100,
    peak: 0.2,
    rise: 5,
    fall: 120,
    overtone: { times: 2.76, share: 0.25, fades: true },
  });
