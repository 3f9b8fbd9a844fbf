/** Puts the pieces of a text into a sentence that its intent has: the sentence engine reads the same slots from it. */

import { smallWords } from "./english.ts";
import type { IntentFacts } from "./intents.ts";
import { longestFirst, namesIn, type Piece } from "./pieces.ts";
import { type Parts, tidy } from "./templates.ts";
import { stem, type Word } from "./words.ts";

/** A text with what was found in it. */
export interface Heard {
  readonly text: string;
  readonly words: readonly Word[];
  readonly pieces: readonly Piece[];
}
export interface Filled {
  readonly sentence: string;
  /** Words of the text that pieces of it cover. */
  readonly covered: number;
  /** Things, rooms, lengths and times of the text that found no place. */
  readonly unused: number;
  /** Some of its words were taken for free text. */
  readonly free: boolean;
  /** Two of its slots could have taken each other's words. */
  readonly mixed: boolean;
  /** Opposites that were chosen without a word of theirs in the text. */
  readonly unproved: number;
}

/** The sentence of an intent that takes up most of the text, with the opposites that were chosen; none, if a slot stays empty. */
export function fill(
  heard: Heard,
  facts: IntentFacts,
  chosen: Readonly<Record<string, string>>,
): Filled | undefined {
  const choices = new Map<string, readonly Piece[]>();
  for (const [name, { kind, list }] of facts.slots) {
    if (kind === "choice" && list) choices.set(name, namesIn(heard.words, list.names, "choice"));
  }
  let best: Filled | undefined;
  for (const skeleton of facts.skeletons) {
    const filled = fillOne(heard, facts, skeleton, chosen, choices);
    if (filled && (!best || worth(filled) > worth(best))) best = filled;
  }
  return best;
}

const worth = ({ covered, unused, free }: Filled): number => covered - 3 * unused - (free ? 10 : 0);

function fillOne(
  heard: Heard,
  facts: IntentFacts,
  skeleton: Parts,
  chosen: Readonly<Record<string, string>>,
  choices: ReadonlyMap<string, readonly Piece[]>,
): Filled | undefined {
  const used: Piece[] = [];
  const wanted = new Set(Object.keys(chosen));
  const texts: number[] = [];
  const kinds = new Set<string>();
  let mixed = false;
  let unproved = 0;
  const said: string[] = [];
  for (const part of skeleton) {
    if (typeof part === "string") {
      said.push(part);
      continue;
    }
    const { kind, list } = facts.slots.get(part.slot) ?? { kind: "", list: undefined };
    if (kind === "text") {
      texts.push(said.push("") - 1);
      continue;
    }
    const value = chosen[part.slot];
    if (list?.polar && value === undefined) return undefined;
    wanted.delete(part.slot);
    const candidates = kind === "choice" ? (choices.get(part.slot) ?? []) : heard.pieces;
    const piece = candidates.find(
      (one) => one.kind === kind && (value === undefined || one.value === value) && !overlaps(one, used),
    );
    if (piece && !value) {
      const name = `${kind} ${kind === "choice" ? part.slot : ""}`;
      mixed ||= kinds.has(name);
      kinds.add(name);
    }
    if (value !== undefined && !piece) unproved++;
    if (piece) used.push(piece);
    else if (value === undefined) return undefined;
    said.push(piece ? wordsIn(heard, piece.from, piece.to) : (list?.values.get(value ?? "")?.[0] ?? ""));
  }
  if (wanted.size > 0 || texts.length > 1) return undefined;
  const [place] = texts;
  if (place !== undefined) {
    const rest = restOf(heard, facts, used);
    if (!rest) return undefined;
    said[place] = rest;
  }
  const covered = used.reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    sentence: tidy(said.join("")),
    covered,
    unused: unusedIn(heard, used),
    free: place !== undefined,
    mixed,
    unproved,
  };
}

const overlaps = (piece: Piece, used: readonly Piece[]): boolean =>
  used.some(({ from, to }) => piece.from < to && from < piece.to);

/** Pieces that say what or how long something is about, and have no place in the sentence. */
function unusedIn({ pieces }: Heard, used: readonly Piece[]): number {
  const left: Piece[] = [];
  for (const piece of [...pieces].sort(longestFirst)) {
    if (!overlaps(piece, used) && !overlaps(piece, left)) left.push(piece);
  }
  return left.length;
}

export function wordsIn({ text, words }: Heard, from: number, to: number): string {
  return text.slice(words[from]?.from, words[to - 1]?.to);
}

/** The longest run of words that neither a piece nor the intent's own words account for. */
function restOf(heard: Heard, facts: IntentFacts, used: readonly Piece[]): string | undefined {
  const { words } = heard;
  const isFree = (index: number): boolean => {
    const word = words[index]?.word ?? "";
    if (word === "" || smallWords.has(word) || facts.vocabulary.has(stem(word))) return false;
    return !used.some(({ from, to }) => index >= from && index < to);
  };
  let best: readonly [number, number] = [0, 0];
  for (let from = 0; from < words.length; from++) {
    if (!isFree(from)) continue;
    let to = from + 1;
    while (isFree(to) || (/^(and|of|the|with|some)$/.test(words[to]?.word ?? "") && isFree(to + 1))) to++;
    if (to - from > best[1] - best[0]) best = [from, to];
    from = to;
  }
  return best[1] > best[0] ? wordsIn(heard, best[0], best[1]) : undefined;
}
