/** The last moments of a microphone, so that a turn can begin before it was asked for (pre-roll). */
import { type AudioFrame, durationOf } from "../contract/index.ts";

export interface Ring {
  /** Keeps a frame and forgets what is too old; a frame of another stream forgets everything before it. */
  push(frame: AudioFrame): void;
  /** Frames that sound after `at` (capture time, ms since 1970), in order; all of them without it. */
  since(at?: number): readonly AudioFrame[];
  clear(): void;
  readonly stream: number | undefined;
  /** ms of audio kept. */
  readonly kept: number;
}

/** Keeps `limit` ms of audio at most, and nothing that is older than `limit` ms before the newest frame. */
export function createRing(limit: number): Ring {
  let frames: AudioFrame[] = [];
  let kept = 0;
  const endOf = (frame: AudioFrame): number => frame.at + durationOf(frame);
  const clear = (): void => {
    frames = [];
    kept = 0;
  };

  /** By length as well as by age: capture times come from outside and may stand still. */
  const trim = (newest: AudioFrame): void => {
    const oldest = endOf(newest) - limit;
    let count = 0;
    for (const frame of frames) {
      if (kept <= limit && endOf(frame) > oldest) break;
      kept -= durationOf(frame);
      count++;
    }
    if (count > 0) frames.splice(0, count);
  };

  return {
    push(frame) {
      if (frames.at(-1)?.stream !== frame.stream) clear();
      frames.push(frame);
      kept += durationOf(frame);
      trim(frame);
    },
    since(at = Number.NEGATIVE_INFINITY) {
      return frames.filter((frame) => endOf(frame) > at);
    },
    clear,
    get stream() {
      return frames.at(-1)?.stream;
    },
    get kept() {
      return kept;
    },
  };
}
