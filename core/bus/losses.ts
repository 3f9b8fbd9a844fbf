/** Counts the frames that were lost on the way here, per topic and stream. */
import { createSequenceCounter, type SequenceCounter } from "../audio/sequence.ts";
import type { AudioFrame } from "../contract/index.ts";

export interface Losses {
  /** False when this very frame came already: MQTT keeps the order of a topic, but may deliver twice. */
  take(topic: string, frame: AudioFrame): boolean;
  readonly frames: number;
  readonly lost: number;
}

interface Count {
  counter: SequenceCounter;
  stream: number;
  sequence: number;
  at: number;
}

/** Topics counted at once; jobs end without saying so here, so the oldest are forgotten. */
const memory = 4096;

export function createLosses(): Losses {
  const counts = new Map<string, Count>();
  let frames = 0;
  let lost = 0;

  const countOf = (topic: string): Count => {
    const known = counts.get(topic);
    if (known) return known;
    if (counts.size >= memory) {
      const [oldest] = counts.keys();
      if (oldest !== undefined) counts.delete(oldest);
    }
    const made = { counter: createSequenceCounter(), stream: -1, sequence: -1, at: -1 };
    counts.set(topic, made);
    return made;
  };

  return {
    take(topic, frame) {
      const count = countOf(topic);
      const { stream, sequence, at } = frame;
      if (count.sequence === sequence && count.stream === stream && count.at === at) return false;
      count.stream = stream;
      count.sequence = sequence;
      count.at = at;
      let gap = count.counter.take(frame);
      if (gap < 0) {
        // A sender that began anew without a new stream number.
        count.counter = createSequenceCounter();
        gap = count.counter.take(frame);
      }
      frames++;
      lost += gap;
      return true;
    },
    get frames() {
      return frames;
    },
    get lost() {
      return lost;
    },
  };
}
