/** The order of things in a voice whose clauses come from a service, piece by piece. */
import type { SpeechPiece } from "../capabilities.ts";
import { clausesOf, pauseAfter } from "./clauses.ts";
import { oneAhead } from "./flow.ts";
import { stretched } from "./stretch.ts";

export interface ServedOptions {
  readonly signal: AbortSignal;
  /** What was asked for; 1 is normal. */
  readonly speed: number;
  /** Slowest and fastest that the service can, where `ask` tells it; beyond them the sound is stretched here. Absent: it has one speed. */
  readonly speeds?: readonly [slowest: number, fastest: number];
  /** Clauses are never longer than this, characters. */
  readonly limit: number;
  /** The sound of one clause as it comes; `speed`: within `speeds`. */
  ask(clause: string, speed: number): AsyncIterable<SpeechPiece>;
}

/** Quiet that stays before a clause's first sound, ms, and what counts as sound. */
const before = 20;
const loud = 200;
/** No service is silent for longer before it speaks. */
const longestQuiet = 3000;

/**
 * Speaks what comes, clause by clause: each begins with its first sound, marked with its words, and pauses are between them. Ends
 * at once when aborted. Rejects with what `ask` throws.
 */
export function speakServed(text: AsyncIterable<string>, options: ServedOptions): AsyncIterable<SpeechPiece> {
  return oneAhead(clauses(text, options), options.signal);
}

async function* clauses(text: AsyncIterable<string>, options: ServedOptions): AsyncGenerator<SpeechPiece> {
  const { signal, speed, speeds = [1, 1], limit } = options;
  const asked = Math.min(speeds[1], Math.max(speeds[0], speed));
  let pause = 0;
  for await (const item of text) {
    for (const clause of clausesOf(item, limit)) {
      if (signal.aborted) return;
      let first = true;
      for await (const { samples, rate } of stretched(
        fromItsSound(options.ask(clause, asked)),
        speed / asked,
      )) {
        if (first && pause > 0)
          yield { samples: new Int16Array(Math.round((pause / speed / 1000) * rate)), rate };
        yield { samples, rate, ...(first ? { text: clause } : {}) };
        first = false;
      }
      if (!first) pause = pauseAfter(clause);
    }
  }
}

/** Without the quiet that services put before their words. */
async function* fromItsSound(pieces: AsyncIterable<SpeechPiece>): AsyncGenerator<SpeechPiece> {
  let began = false;
  let quiet = 0;
  let kept: Int16Array = new Int16Array(0);
  for await (const piece of pieces) {
    if (began) {
      yield piece;
      continue;
    }
    const at = piece.samples.findIndex((sample) => Math.abs(sample) >= loud);
    const most = Math.round((piece.rate * before) / 1000);
    quiet += (piece.samples.length / piece.rate) * 1000;
    if (at < 0 && quiet < longestQuiet) {
      kept = piece.samples.slice(-most);
      continue;
    }
    began = true;
    const from = Math.max(0, at - most);
    const lead = kept.slice(Math.max(0, kept.length - (most - (at - from))));
    const samples = new Int16Array(lead.length + piece.samples.length - from);
    samples.set(lead);
    samples.set(piece.samples.subarray(from), lead.length);
    yield { ...piece, samples };
  }
}
