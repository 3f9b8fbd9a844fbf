/** Speaks faster or slower than a service can, at the same pitch: WSOLA (Verhelst and Roelands 1993, doi:10.1109/ICASSP.1993.319366). */
import { joined } from "../audio.ts";
import type { SpeechPiece } from "../capabilities.ts";

/** ms that are laid over each other, and how far a better place is looked for. */
const overlapMs = 12;
const seekMs = 10;
/** Nearer to 1 nobody hears it. */
const least = 0.03;

/** The same words `speed` times as fast; a clause begins where one began. All pieces have one rate. */
export async function* stretched(
  pieces: AsyncIterable<SpeechPiece>,
  speed: number,
): AsyncGenerator<SpeechPiece> {
  if (Math.abs(speed - 1) < least) {
    yield* pieces;
    return;
  }
  let stretch: Stretch | undefined;
  let rate = 0;
  let text: string | undefined;
  const told = (samples: Int16Array): SpeechPiece => {
    const piece = { samples, rate, ...(text === undefined ? {} : { text }) };
    text = undefined;
    return piece;
  };
  for await (const piece of pieces) {
    if (piece.text !== undefined && stretch) yield told(stretch.end());
    if (piece.text !== undefined || !stretch) stretch = createStretch(piece.rate, speed);
    text = piece.text ?? text;
    ({ rate } = piece);
    const samples = stretch.push(piece.samples);
    if (samples.length > 0) yield told(samples);
  }
  const rest = stretch?.end() ?? new Int16Array(0);
  if (rest.length > 0) yield told(rest);
}

interface Stretch {
  push(samples: Int16Array): Int16Array;
  end(): Int16Array;
}

/**
 * Of every `step` samples of sound `step / speed` are kept: each block is laid over the end of the one before it where the two
 * are most alike.
 */
function createStretch(rate: number, speed: number): Stretch {
  const overlap = Math.round((rate * overlapMs) / 1000);
  const seek = Math.round((rate * seekMs) / 1000);
  const block = overlap * 3;
  const step = (block - overlap) * speed;
  let held = new Int16Array(0);
  /** Where the next block is looked for in what is held; not whole. */
  let at = 0;
  let tail: Int16Array | undefined;

  function take(from: number): Int16Array {
    const next = held.subarray(from, from + block);
    const out = new Int16Array(block - overlap);
    for (let i = 0; i < out.length; i++) {
      const share = i / overlap;
      const old = tail?.[i];
      out[i] =
        old === undefined || i >= overlap ? (next[i] ?? 0) : old * (1 - share) + (next[i] ?? 0) * share;
    }
    tail = next.slice(block - overlap);
    return out;
  }
  /** Blocks that begin before `until`. */
  function run(until: number): Int16Array {
    const out: Int16Array[] = [];
    while (Math.round(at) < until) {
      out.push(take(tail ? placeOf(held, Math.round(at), seek, tail) : 0));
      at += step;
    }
    return joined(out);
  }
  return {
    push(samples) {
      held = joined([held, samples]);
      const out = run(held.length - seek - block + 1);
      const passed = Math.max(0, Math.min(Math.round(at) - seek, held.length));
      held = held.slice(passed);
      at -= passed;
      return out;
    },
    end() {
      const { length } = held;
      held = joined([held, new Int16Array(seek + block)]);
      return run(length);
    },
  };
}

/** Where sound is most like `tail`, within `seek` samples of `at`. */
function placeOf(held: Int16Array, at: number, seek: number, tail: Int16Array): number {
  let best = at;
  let most = Number.NEGATIVE_INFINITY;
  for (let from = Math.max(0, at - seek); from <= at + seek; from += 2) {
    let dot = 0;
    let power = 1;
    for (let i = 0; i < tail.length; i += 2) {
      const one = held[from + i] ?? 0;
      dot += one * (tail[i] ?? 0);
      power += one * one;
    }
    const likeness = dot / Math.sqrt(power);
    if (likeness <= most) continue;
    most = likeness;
    best = from;
  }
  return best;
}
