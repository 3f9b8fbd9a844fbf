/** Moonshine off the event loop: threads that hear, each with the grammar that was learnt last. */
import { join } from "node:path";
import {
  createCrew,
  type Failed,
  type GrammarData,
  openThread,
  type PieceEar,
  type PieceHeard,
  type Thread,
} from "hearsay/voice";
import type { ListenerOptions } from "./listener.ts";
import { loadTokens } from "./tokens.ts";
import type { Made, Order, Result } from "./worker.ts";

export interface Recogniser extends PieceEar, AsyncDisposable {
  /** What the house can be asked, for the second hearing; undefined: nothing. */
  learn(grammar: GrammarData | undefined): void;
}
export interface RecogniserOptions extends ListenerOptions {
  /** Threads at most. */
  readonly parallel: number;
}

/** ms; a clip of 28 s on a slow machine takes less. */
const stuck = 30_000;
const silent: PieceHeard = { text: "", by: "free" };

/** Throws MODEL_CORRUPT for a broken table of tokens, JOB_FAILED when the network does not load. */
export async function loadRecogniser(folder: string, options: RecogniserOptions): Promise<Recogniser> {
  await loadTokens(join(folder, "tokens.txt"));
  const { parallel, ...listening } = options;
  const made: Made = { folder, options: listening };
  const module = new URL("./worker.ts", import.meta.url);
  const crew = await createCrew(parallel, () =>
    openThread<Order, Result>({ module, data: made, limit: stuck }),
  );
  const never = new AbortController().signal;
  let lesson: { readonly learn: GrammarData | undefined; readonly version: number } = {
    learn: undefined,
    version: 0,
  };

  async function teach(thread: Thread<Order, Exclude<Result, Failed>>): Promise<void> {
    // A grammar that cannot be read teaches nothing; what is heard freely stands then.
    await thread.ask(lesson, never).catch(() => {});
  }

  return {
    async decode(take, signal, stale = () => false) {
      const work = async (thread: Thread<Order, Exclude<Result, Failed>>): Promise<PieceHeard> => {
        const samples = take();
        if (!samples) return silent;
        const result = await thread.ask({ hear: samples, waiting: crew.waiting() }, never);
        // A thread that came late, or anew after a crash, has learnt nothing yet.
        if (result.version !== lesson.version) void teach(thread);
        return { ...result.heard, language: "en" };
      };
      return (await crew.pass(signal, work, () => (stale() ? 1 : 0))) ?? silent;
    },
    learn(grammar) {
      lesson = { learn: grammar, version: lesson.version + 1 };
      for (const thread of crew.all()) void teach(thread);
    },
    [Symbol.asyncDispose]: () => crew[Symbol.asyncDispose](),
  };
}
