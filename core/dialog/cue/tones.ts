/** The short tones by which a room says without words that it listens, that it has understood to be asked, or that it thinks. */
import { speechFormat } from "../../contract/index.ts";

export type CueKind = "open" | "done" | "thinking";

/** Hz of each note, one after the other; `step`: ms from one to the next. The rising one opens, the falling one closes. */
const tunes: Readonly<Record<CueKind, { readonly notes: readonly number[]; readonly step: number }>> = {
  open: { notes: [523.25, 783.99], step: 70 },
  done: { notes: [783.99, 523.25], step: 70 },
  thinking: { notes: [392, 392], step: 180 },
};
/** Of full scale: softer than any answer. */
const peak = 0.12;
const riseMs = 5;
const tenthMs = 60;
const lastMs = 120;

/** Mono at 16 kHz; shorter than half a second. */
export function cueTone(kind: CueKind): Int16Array {
  const { rate } = speechFormat;
  const { notes, step } = tunes[kind];
  const length = (notes.length - 1) * step + lastMs;
  const at = (ms: number): number => {
    const end = Math.min(1, (length - ms) / 20);
    return end * notes.reduce((sum, pitch, index) => sum + note(pitch, ms - index * step), 0);
  };
  const shape = Float64Array.from({ length: (length * rate) / 1000 }, (_, i) => at((i * 1000) / rate));
  const highest = shape.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Int16Array.from(shape, (value) => Math.round((value / highest) * peak * 32_767));
}

const note = (pitch: number, ms: number): number =>
  ms < 0 ? 0 : Math.min(1, ms / riseMs) * 10 ** (-ms / tenthMs) * Math.sin((2 * Math.PI * pitch * ms) / 1000);
