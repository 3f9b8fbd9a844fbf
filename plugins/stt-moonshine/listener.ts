/** What one thread does with a sound: hears it freely, and a second time along the grammar where that makes nothing of it. */
import { join } from "node:path";
import { type Grammar, type GrammarData, openGrammar, plainForm } from "hearsay/voice";
import { type Allowed, createAllowed } from "./allowed.ts";
import { type Bound, hearBound } from "./bound.ts";
import { type Free, hearFreely } from "./free.ts";
import { type Features, loadNetwork, type Network } from "./network.ts";
import { type FreeHeard, fitted, known, mended, stands, type Thresholds } from "./second.ts";
import { cutLoops, hasWords } from "./text.ts";
import { loadTokens, type Tokens } from "./tokens.ts";

export interface Heard {
  readonly text: string;
  readonly by: "free" | "nearest" | "grammar";
  /** The words heard freely, where others were taken. */
  readonly free?: string;
}
/** What was heard freely and what along the grammar, before anything is decided. */
export interface Evidence {
  readonly free: FreeHeard;
  readonly bound: readonly Bound[];
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
  /** Mono samples at 16 kHz; "" when there are no words in them. */
  hear(samples: Int16Array): Promise<Heard>;
  /** Both hearings, whatever the first one gave; undefined without words or grammar. */
  evidence(samples: Int16Array): Promise<Evidence | undefined>;
  readonly grammar: () => Grammar | undefined;
}

const perMs = 16;

export async function createListener(folder: string, options: ListenerOptions): Promise<Listener> {
  const tokens = await loadTokens(join(folder, "tokens.txt"));
  const network = await loadNetwork(folder, options.threads);
  const limits = options.thresholds ?? fitted;
  let grammar: Grammar | undefined;
  let allowed: ReturnType<typeof createAllowed> | undefined;

  async function first(samples: Int16Array): Promise<First | undefined> {
    for (const [before, after] of paddings(options.padding)) {
      const padded = new Float32Array(samples.length + (before + after) * perMs);
      for (let i = 0; i < samples.length; i++) padded[before * perMs + i] = (samples[i] ?? 0) / 32_768;
      const features = await network.encode(padded);
      const free = await hearFreely(network, features, padded.length / 16_000);
      const text = tokens.textOf(free.tokens);
      if (hasWords(text)) return { features, free, text: cutLoops(text) };
    }
    return undefined;
  }
  async function second(heard: First): Promise<Evidence | undefined> {
    if (!grammar || !allowed) return undefined;
    const free = { text: heard.text, score: heard.free.score(), tokens: heard.free.tokens.length + 1 };
    const facts = { network, tokens, grammar, allowed, beams: options.beams, free: free.score };
    return { free, bound: await along(facts, heard.features, options.limit) };
  }

  return {
    grammar: () => grammar,
    learn(data) {
      grammar = data && openGrammar(data);
      allowed = grammar && createAllowed(grammar, tokens.tree);
    },
    async hear(samples) {
      const heard = await first(samples);
      if (!heard) return { text: "", by: "free" };
      const { text } = heard;
      if (!grammar || known(grammar, text)) return { text, by: "free" };
      const near = mended(grammar, plainForm(text), limits);
      if (near !== undefined) return { text: near.trim(), by: "nearest", free: text };
      const evidence = await second(heard);
      const [best] = evidence?.bound ?? [];
      if (!evidence || !best || !stands(grammar, evidence.free, best, limits)) return { text, by: "free" };
      return { text: best.text.trim(), by: "grammar", free: text };
    },
    async evidence(samples) {
      const heard = await first(samples);
      return heard && (await second(heard));
    },
  };
}

interface First {
  readonly features: Features;
  readonly free: Free;
  readonly text: string;
}

function along(
  facts: {
    readonly network: Network;
    readonly tokens: Tokens;
    readonly grammar: Grammar;
    readonly allowed: (place: Grammar["start"]) => readonly Allowed[];
    readonly beams: number;
    readonly free: number;
  },
  features: Features,
  limit: number,
): Promise<readonly Bound[]> {
  const until = performance.now() + limit;
  return hearBound({ ...facts, late: () => performance.now() > until }, features);
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
