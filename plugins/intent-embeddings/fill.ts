/** Puts the pieces of a text into a sentence that its intent has: the sentence engine reads the same slots from it. */

import type { IntentFacts } from "./intents.ts";
import { longestFirst, namesIn, type Piece } from "./pieces.ts";
import { type Parts, tidy } from "./templates.ts";
import type { Tongue } from "./tongue.ts";
import { plainWords, stem, type Word } from "./words.ts";

/** A text with what was found in it. */
export interface Heard {
  readonly text: string;
  readonly words: readonly Word[];
  readonly pieces: readonly Piece[];
  /** The kinds of device that it is about. */
  readonly things: ReadonlySet<string>;
  readonly tongue: Tongue;
}
export interface Filled {
  readonly sentence: string;
  /** Words of the text that pieces of it cover. */
  readonly covered: number;
  /** Things, rooms, lengths and times of the text that found no place. */
  readonly unused: number;
  /** Some of its words were taken for free text. */
  readonly free: boolean;
  /** They stand after the word that they stand after in the sentence. */
  readonly sure: boolean;
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
  const said = new Set(heard.words.map(({ word }) => word));
  for (const { parts, reaching } of facts.skeletons) {
    if (reaching.some((word) => !said.has(word))) continue;
    const filled = fillOne({ heard, facts, chosen, choices }, parts);
    if (filled && (!best || worth(filled) > worth(best))) best = filled;
  }
  return best;
}

const worth = ({ covered, unused, free, sure }: Filled): number => {
  const text = free && !sure ? 10 : 0;
  return covered - 3 * unused - text;
};

/** A sentence on its way. */
interface Draft {
  readonly used: Piece[];
  readonly said: string[];
  /** Slots with opposites that have no place yet. */
  readonly wanted: Set<string>;
  /** What its pieces could stand for. */
  readonly roles: Set<string>;
  mixed: boolean;
  unproved: number;
  /** Where free text goes, and the word before it. */
  place?: { readonly at: number; readonly after: string };
}
interface Ask {
  readonly heard: Heard;
  readonly facts: IntentFacts;
  readonly chosen: Readonly<Record<string, string>>;
  readonly choices: ReadonlyMap<string, readonly Piece[]>;
}

function fillOne(ask: Ask, skeleton: Parts): Filled | undefined {
  const { heard, facts } = ask;
  const draft: Draft = {
    ...{ used: [], said: [], roles: new Set(), mixed: false, unproved: 0 },
    wanted: new Set(Object.keys(ask.chosen)),
  };
  for (const part of skeleton) {
    if (typeof part === "string") draft.said.push(part);
    else if (!put(draft, ask, part.slot)) return undefined;
  }
  if (draft.wanted.size > 0) return undefined;
  const { used, said, place, mixed, unproved } = draft;
  const rest = place && restOf(heard, facts, used, place.after);
  if (place && !rest) return undefined;
  if (place && rest) said[place.at] = wordsIn(heard, rest.from, rest.to);
  const pieces = used.reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    sentence: tidy(said.join("")),
    covered: pieces + (rest?.sure ? rest.to - rest.from : 0),
    unused: unusedIn(heard, used),
    free: place !== undefined,
    sure: rest?.sure ?? true,
    mixed,
    unproved,
  };
}

/** Puts what the text has for it into a slot; false: it has nothing. */
function put(draft: Draft, { heard, facts, chosen, choices }: Ask, slot: string): boolean {
  const { kind, list } = facts.slots.get(slot) ?? { kind: "", list: undefined };
  if (kind === "text") {
    if (draft.place) return false;
    const after = plainWords(draft.said.join("")).at(-1) ?? "";
    draft.place = { at: draft.said.push("") - 1, after };
    return true;
  }
  const value = chosen[slot];
  if (list?.polar && value === undefined) return false;
  draft.wanted.delete(slot);
  const candidates = kind === "choice" ? (choices.get(slot) ?? []) : heard.pieces;
  const piece = candidates.find(
    (one) =>
      one.kind === kind &&
      (kind !== "device" || facts.kinds.has(one.value)) &&
      (value === undefined || one.value === value) &&
      !overlaps(one, draft.used),
  );
  if (!piece) {
    draft.unproved++;
    draft.said.push(list?.values.get(value ?? "")?.[0] ?? "");
    return value !== undefined;
  }
  const role = kind === "choice" ? slot : kind;
  draft.mixed ||= value === undefined && draft.roles.has(role);
  if (value === undefined) draft.roles.add(role);
  draft.used.push(piece);
  draft.said.push(wordsIn(heard, piece.from, piece.to));
  return true;
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

function wordsIn({ text, words }: Heard, from: number, to: number): string {
  return text.slice(words[from]?.from, words[to - 1]?.to);
}

interface Rest {
  readonly from: number;
  readonly to: number;
  readonly sure: boolean;
}

/**
 * Words for free text: the longest run that neither a piece nor the intent's own words account for, best where it stands
 * after the word that is before it in the sentence ("in Tokyo").
 */
function restOf(heard: Heard, facts: IntentFacts, used: readonly Piece[], after: string): Rest | undefined {
  const { words } = heard;
  const isFree = (index: number): boolean => {
    const word = words[index]?.word ?? "";
    if (word === "" || heard.tongue.words.smallWords.has(word) || facts.vocabulary.has(stem(word)))
      return false;
    return !used.some(({ from, to }) => index >= from && index < to);
  };
  let best: Rest | undefined;
  for (let from = 0; from < words.length; from++) {
    if (!isFree(from)) continue;
    let to = from + 1;
    while (isFree(to) || (inside.test(words[to]?.word ?? "") && isFree(to + 1))) to++;
    const before = words[from - 1]?.word;
    const sure = linking.test(after) && (before === after || words[from - 2]?.word === after);
    if (!best || (sure && !best.sure) || (sure === best.sure && to - from > best.to - best.from)) {
      best = { from, to, sure };
    }
    from = to;
  }
  return best;
}
const inside = /^(and|of|the|with|some)$/;
const linking = /^(in|for|to|about|of|called|named|from|that|at|on)$/;
