/** The order of things in a voice: one clause after the other, the next begun while this one is consumed. */
import type { SpeechPiece } from "../capabilities.ts";
import { clausesOf, pauseAfter } from "./clauses.ts";
import { trimQuiet } from "./quiet.ts";

export interface SpeakOptions {
  /** Its end is the end of speech; what `say` has begun is its own to end. */
  readonly signal: AbortSignal;
  /** 1 is normal; pauses are shorter where it is more. */
  readonly speed: number;
  /** Hz. */
  readonly rate: number;
  /** Clauses are never longer than this, characters. */
  readonly limit: number;
  /** Mono samples of one clause at `rate`; none when nothing in it can be said. Called for one clause at a time. */
  say(clause: string): Promise<Int16Array>;
}

/**
 * Speaks what comes, clause by clause, one clause ahead of its reader: each a piece marked with its words, with quiet
 * trimmed and pauses between them. Ends at once when aborted. Rejects with what `say` throws.
 */
export function speakInOrder(text: AsyncIterable<string>, options: SpeakOptions): AsyncIterable<SpeechPiece> {
  return oneAhead(pieces(text, options), options.signal);
}

async function* pieces(text: AsyncIterable<string>, options: SpeakOptions): AsyncGenerator<SpeechPiece> {
  let pause = 0;
  for await (const item of text) {
    for (const clause of clausesOf(item, options.limit)) {
      if (options.signal.aborted) return;
      const samples = trimQuiet(await options.say(clause), options.rate);
      if (samples.length === 0) continue;
      if (pause > 0) yield silence(pause / options.speed, options.rate);
      pause = pauseAfter(clause);
      yield { samples, rate: options.rate, text: clause };
    }
  }
}

function silence(ms: number, rate: number): SpeechPiece {
  return { samples: new Int16Array(Math.round((ms * rate) / 1000)), rate };
}

/** What `source` gives, its next one asked for while this one is consumed; ends with `signal`, whatever it waits for. */
export async function* oneAhead<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const steps = source[Symbol.asyncIterator]();
  const aborted = Promise.withResolvers<undefined>();
  const abort = (): void => aborted.resolve(undefined);
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  const take = (): Promise<IteratorResult<T>> => {
    const step = steps.next();
    step.catch(() => undefined); // It is awaited in the next round, if there is one.
    return step;
  };
  try {
    let next = take();
    while (true) {
      const step = await Promise.race([next, aborted.promise]);
      if (step === undefined || step.done || signal.aborted) return;
      next = take();
      yield step.value;
    }
  } finally {
    signal.removeEventListener("abort", abort);
    // Not awaited: the source may be waiting for text that never comes.
    steps.return?.().catch(() => undefined);
  }
}
