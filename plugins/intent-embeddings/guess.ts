/** Ranks what a text may mean: the nearest sentences, filled with what the text names, past the guards. */
import type { IntentGuess } from "hearsay";
import { type Filled, fill, type Heard } from "./fill.ts";
import { agreementsOf, conflictsOf, ignoredOf } from "./guards.ts";
import type { Knowledge } from "./house.ts";
import { type IntentFacts, isNamed, nounOf } from "./intents.ts";
import { amountsIn, longestFirst, namesIn, type Piece } from "./pieces.ts";
import type { Tongue } from "./tongue.ts";
import { plainWords, stem, type Word, wordsOf } from "./words.ts";

/** A prototype's vector, or none while it is still to be embedded. */
export type VectorOf = (text: string) => Float32Array | undefined;

/** What a guess is judged by. */
export interface Facts {
  /** Cosine of the text and the nearest sentence. */
  readonly near: number;
  /** How much nearer than the nearest one of another intent. */
  readonly ahead: number;
  /** Share of the text's words of meaning that the intent's sentences, or the pieces, have. */
  readonly shared: number;
  readonly unused: number;
  readonly free: boolean;
  readonly mixed: boolean;
  readonly unproved: number;
  readonly agreeing: number;
  /** Ends of opposites that the text names and the guess does not. */
  readonly ignored: number;
  /** Something is to be done, and the guess would tell something. */
  readonly astray: boolean;
}
export interface Ranked extends Facts {
  readonly facts: IntentFacts;
  readonly filled: Filled;
}

const considered = 40;
const given = 4;

export function hear(text: string, { devices, areas, kinds, tongue }: Knowledge): Heard {
  const words = wordsOf(text);
  const pieces = [
    ...namesIn(words, devices, "device"),
    ...namesIn(words, areas, "area"),
    ...amountsIn(words, tongue.words),
  ].sort(longestFirst);
  return { text, words, pieces, things: thingsIn(words, pieces, kinds, tongue), tongue };
}

/** The kinds of device that a text names, or that its devices are of. */
function thingsIn(
  words: readonly Word[],
  pieces: readonly Piece[],
  kinds: readonly string[],
  tongue: Tongue,
): ReadonlySet<string> {
  const said = new Set(words.map(({ word }) => stem(word)));
  const named = kinds.filter((kind) =>
    isNamed(tongue.words, kind, (noun) => noun.every((word) => said.has(word))),
  );
  return new Set([...named, ...pieces.filter(({ kind }) => kind === "device").map(({ value }) => value)]);
}

/** The text, and each thought of it alone, with examples in place of names and amounts, as the prototypes have them. */
export function maskedParts(heard: Heard): readonly string[] {
  const { text, words, tongue } = heard;
  const { joints } = tongue.words;
  const cuts = [0];
  words.forEach(({ word, from }, index) => {
    const before = words[index - 1];
    if (!before) return;
    if (joints.has(word) || /[,;.!?]/.test(text.slice(before.to, from))) cuts.push(index);
  });
  const parts = cuts.map((from, index) => masked(heard, from, cuts[index + 1] ?? words.length));
  const whole = masked(heard, 0, words.length);
  return [...new Set([whole, ...parts.filter((part) => part.split(" ").length >= fewest)])].slice(
    0,
    mostParts,
  );
}
const fewest = 3;
const mostParts = 4;

function masked({ words, pieces, tongue }: Heard, begin: number, end: number): string {
  const used: Piece[] = [];
  for (const piece of pieces) {
    if (!used.some(({ from, to }) => piece.from < to && from < piece.to)) used.push(piece);
  }
  const out: string[] = [];
  for (let at = begin; at < end; at++) {
    const piece = used.find(({ from }) => from === at);
    const word = words[at]?.word ?? "";
    if (!piece) out.push(at === begin && tongue.words.joints.has(word) ? "" : word);
    else {
      out.push(maskOf(piece, word, tongue));
      at = piece.to - 1;
    }
  }
  return out.join(" ").trim();
}

function maskOf({ kind, value }: Piece, word: string, { words }: Tongue): string {
  if (kind === "device") return nounOf(words, value);
  const mask = words.masks[kind] ?? word;
  return /^(up|down)stairs$/.test(word) ? `in the ${mask}` : mask;
}

interface Near {
  readonly facts: IntentFacts;
  readonly chosen: Readonly<Record<string, string>>;
  readonly near: number;
}

/** Nearest first, one for each intent and choice of opposites. */
function nearest(
  vectors: readonly Float32Array[],
  intents: readonly IntentFacts[],
  vectorOf: VectorOf,
): readonly Near[] {
  const best = new Map<string, Near>();
  intents.forEach((facts, index) => {
    for (const { text, chosen, choice } of facts.prototypes) {
      const other = vectorOf(text);
      if (!other) continue;
      let near = 0;
      for (const vector of vectors) near = Math.max(near, dot(vector, other));
      const key = `${index} ${choice}`;
      if (near > (best.get(key)?.near ?? 0)) best.set(key, { facts, chosen, near });
    }
  });
  return [...best.values()].sort((a, b) => b.near - a.near);
}

