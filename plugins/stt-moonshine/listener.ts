/** What one thread does with a sound: hears it freely, and a second time along the grammar where that makes nothing of it. */
import { join } from "node:path";
import {
  cutLoops,
  type Grammar,
  type GrammarData,
  hasWords,
  openGrammar,
  type PieceHeard,
} from "hearsay/voice";
import { createAllowed } from "./allowed.ts";
import { type Bound, hearBound } from "./bound.ts";
import { hearFreely } from "./free.ts";
import { type Features, loadNetwork } from "./network.ts";
import { type Free, fitted, isSure, known, nearText, stands, type Thresholds } from "./second.ts";
import { asWritten } from "./text.ts";
import { loadTokens } from "./tokens.ts";

export type Heard = Omit<PieceHeard, "language">;
/** What was heard freely and what along the grammar, before anything is decided. */
export interface Evidence {
  readonly free: Free;
  readonly bound: readonly Bound[];
  /** ms that each of them took. */
  readonly took: { readonly free: number; readonly bound: number };
}
export interface ListenerOptions {
  readonly threads: number;
  /** ms of silence before and after a sound. */
  readonly padding: number;
  /** Beginnings that a second hearing follows at once. */
  readonly beams: number;
  /** ms that a second hearing may take. */
  readonly limit: number;
  readonly thresholds?: Thresholds;
}
export interface Listener {
  /** What the house can be asked; undefined: hears freely only. Throws SENTENCE_INVALID. */
  learn(data: GrammarData | undefined): void;
  /** Mono samples at 16 kHz; "" when there are no words in them. While others wait, a second hearing is shorter. */
  hear(samples: Int16Array, waiting?: number): Promise<Heard>;
  /** Both hearings, whatever the first one gave; undefined without a grammar. */
  evidence(samples: Int16Array): Promise<Evidence | undefined>;
  readonly grammar: () => Grammar | undefined;
}

const perMs = 16;
/** The part of its time that a second hearing has at least, however many wait: shorter ones find nothing. */
const leastShare = 0.5;

export async function createListener(folder: string, options: ListenerOptions): Promise<Listener> {
  const tokens = await loadTokens(join(folder, "tokens.txt"));
  const network = await loadNetwork(folder, options.threads);
  const limits = options.thresholds ?? fitted;
  let grammar: Grammar | undefined;
  let allowed: ReturnType<typeof createAllowed> | undefined;

  /** With the words of the first padding that gives any; without words as the first padding left it. */
  async function first(samples: Int16Array): Promise<First> {
    let silent: First | undefined;
    const began = performance.now();
    for (const [before, after] of paddings(options.padding)) {
      const padded = new Float32Array(samples.length + (before + after) * perMs);
      for (let i = 0; i < samples.length; i++) padded[before * perMs + i] = (samples[i] ?? 0) / 32_768;
      const features = await network.encode(padded);
      const free = await hearFreely(network, features, padded.length / 16_000);
      const text = tokens.textOf(free.tokens);
      const took = performance.now() - began;
      const heard = { features, score: free.score, tokens: free.tokens.length + 1, took };
      if (hasWords(text)) return { ...heard, text: cutLoops(text) };
      silent ??= { ...heard, text: "" };
    }
    return silent as First;
  }
  async function second(
    { features, text, score, tokens: count, took }: First,
    waiting: number,
  ): Promise<Evidence | undefined> {
    if (!grammar || !allowed) return undefined;
    const free = { text, score: score(), tokens: count };
    const began = performance.now();
    const until = began + options.limit * Math.max(leastShare, 1 / (1 + waiting));
    const late = (): boolean => performance.now() > until;
    const search = { network, tokens, grammar, allowed, beams: options.beams, free: free.score, late };
    const bound = await hearBound(search, features);
    return { free, bound, took: { free: took, bound: performance.now() - began } };
  }

  return {
    grammar: () => grammar,
    learn(data) {
      grammar = data && openGrammar(data);
      allowed = grammar && createAllowed(grammar, tokens.tree);
    },
    async hear(samples, waiting = 0) {
      const heard = await first(samples);
      const { text } = heard;
      if (!grammar || known(grammar, text)) return { text, by: "free" };
      const near = nearText(grammar, text);
      if (near && isSure(near, limits)) return { text: asWritten(near.text), by: "nearest", free: text };
      const evidence = await second(heard, waiting);
      const [best] = evidence?.bound ?? [];
      if (!evidence || !best || !stands(grammar, evidence.free, best, limits)) return { text, by: "free" };
      return { text: asWritten(best.text), by: "grammar", free: text };
    },
    evidence: async (samples) => second(await first(samples), 0),
  };
}

interface First {
  readonly features: Features;
  readonly text: string;
  readonly score: () => number;
  /** With the end. */
  readonly tokens: number;
  /** ms. */
  readonly took: number;
}

/**
 * Zeros before and after, ms. Far-field speech sometimes decodes to nothing at all for one padding and well for another;
 * nothing costs only the encoder, so the others are tried. Noise decodes to nothing for all of them.
 */
function paddings(padding: number): readonly (readonly [number, number])[] {
  return [
    [padding, padding],
    [0, padding],
    [0, 0],
  ];
}
