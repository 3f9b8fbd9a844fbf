/** The second hearing: when the words heard freely are nothing the house knows, they are mended, or heard again along its grammar. */
import { disagree, distanceOf, type Grammar, nearest, plainForm, worstWord } from "hearsay/voice";
import type { Bound } from "./bound.ts";

/** How sure a sentence must be to be taken for what was heard freely. */
export interface Thresholds {
  /** By the text: share of the characters that may be wrong, and the same for its worst word. */
  readonly near: number;
  readonly nearWord: number;
  /** By the sound: what a token may be less likely than those heard freely, natural logarithm. */
  readonly worse: number;
  /** The same for a sentence of one or two words, which is easily found in anything. */
  readonly worseShort: number;
  /** The least mean of the tokens, and of the end. */
  readonly mean: number;
  readonly end: number;
  /** Share of the characters that may differ from what was heard freely. */
  readonly apart: number;
}

/** Fitted on half of the clips; see docs/decisions/0007-second-hearing.md. */
export const fitted: Thresholds = {
  near: 0.2,
  nearWord: 0.5,
  worse: 0.7,
  worseShort: 0.4,
  mean: -2,
  end: -2,
  apart: 0.7,
};

export interface FreeHeard {
  readonly text: string;
  readonly score: number;
  /** With the end. */
  readonly tokens: number;
}

export interface Decided {
  readonly text: string;
  readonly by: "free" | "nearest" | "grammar";
}

/** A sentence near to the text, or undefined. */
export function mended(grammar: Grammar, plain: string, { near, nearWord }: Thresholds): string | undefined {
  const found = nearest(grammar, plain, { maxDistance: near });
  const [first, second] = found.filter(({ sentence }) => !disagree(plain, sentence, grammar.apart));
  if (!first || worstWord(plain, first.sentence) > nearWord) return undefined;
  // Two sentences of equal right that say the opposite: the sound decides.
  const open = second && second.distance - first.distance < 0.03;
  return open && disagree(first.sentence, second.sentence, grammar.apart) ? undefined : first.sentence;
}

/** Whether a sentence heard along the grammar stands against what was heard freely. */
export function stands(grammar: Grammar, free: FreeHeard, bound: Bound, limits: Thresholds): boolean {
  const plain = plainForm(free.text);
  const worse = (free.score - bound.score) / bound.tokens;
  const short = bound.text.trim().split(" ").length <= 2;
  return (
    worse <= (short ? limits.worseShort : limits.worse) &&
    bound.score / bound.tokens >= limits.mean &&
    bound.end >= limits.end &&
    distanceOf(plain, bound.text) <= limits.apart &&
    !disagree(plain, bound.text, grammar.apart)
  );
}

/** Whether the words are a sentence of the house as they are, so that nothing more need be asked. */
export const known = (grammar: Grammar, text: string): boolean => grammar.has(plainForm(text), true);
