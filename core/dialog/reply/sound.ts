/** The sound of one clause between whoever makes it and the loudspeaker: what is made waits here until it is due. */
import type { Fault } from "../../contract/index.ts";

/** Who made a sound, as `reply/started` names it. */
export interface Maker {
  readonly provider: string;
  readonly voice: string;
}

export interface Piece {
  /** Mono at 16 kHz. */
  readonly samples: Int16Array;
  /** The clause begins here, made by this one; absent: it goes on. */
  readonly begins?: Maker;
}

/** Written by one, read by one. */
export interface Sound {
  /** Somebody begins to make it; of what the one before made, only what was taken already is heard. */
  begin(maker: Maker): void;
  push(samples: Int16Array): void;
  /** What was not taken yet is never heard; ms that were taken since it began. */
  keepTaken(): number;
  /** All is made, or cannot be. */
  end(fault?: Fault): void;
  /** The next piece; undefined after the last. Rejects with the fault that ended it, or the reason of an abort. */
  take(): Promise<Piece | undefined>;
  /** ms that wait to be taken. */
  waiting(): number;
}

const perMs = 16;

export function createSound(signal: AbortSignal): Sound {
  let pieces: Piece[] = [];
  let begins: Maker | undefined;
  let taken = 0;
  let ended = false;
  let failure: Fault | undefined;
  let wake = (): void => {};
  signal.addEventListener("abort", () => wake(), { once: true });

  return {
    begin(maker) {
      pieces = [];
      begins = maker;
      taken = 0;
    },
    keepTaken() {
      pieces = [];
      return taken / perMs;
    },
    push(samples) {
      if (samples.length === 0) return;
      pieces.push(begins ? { samples, begins } : { samples });
      begins = undefined;
      wake();
    },
    end(fault) {
      ended = true;
      failure = fault;
      wake();
    },
    async take() {
      while (true) {
        signal.throwIfAborted();
        const piece = pieces.shift();
        if (piece) {
          taken += piece.samples.length;
          return piece;
        }
        if (failure) throw failure;
        if (ended) return undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    waiting: () => pieces.reduce((sum, { samples }) => sum + samples.length, 0) / perMs,
  };
}
