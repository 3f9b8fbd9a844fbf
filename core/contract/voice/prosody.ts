/** How an emotion sounds in a voice that has none: a little of speed, pitch and loudness. */
import type { Emotion } from "./feeling.ts";

export interface Prosody {
  /** Times the usual speed. */
  readonly speed: number;
  /** Semitones up. */
  readonly pitch: number;
  /** dB louder. */
  readonly energy: number;
}

const even: Prosody = { speed: 1, pitch: 0, energy: 0 };

/**
 * Directions as actors' speech was measured (Banse and Scherer 1996, doi:10.1037/0022-3514.70.3.614; Juslin and Laukka 2003,
 * doi:10.1037/0033-2909.129.5.770): sad and calm are slower, lower and softer, joy, anger and fear faster and higher. Kept
 * small, for a house that overdoes it is worse than a plain one.
 */
const table: Readonly<Record<Emotion, Prosody>> = {
  professional: even,
  empathetic: { speed: 0.92, pitch: -0.5, energy: -1 },
  excited: { speed: 1.12, pitch: 1.5, energy: 2 },
  confident: { speed: 1, pitch: -0.5, energy: 1 },
  curious: { speed: 1.02, pitch: 1, energy: 0 },
  friendly: { speed: 1.02, pitch: 0.5, energy: 0 },
  serious: { speed: 0.94, pitch: -1, energy: 0 },
  calm: { speed: 0.9, pitch: -0.5, energy: -2 },
  encouraging: { speed: 1.04, pitch: 0.5, energy: 1 },
  analytical: { speed: 0.96, pitch: 0, energy: 0 },
  sad: { speed: 0.85, pitch: -1.5, energy: -3 },
  angry: { speed: 1.08, pitch: 0.5, energy: 3 },
  happy: { speed: 1.06, pitch: 1, energy: 1 },
  surprised: { speed: 1.08, pitch: 1.5, energy: 1 },
  fearful: { speed: 1.1, pitch: 1, energy: -1 },
  disgusted: { speed: 0.92, pitch: -1, energy: 0 },
  whisper: { speed: 0.92, pitch: 0, energy: -6 },
  neutral: even,
};

/** Of an unknown emotion, and of none: nothing changes. */
export const prosodyOf = (emotion: string | undefined): Prosody =>
  emotion !== undefined && Object.hasOwn(table, emotion) ? table[emotion as Emotion] : even;
