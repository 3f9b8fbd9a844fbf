/** The short tones by which a room says without words that it listens, that it has understood to be asked, or that it thinks. */
import { soundOf } from "../../audio/tune.ts";

export type CueKind = "open" | "done" | "thinking";

/** Hz of each note, one after the other; `step`: ms from one to the next. The rising one opens, the falling one closes. */
const tunes: Readonly<Record<CueKind, { readonly notes: readonly number[]; readonly step: number }>> = {
  open: { notes: [523.25, 783.99], step: 70 },
  done: { notes: [783.99, 523.25], step: 70 },
  thinking: { notes: [392, 392], step: 180 },
};
const lastMs = 120;

/** Mono at 16 kHz; shorter than half a second, and softer than any answer. */
export function cueTone(kind: CueKind): Int16Array {
  const { notes, step } = tunes[kind];
  return soundOf({
    notes: notes.map((pitch, index) => ({ pitch, at: index * step, fade: 60 })),
    length: (notes.length - 1) * step + lastMs,
    peak: 0.12,
    rise: 5,
    fall: 20,
  });
}
