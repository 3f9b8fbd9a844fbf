/** Cuts a sentence into the commands that are joined in it: "turn off the lights and the fan, then set a timer". */
import { isSafe, pointedBack } from "./again.ts";
import { literal, type Meaning, type Reader, sameIntent, sameSlots } from "./meaning.ts";
import { keysOf, phraseAt, spansOf, textOf, type Word, without, wordsOf } from "./tokens.ts";

const mostParts = 8;
/** With more places to cut, only all of them at once are tried. */
const mostCuts = 4;
/** Words at the end that all parts may share: "mach das Licht und den Ventilator aus". */
const mostShared = 2;
/** Words at the beginning that a part may share: "turn off". */
const mostLead = 6;
const longest = 60;
/** The same for a sentence with "them", and for the one before it. */
const longestWithThem = 6;
const longestBefore = 14;

interface Part {
  readonly meaning: Meaning;
  /** Words of its own that are read as something, not as free text. */
  readonly own: number;
  /** It was understood with the first words of the part before it. */
  readonly led: boolean;
}

/**
 * The commands, in order; undefined where not every part is understood, or where the sentence as a whole explains as
 * many of its words, or is the very intent that a part without a verb of its own would be: then its "and" belongs to it.
 */
export function severalIn(
  reader: Reader,
  text: string,
  last: Meaning | undefined,
): readonly Meaning[] | undefined {
  const words = wordsOf(text);
  if (words.length > longest) return undefined;
  const { segments, joiners } = segmentsOf(words, reader.words.and);
  const whole = reader.find(text);
  let best: readonly Part[] | undefined;
  for (const cuts of waysToCut(joiners.length)) {
    const found = readParts(reader, partsOf({ segments, joiners }, cuts), last);
    if (found && (!best || ownWords(found) > ownWords(best))) best = found;
  }
  const explained = whole && !reader.isFallback(whole) ? literal(whole) : 0;
  const isOneCommand = best?.some(({ led }) => led) && best.every(({ meaning }) => isLike(meaning, whole));
  if (explained > 0 && isOneCommand) return undefined;
  return best && ownWords(best) > explained ? best.map(({ meaning }) => meaning) : undefined;
}

/**
 * "them" after a sentence of several commands: what was joined in it stands in its place. The words after "them" must
 * come to be said of each of the things.
 */
export function pointedToAll(reader: Reader, text: string, all: string): readonly Meaning[] | undefined {
  const words = without(wordsOf(text), reader.words.again);
  const before = wordsOf(all);
  const at = words.findIndex((_, from) => phraseAt(words, from, reader.words.them) > 0);
  if (at < 0 || words.length > longestWithThem || before.length > longestBefore) return undefined;
  if (isUnderstood(reader, text)) return undefined;
  const lead = words.slice(0, at);
  const after = words.slice(at + phraseAt(words, at, reader.words.them));
  const says = ({ text: said }: Meaning, wanted: readonly Word[]): boolean => {
    const keys = wordsOf(said).map(({ key }) => key);
    return wanted.every(({ key }) => keys.includes(key));
  };
  const isAll = (found: readonly Meaning[]): boolean =>
    areDifferent(found) &&
    found.every(
      (one, index) => reader.free(one).length === 0 && says(one, index ? after : [...lead, ...after]),
    );
  for (const names of spansOf(before, 3)) {
    if (!names.some((_, index) => phraseAt(names, index, reader.words.and) > 0)) continue;
    const found = severalIn(reader, textOf([...lead, ...names, ...after]), undefined);
    if (found && isAll(found)) return found;
  }
  return undefined;
}

const areDifferent = (found: readonly Meaning[]): boolean =>
  new Set(found.map(({ skill, intent, slots }) => JSON.stringify([skill, intent, slots]))).size ===
  found.length;

function isUnderstood(reader: Reader, text: string): boolean {
  const whole = reader.find(text);
  return whole !== undefined && !reader.isFallback(whole) && reader.free(whole).length === 0;
}

const isLike = (meaning: Meaning, whole: Meaning | undefined): boolean =>
  whole !== undefined && sameIntent(meaning, whole);

const ownWords = (parts: readonly Part[]): number => parts.reduce((sum, { own }) => sum + own, 0);

interface Segments {
  readonly segments: readonly (readonly Word[])[];
  /** What stands between two segments; empty after a comma. */
  readonly joiners: readonly (readonly Word[])[];
}

function segmentsOf(words: readonly Word[], phrases: readonly string[]): Segments {
  const segments: Word[][] = [[]];
  const joiners: Word[][] = [];
  const isOpen = (): boolean => segments.at(-1)?.length === 0;
  for (let at = 0; at < words.length; ) {
    const length = phraseAt(words, at, phrases);
    const taken = words.slice(at, at + Math.max(1, length));
    at += taken.length;
    if (length > 0 && at < words.length) {
      if (!isOpen()) cut(taken);
      else joiners.at(-1)?.push(...taken);
    } else if (length === 0) {
      segments.at(-1)?.push(...taken);
      if (/[,;.!?]$/u.test(taken[0]?.raw ?? "") && at < words.length) cut([]);
    }
  }
  function cut(joiner: readonly Word[]): void {
    joiners.push([...joiner]);
    segments.push([]);
  }
  return { segments, joiners };
}

