/** Lets quiet rooms pass unheard: nobody says a wake word where nothing stands out, and most rooms are quiet most of the day. */
import { levelsOf } from "hearsay";

/** So many chunks of 80 ms decide all that an ear remembers: 76 rows of features and 16 embeddings, and one for the overlap. */
const reach = 27;
/** A room must have been quiet for so long before it is passed over. */
const quietChunks = 25;
/** The room is as loud as the quietest moments of so many chunks: even who talks without end pauses between syllables. */
const roomChunks = 125;
/** What stands out of the room, dB. Speech has peaks 10 dB above its mean, so that even as loud as its noise it does. */
const standsOut = 3;
/** Below this nothing was said, whatever the room is like, dBFS. */
const inaudible = -75;

export interface Heard {
  readonly samples: Int16Array;
  readonly end: number;
}
export interface Gate {
  /** Chunks to be looked at now, the oldest first: none in a quiet room, and all that matter once something stands out. */
  push(chunk: Heard): readonly Heard[];
  /** Nothing before the next chunk belongs to it. */
  reset(): void;
}

export function createGate(): Gate {
  const quietest: number[] = [];
  let passed: Heard[] = [];
  let quiet = 0;

  function isQuiet(level: number): boolean {
    if (level < inaudible) return true;
    const room = quietest.toSorted((a, b) => a - b)[Math.floor(quietest.length / 10)] ?? level;
    return level < room + standsOut;
  }

  return {
    push({ samples, end }) {
      const levels = levelsOf(samples);
      quietest.push(Math.min(...levels));
      if (quietest.length > roomChunks) quietest.shift();
      quiet = isQuiet(Math.max(...levels)) ? quiet + 1 : 0;
      // The samples are valid until the next chunk only.
      if (quiet > quietChunks) {
        passed.push({ samples: samples.slice(), end });
        if (passed.length > reach) passed.shift();
        return [];
      }
      const missed = passed;
      passed = [];
      return [...missed, { samples, end }];
    },
    reset() {
      quietest.length = 0;
      passed = [];
      quiet = 0;
    },
  };
}
