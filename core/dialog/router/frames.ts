/** Counts the frames of a job, which may come after the word that all were sent, or never. */
import type { AudioFrame } from "../../contract/index.ts";
import { durationOf } from "../../contract/index.ts";

export interface Frames {
  count(frame: AudioFrame): void;
  /** So many were sent. */
  expect(frames: number): void;
  whole(): boolean;
  /** Resolves when all that were sent came, or after `ms`. */
  settled(ms: number): Promise<void>;
  /** ms since the last one; Infinity before the first. */
  idle(): number;
}

export function countFrames(): Frames {
  let came = 0;
  let sent: number | undefined;
  let at = Number.NEGATIVE_INFINITY;
  let look = (): void => {};
  return {
    count(frame) {
      if (durationOf(frame) > 0) came++;
      at = performance.now();
      look();
    },
    expect: (frames) => {
      sent = frames;
    },
    whole: () => came === sent,
    idle: () => performance.now() - at,
    settled: (ms) =>
      new Promise((resolve) => {
        if (sent === undefined || came >= sent) return resolve();
        const timer = setTimeout(resolve, ms);
        look = () => {
          if (came < (sent ?? 0)) return;
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
