/** The sound before an announcement: two bell-like notes, the second a third lower, so that nobody takes it for an alarm. */
import { speechFormat } from "../../contract/index.ts";

/** Hz, ms from the start, ms until a note has faded to a tenth. */
const notes = [
  { pitch: 659.26, at: 0, fade: 420 },
  { pitch: 523.25, at: 340, fade: 620 },
] as const;
const lengthMs = 1100;
/** Of full scale. */
const peak = 0.2;
const riseMs = 5;
const fallMs = 120;

/** Mono at 16 kHz. */
export function chime(): Int16Array {
  const { rate } = speechFormat;
  const count = (lengthMs * rate) / 1000;
  const at = (i: number): number => {
    const ms = (i * 1000) / rate;
    const end = Math.min(1, (lengthMs - ms) / fallMs);
    return end * notes.reduce((sum, note) => sum + bell(note, ms - note.at), 0);
  };
  const shape = Float64Array.from({ length: count }, (_, i) => at(i));
  const highest = shape.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Int16Array.from(shape, (value) => Math.round((value / highest) * peak * 32_767));
}

/** Its overtone fades twice as fast, as a bell's do. */
function bell({ pitch, fade }: (typeof notes)[number], ms: number): number {
  if (ms < 0) return 0;
  const turn = (2 * Math.PI * pitch * ms) / 1000;
  const strength = Math.min(1, ms / riseMs) * 10 ** (-ms / fade);
  return strength * (Math.sin(turn) + 0.25 * Math.sin(2.76 * turn) * 10 ** (-ms / fade));
}
