/** What a loudspeaker was given last and may not have sounded yet: taken back, a stream can go on from where it fell silent. */

export interface Piece {
  /** Mono. */
  readonly samples: Int16Array;
  /** Hz. */
  readonly rate: number;
  /** The end of a frame, rather than its first part. */
  readonly last: boolean;
}

export interface Tail {
  give(piece: Piece): void;
  /** The last `ms` of what was given, or as much of it as is kept, in order; they are forgotten here. */
  takeBack(ms: number): Piece[];
}

/** More than any player is given ahead, ms. */
const keptMs = 1_000;

export const lengthOf = ({ samples, rate }: Piece): number => (samples.length / rate) * 1000;

export function createTail(kept: number = keptMs): Tail {
  const pieces: Piece[] = [];
  let length = 0;
  return {
    give(piece) {
      pieces.push(piece);
      length += lengthOf(piece);
      for (let [first] = pieces; first && length - lengthOf(first) >= kept; [first] = pieces) {
        length -= lengthOf(first);
        pieces.shift();
      }
    },
    takeBack(ms) {
      const back: Piece[] = [];
      let left = ms;
      for (let piece = pieces.pop(); piece; piece = left > 0 ? pieces.pop() : undefined) {
        const wanted = Math.round((left * piece.rate) / 1000);
        if (wanted <= 0) {
          pieces.push(piece);
          break;
        }
        back.unshift({ ...piece, samples: piece.samples.slice(-wanted) });
        if (wanted < piece.samples.length) {
          pieces.push({
            ...piece,
            last: false,
            samples: piece.samples.slice(0, piece.samples.length - wanted),
          });
          break;
        }
        left -= lengthOf(piece);
      }
      length = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
      return back;
    },
  };
}

/** Samples from one loudness to another, evenly, so that no step is heard. */
export function scaled(samples: Int16Array, from: number, to: number): Int16Array {
  if (from === 1 && to === 1) return samples;
  const step = (to - from) / Math.max(1, samples.length);
  return samples.map((sample, index) => Math.round(sample * (from + step * index)));
}
