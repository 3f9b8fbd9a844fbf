/** Relates capture times, by a satellite's clock, to the hub's: when a moment of an utterance reached the hub. */
import { durationOf } from "../contract/index.ts";
import type { Caught } from "./ears.ts";

export interface CaptureClock {
  note(caught: Caught): void;
  /** When the sound captured at `at` reached the hub, ms since 1970 by the hub's clock. */
  wall(at: number): number;
  /** ms since the last frame came. */
  idle(): number;
}

export function createClock(now: () => number = Date.now): CaptureClock {
  const arrivals: { readonly from: number; readonly to: number; readonly receivedAt: number }[] = [];
  const begun = now();
  return {
    note({ frame, receivedAt }) {
      arrivals.push({ from: frame.at, to: frame.at + durationOf(frame), receivedAt });
    },
    wall(at) {
      const frame = arrivals.find(({ to }) => at <= to) ?? arrivals.at(-1);
      if (!frame) return now();
      return Math.min(now(), frame.receivedAt - (frame.to - Math.max(at, frame.from)));
    },
    idle: () => now() - (arrivals.at(-1)?.receivedAt ?? begun),
  };
}
