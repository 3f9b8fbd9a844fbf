/**
 * Gives what a voice makes away to be heard. While a service outside the house may still break off, only a little more than
 * is due is given away: what was not given can be replaced by another voice.
 */
import { speechFormat } from "../../contract/index.ts";
import type { Sound } from "../reply/sound.ts";

/** ms given away before they are due: enough for a wireless link that stumbles once. */
const leadMs = 300;
const tickMs = 20;
const perMs = speechFormat.rate / 1000;

export interface Pour {
  push(samples: Int16Array): void;
  into(sound: Sound): void;
  /** Nothing is missing: the rest is given away at once. */
  finish(): void;
  /** What was not given away never is. */
  stop(): void;
  /** ms given away. */
  poured(): number;
  /** ms that wait. */
  waiting(): number;
}

/** `guarded`: no more than is due. */
export function createPour(guarded: boolean): Pour {
  let pieces: Int16Array[] = [];
  let sound: Sound | undefined;
  let begun = 0;
  let poured = 0;
  let whole = !guarded;
  let timer: NodeJS.Timeout | undefined;

  function flow(): void {
    clearTimeout(timer);
    timer = undefined;
    while (sound && pieces.length > 0) {
      if (!whole && poured > performance.now() - begun + leadMs) {
        timer = setTimeout(flow, tickMs);
        return;
      }
      const piece = pieces.shift() as Int16Array;
      poured += piece.length / perMs;
      sound.push(piece);
    }
  }
  return {
    push(samples) {
      pieces.push(samples);
      if (timer === undefined) flow();
    },
    into(to) {
      sound = to;
      begun = performance.now();
      flow();
    },
    finish() {
      whole = true;
      flow();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      pieces = [];
      sound = undefined;
    },
    poured: () => poured,
    waiting: () => pieces.reduce((sum, { length }) => sum + length, 0) / perMs,
  };
}
