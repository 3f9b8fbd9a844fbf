/** The second hearing: when the words heard freely are nothing the house knows, they are mended, or heard again along its grammar. */
import { disagree, distanceOf, type Grammar, nearest, plainForm, plainWords, worstWord } from "hearsay/voice";
import type { Bound } from "./bound.ts";

/** How sure a sentence must be to be taken for what was heard freely; logarithms are natural. */
export interface Thresholds {
  /** By the text: share of the characters that may be wrong, and of those of its worst word. */
  readonly near: number;
  readonly nearWord: number;
  /** By the sound: how much less likely a token may be than those heard freely. */
  readonly worse: number;
  /** The same for a sentence of one or two words, which is easily found in anything. */
  readonly worseShort: number;
  /** The least mean of the tokens' logarithms, and the least one of the end. */
  readonly mean: number;
  readonly end: number;
  /** The least mean where no words were heard freely. */
  readonly meanUnheard: number;
  /** Share of the characters that may differ from what was heard freely. */
  readonly apart: number;
}

/** Fitted on half of the clips; see docs/decisions/0007-second-hearing.md. */
export const fitted: Thresholds = {
  near: 0.15,
  nearWord: 0.15,
  worse: 0.4,
  worseShort: 0.7,
  mean: -2,
  end: -0.7,
  meanUnheard: -0.4,
  apart: 0.6,
};

/** What was heard freely. */
export interface Free {
  readonly text: string;
  readonly score: number;
  /** With the end. */
  readonly tokens: number;
}
export interface NearText {
  readonly text: string;
  readonly distance: number;
  readonly word: number;
}

/** Farther texts are not looked at, whatever the thresholds. */
const farthest = 0.2;
/** Another sentence that is nearly as near. */
const margin = 0.03;
const fewWords = 2;
/** A longer sentence whose text differs this much must be as likely as what was heard freely. */
const otherText = 0.4;

/** Whether the words are a sentence of the house as they are, so that nothing more need be asked. */
export const known = (grammar: Grammar, text: string): boolean => grammar.has(plainForm(text), true);

/** The sentence nearest to a text that does not disagree with it; undefined when the opposite is as near. */
export function nearText(grammar: Grammar, text: string): NearText | undefined {
  const plain = plainForm(text);
  if (plain === "") return undefined;
  const found = nearest(grammar, plain, { maxDistance: farthest });
  const [first, second] = found.filter(({ sentence }) => !disagree(plain, sentence, grammar.apart));
  if (!first) return undefined;
  const rival = second !== undefined && second.distance - first.distance < margin;
  if (rival && disagree(first.sentence, second.sentence, grammar.apart)) return undefined;
  return { text: first.sentence, distance: first.distance, word: worstWord(plain, first.sentence) };
}

/** Whether a near sentence is near enough to do without listening again. */
export const isSure = ({ distance, word }: NearText, { near, nearWord }: Thresholds): boolean =>
  distance <= near && word <= nearWord;

/** Whether a sentence heard along the grammar stands against what was heard freely. */
export function stands(grammar: Grammar, free: Free, bound: Bound, limits: Thresholds): boolean {
  const mean = bound.score / bound.tokens;
  const words = plainWords(bound.text).length;
  if (mean < limits.mean || bound.end < limits.end) return false;
  if (free.text === "") return mean >= limits.meanUnheard && words > fewWords;
  const plain = plainForm(free.text);
  const worse = (free.score - bound.score) / bound.tokens;
  const apart = distanceOf(plain, bound.text);
  const most = words <= fewWords ? limits.worseShort : apart > otherText ? 0 : limits.worse;
  return worse <= most && apart <= limits.apart && !disagree(plain, bound.text, grammar.apart, worse <= 0);
}