/** Fewest cuts first: of two readings that explain as much, the simpler one is taken. */
function waysToCut(places: number): readonly (readonly boolean[])[] {
  if (places === 0) return [];
  if (places > mostCuts) return places < mostParts ? [new Array(places).fill(true)] : [];
  const ways = Array.from({ length: 2 ** places - 1 }, (_, index) =>
    Array.from({ length: places }, (__, place) => ((index + 1) & (1 << place)) > 0),
  );
  const size = (way: readonly boolean[]): number => way.filter(Boolean).length;
  return ways.sort((one, other) => size(one) - size(other));
}

function partsOf({ segments, joiners }: Segments, cuts: readonly boolean[]): readonly (readonly Word[])[] {
  const parts: Word[][] = [[...(segments[0] ?? [])]];
  cuts.forEach((isCut, place) => {
    const next = segments[place + 1] ?? [];
    if (isCut) parts.push([...next]);
    else parts.at(-1)?.push(...(joiners[place] ?? []), ...next);
  });
  return parts;
}

/** Each part as it is, or with the words at the end of the last one, which all of them share. */
function readParts(
  reader: Reader,
  parts: readonly (readonly Word[])[],
  last: Meaning | undefined,
): readonly Part[] | undefined {
  const final = parts.at(-1) ?? [];
  let best: readonly Part[] | undefined;
  for (let shared = 0; shared <= mostShared && shared < final.length; shared++) {
    const found = readInOrder(reader, parts, final.slice(final.length - shared), last);
    if (found && (!best || isOne(found) > isOne(best))) best = found;
    if (best && isOne(best)) break;
  }
  return best;
}

/** All parts are the same intent: what is at the end of the last one is likely to be said of all. */
const isOne = (parts: readonly Part[]): boolean =>
  parts.every(({ meaning }) => parts[0] !== undefined && sameIntent(meaning, parts[0].meaning));

function readInOrder(
  reader: Reader,
  parts: readonly (readonly Word[])[],
  shared: readonly Word[],
  last: Meaning | undefined,
): readonly Part[] | undefined {
  const found: Part[] = [];
  for (const [index, words] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const said = isLast ? words : [...words, ...shared];
    const part = readPart(reader, said, isLast ? 0 : shared.length, found.at(-1)?.meaning, last);
    if (!part || (!isLast && isUnended(reader, part.meaning))) return undefined;
    found.push(part);
  }
  return found;
}

/** Its free text is a sentence that would go on over the "and". */
function isUnended(reader: Reader, meaning: Meaning): boolean {
  const keys = ` ${keysOf(meaning.text)}`;
  return reader.free(meaning).some((free) => free.sentence && keys.endsWith(` ${free.keys}`));
}

/**
 * A part that is understood with the verb of the part before it, or by itself: the first where it is the same intent,
 * for a name alone may be understood too.
 */
function readPart(
  reader: Reader,
  words: readonly Word[],
  added: number,
  head: Meaning | undefined,
  last: Meaning | undefined,
): Part | undefined {
  const text = textOf(words);
  const pointed = pointedBack(reader, text, head ?? last);
  const alone = pointed ?? reader.find(text);
  const understood = alone && !reader.isFallback(alone) ? alone : undefined;
  const partOf = (meaning: Meaning, more: number, led = false): Part => ({
    meaning,
    own: Math.max(0, literal(meaning) - added - more),
    led,
  });
  if (understood && pointed) return partOf(understood, literal(understood) - words.length);
  const whole = understood && reader.free(understood).length === 0 ? understood : undefined;
  if (!head || (whole && sameIntent(whole, head))) return understood && partOf(understood, 0);
  const led = [...withLead(reader, words, head)];
  const isSame = ({ meaning }: Led): boolean => sameIntent(meaning, head);
  const isRead = ({ meaning }: Led): boolean => reader.free(meaning).length === 0;
  const best =
    led.find((one) => isSame(one) && isRead(one) && sameSlots(one.meaning, head)) ??
    led.find((one) => isSame(one) && isRead(one)) ??
    (whole && { meaning: whole, length: 0 }) ??
    led.find(isSame) ??
    led.find(({ meaning, length }) => length >= 2 && isSafe(reader, meaning)) ??
    (understood && { meaning: understood, length: 0 });
  return best && partOf(best.meaning, best.length, best.length > 0);
}

interface Led {
  readonly meaning: Meaning;
  /** Number of words that are not its own. */
  readonly length: number;
}

/** The part with the first words of the one before it, most of them first; its free text is its own. */
function* withLead(reader: Reader, words: readonly Word[], head: Meaning): Generator<Led> {
  const lead = wordsOf(head.text).slice(0, mostLead);
  const keys = ` ${keysOf(textOf(words))} `;
  for (let length = lead.length; length > 0; length--) {
    const meaning = reader.find(textOf([...lead.slice(0, length), ...words]));
    if (!meaning || reader.isFallback(meaning)) continue;
    if (reader.free(meaning).every((free) => keys.includes(` ${free.keys} `))) yield { meaning, length };
  }
}