/** Four sums side by side: a processor adds them at once. */
function dot(a: Float32Array, b: Float32Array): number {
  let [s, t, u, v] = [0, 0, 0, 0];
  for (let at = 0; at < a.length; at += 4) {
    s += (a[at] as number) * (b[at] as number);
    t += (a[at + 1] ?? 0) * (b[at + 1] ?? 0);
    u += (a[at + 2] ?? 0) * (b[at + 2] ?? 0);
    v += (a[at + 3] ?? 0) * (b[at + 3] ?? 0);
  }
  return s + t + u + v;
}

/** What the text may mean, nearest first, with what each is to be judged by. */
export function rank(
  heard: Heard,
  vectors: readonly Float32Array[],
  { intents }: Knowledge,
  vectorOf: VectorOf,
  scale: Scale = { least: 0 },
): readonly Ranked[] {
  const words = heard.words.map(({ word }) => word);
  const { asks, negates, polesOf, tells, wonders } = heard.tongue.guards;
  const poles = polesOf(words);
  const mood = { asks: asks(words), negates: negates(words), tells: tells(words), wonders: wonders(words) };
  const all = nearest(vectors, intents, vectorOf).map((one) => ({ ...one, near: scaled(one.near, scale) }));
  const ranked: Omit<Ranked, "ahead">[] = [];
  const fillable: Near[] = [];
  for (const one of all.slice(0, considered)) {
    const { facts, near } = one;
    const filled = fill(heard, facts, one.chosen);
    if (!filled || misses(heard, facts)) continue;
    fillable.push(one);
    const said = plainWords(filled.sentence);
    const itsPoles = polesOf(said);
    if (conflictsOf(poles, itsPoles) > 0 || !suits(mood, facts.asked)) continue;
    const agreeing = agreementsOf(poles, itsPoles);
    const ignored = ignoredOf(poles, itsPoles);
    const { unused, sure, mixed } = filled;
    const free = filled.free && !sure;
    const unproved = Math.max(0, filled.unproved - agreeing);
    const astray = facts.asked && !mood.asks && !mood.wonders;
    const shared = sharedOf(heard, facts);
    ranked.push({ facts, filled, near, shared, unused, free, mixed, unproved, agreeing, ignored, astray });
  }
  // A guess that a guard dropped is a rival all the same: what is forbidden means none of the others.
  return ranked.map((one) => {
    const rival = fillable.find(({ facts }) => facts !== one.facts);
    return { ...one, ahead: Math.min(farthest, one.near - (rival?.near ?? 0)) };
  });
}
/** What a model's cosines lie between in practice, the upper end being 1. */
export interface Scale {
  readonly least: number;
}
const scaled = (near: number, { least }: Scale): number => Math.max(0, near - least) / (1 - least);
/** A longer lead says no more: nothing else was near at all. */
const farthest = 0.25;

/** Whether the text is about things that the intent is never said of. */
function misses({ things }: Heard, { kinds, choosy }: IntentFacts): boolean {
  return choosy && things.size > 0 && ![...things].some((kind) => kinds.has(kind));
}

/** Whether what is said is of the kind of the guess: nobody who asks, forbids or tells wants something done. */
function suits(
  mood: { readonly asks: boolean; readonly negates: boolean; readonly tells: boolean },
  asked: boolean,
): boolean {
  return !mood.negates && (asked || !(mood.asks || mood.tells));
}

function sharedOf({ words, pieces, tongue }: Heard, { vocabulary }: IntentFacts): number {
  const meaning = words.filter(({ word }) => !tongue.words.smallWords.has(word));
  if (meaning.length === 0) return 0;
  const known = meaning.filter((one) => {
    const at = words.indexOf(one);
    return vocabulary.has(stem(one.word)) || pieces.some(({ from, to }) => at >= from && at < to);
  });
  return known.length / meaning.length;
}

/**
 * How sure a guess is: a logistic regression over its facts. Free text, words that could have changed places, and
 * texts of mostly unknown words are never sure.
 */
function scoreOf({ filled, ...facts }: Ranked, fitted: boolean): number {
  let sum = weights.base;
  for (const [name, weight] of Object.entries(weights.each)) {
    sum += weight * Number(facts[name as keyof typeof weights.each]);
  }
  const score = 1 / (1 + Math.exp(-sum));
  const strange = facts.shared < fewestShared;
  return !fitted || filled.free || facts.mixed || facts.astray || strange ? Math.min(score, never) : score;
}
const never = 0.7;
const fewestShared = 0.4;
/** Fitted on the tuned half of test/data/paraphrases.json. */
const weights = {
  base: -3.34,
  each: {
    near: 3.93,
    ahead: 10.27,
    shared: 1.51,
    unused: -1.35,
    unproved: -0.85,
    agreeing: 0.67,
    ignored: -0.56,
    astray: -1.55,
    free: -0.74,
    mixed: -0.68,
  },
};

/**
 * One for each intent, best first. Not `fitted`: nobody has measured what the scores are worth with this model in this
 * language, so all of them stay below what is acted upon.
 */
export function guessesOf(ranked: readonly Ranked[], least: number, fitted = true): readonly IntentGuess[] {
  const seen = new Set<IntentFacts>();
  return ranked
    .map((one) => ({ ...one, score: scoreOf(one, fitted) }))
    .sort((a, b) => b.score - a.score)
    .filter(({ facts, score }) => score >= least && !seen.has(facts) && seen.add(facts))
    .slice(0, given)
    .map(({ facts, filled, score }) => ({
      skill: facts.skill,
      intent: facts.intent,
      sentence: filled.sentence,
      score,
    }));
}
