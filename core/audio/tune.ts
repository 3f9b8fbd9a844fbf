/** Short sounds made of notes: the house's chime, its tones and cues are not files but a few numbers each. */
import { speechFormat } from "../contract/index.ts";

export interface Note {
  /** Hz. */
  readonly pitch: number;
  /** ms from the start. */
  readonly at: number;
  /** ms until it has faded to a tenth. */
  readonly fade: number;
}

export interface Tune {
  readonly notes: readonly Note[];
  /** ms. */
  readonly length: number;
  /** Of full scale. */
  readonly peak: number;
  /** ms in which a note begins, and in which the whole ends. */
  readonly rise: number;
  readonly fall: number;
  /** Times the pitch and part of the strength; `fades`: twice as fast as the note, as a bell's do. */
  readonly overtone?: { readonly times: number; readonly share: number; readonly fades?: boolean };
}

/** Mono at 16 kHz. */
export function soundOf(tune: Tune): Int16Array {
  const { rate } = speechFormat;
  const { notes, length, peak, fall } = tune;
  const at = (ms: number): number => {
    const end = Math.min(1, (length - ms) / fall);
    return end * notes.reduce((sum, note) => sum + strike(tune, note, ms - note.at), 0);
  };
  const shape = Float64Array.from({ length: (length * rate) / 1000 }, (_, i) => at((i * 1000) / rate));
  const highest = shape.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Int16Array.from(shape, (value) => Math.round((value / highest) * peak * 32_767));
}

function strike({ rise, overtone }: Tune, { pitch, fade }: Note, ms: number): number {
  if (ms < 0) return 0;
  const turn = (2 * Math.PI * pitch * ms) / 1000;
  const faded = 10 ** (-ms / fade);
  const above = overtone
    ? overtone.share * Math.sin(overtone.times * turn) * (overtone.fades ? faded : 1)
    : 0;
  return Math.min(1, ms / rise) * faded * (Math.sin(turn) + above);
}
