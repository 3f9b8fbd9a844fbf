/** Reads words that point back to the turn before: "turn it off again", "and in the kitchen?", "what about the bedroom?". */
import { readSentence } from "../../language/normalise.ts";
import { wordsFor } from "../../language/words/index.ts";
import { type Meaning, type Reader, sameIntent, sameSlots, sameValue } from "./meaning.ts";
import { isMuddled, isOpposite, narrowed } from "./narrow.ts";
import { keysOf, phraseAt, spansOf, textOf, type Word, without, wordsOf } from "./tokens.ts";

/** Longer texts are not searched for what was meant, nor is asked more often; it bounds the work of one turn. */
const longest = 16;
const longestPointing = 10;
const mostTries = 120;
/** A thing is called by at most so many words. */
const longestName = 7;
const longestFollowUp = 6;

interface Pointer {
  readonly from: number;
  readonly to: number;
  /** What may stand for it. */
  readonly of: "thing" | "place";
}

/**
 * The sentence with its "it", "them" or "there" replaced by the words of the last turn that name the thing, where that is
 * understood. The longest name wins, of the same skill before others. `whole` is what the sentence means as it is: it
 * stays where it is understood, but for a thing that makes it more exact. `weak`: words are looked at that are articles
 * too, for a sentence that nothing else is known of.
 */
export function pointedBack(
  reader: Reader,
  text: string,
  last: Meaning | undefined,
  weak = false,
): Meaning | undefined {
  const words = wordsOf(text);
  const before = last ? wordsOf(last.text) : [];
  if (!last || words.length > longestPointing || before.length > longest) return undefined;
  const undoes = isUndo(reader, text);
  if (!undoes && reader.words.no.includes(keysOf(text))) return undefined;
  const whole = reader.find(text);
  for (const pointer of pointersIn(reader, words, weak)) {
    if (!isOpen(reader, whole, words, pointer)) continue;
    const found = replaced(reader, words, before, pointer, last);
    if (!found || (undoes && sameIntent(found, last) && sameValue(found.slots, last.slots))) continue;
    const understood = whole && !undoes && reader.free(whole).length === 0 && !reader.isFallback(whole);
    if (!understood || moreExact(reader, found, whole, last)) return found;
  }
  return undefined;
}

/**
 * The same for the parts of a turn, the latest first: the one that the words turn into its opposite, then the latest that
 * is understood. `opposite`: only the former.
 */
export function pointedToPart(
  reader: Reader,
  text: string,
  parts: readonly Meaning[],
  { weak = false, opposite = false } = {},
): Meaning | undefined {
  const all = parts.flatMap((part) => {
    const found = pointedBack(reader, text, part, weak);
    return found ? [{ found, part }] : [];
  });
  const best = all.find(({ found, part }) => isOpposite(found, part)) ?? (opposite ? undefined : all[0]);
  return best?.found;
}

/** "cancel it": it takes back what was done, where that can be. */
export const isUndo = (reader: Reader, text: string): boolean => reader.words.undo.includes(keysOf(text));

function pointersIn(
  { words: { it, there, that } }: Reader,
  words: readonly Word[],
  weak: boolean,
): readonly Pointer[] {
  const found = (phrases: readonly string[], of: Pointer["of"]): Pointer[] =>
    words.flatMap((_, from) => {
      const length = phraseAt(words, from, phrases);
      return length === 0 ? [] : [{ from, to: from + length, of }];
    });
  return weak ? found(that, "thing") : [...found(there, "place"), ...found(it, "thing")];
}

/** Whether a word that points back is left unread: nothing is understood, or only as free text. */
function isOpen(
  reader: Reader,
  whole: Meaning | undefined,
  words: readonly Word[],
  { from, to }: Pointer,
): boolean {
  if (!whole || reader.isFallback(whole)) return true;
  const free = reader.free(whole);
  if (free.length === 0) return reader.things(whole, ["device", "area"]).length === 0;
  const keys = keysOf(textOf(words.slice(from, to)));
  return free.some((one) => ` ${one.keys} `.includes(` ${keys} `));
}

function replaced(
  reader: Reader,
  words: readonly Word[],
  before: readonly Word[],
  pointer: Pointer,
  last: Meaning,
): Meaning | undefined {
  let other: Meaning | undefined;
  let tried = 0;
  for (const name of spansOf(before, 1, longestName)) {
    if (tried++ > mostTries) break;
    const said = [...words.slice(0, pointer.from), ...name, ...words.slice(pointer.to)];
    const found = tries(reader, said)
      .filter((one) => fits(reader, one, last, pointer.of))
      .flatMap((one) => narrowed(reader, one, last) ?? [])[0];
    if (found?.skill === last.skill && !sameIntent(found, last) && !isMuddled(found, last)) return found;
    if (found && (!other || (found.skill === last.skill && other.skill !== last.skill))) other = found;
  }
  return other;
}

/** As it is said, and without words such as "again". */
function tries(reader: Reader, said: readonly Word[]): readonly Meaning[] {
  const plain = without(said, reader.words.again);
  const texts = plain.length < said.length ? [textOf(said), textOf(plain)] : [textOf(said)];
  return texts.flatMap((text) => reader.find(text) ?? []);
}

function fits(reader: Reader, found: Meaning, last: Meaning, of: Pointer["of"]): boolean {
  if (reader.isFallback(found) || !isKnownText(reader, found, last, "")) return false;
  const values = Object.values(last.slots);
  const shared = (name: string): boolean => values.some((value) => sameValue(found.slots[name], value));
  const names = Object.keys(found.slots);
  if (sameIntent(found, last) && values.length > 0 && !names.some(shared)) return false;
  if (of === "place") return reader.things(found, ["area"]).some(shared);
  return found.skill === last.skill || names.some(shared);
}

/** Whether all free text is that of the last turn, or is said now. */
export function isKnownText(reader: Reader, found: Meaning, last: Meaning, said: string): boolean {
  const before = reader.free(last).map(({ keys }) => keys);
  return reader
    .free(found)
    .every(({ keys }) => before.includes(keys) || (said !== "" && ` ${said} `.includes(` ${keys} `)));
}

/**
 * "make it brighter" means the room by itself, and the lamp of the turn before where there was one; "turn it off" means
 * whatever sounds, and what was turned on just now; "make it fifteen" the timer that was set. "what time is it" is nothing
 * of the turn before.
 */
function moreExact(reader: Reader, found: Meaning, whole: Meaning, last: Meaning): boolean {
  const values = Object.values(last.slots);
  const things = reader.things(found, ["device", "area"]);
  if (things.some((name) => values.some((value) => sameValue(found.slots[name], value)))) return true;
  const said = ([name, value]: readonly [string, unknown]): boolean =>
    whole.slots[name] === undefined && values.some((one) => sameValue(one, value));
  if (reader.risk(whole) === "none") return false;
  if (sameIntent(found, whole) && Object.entries(found.slots).some(said)) return true;
  return whole.skill !== last.skill && found.skill === last.skill;
}

/**
 * A follow-up that is no whole sentence, put into the place of that part of the last one which it replaces: the same
 * intent with other slots. The reading with the least new free text is taken, of those the one that replaces least, and of
 * those the last one. What fills the slots that were filled replaces something.
 */
export function followedUp(reader: Reader, text: string, last: Meaning | undefined): Meaning | undefined {
  const said = fragmentOf(reader, wordsOf(text));
  return last && said && instead(reader, said, last);
}

/** The last turn with some of its words replaced by others, or those by themselves where they are a sentence. */
export function instead(reader: Reader, said: readonly Word[], last: Meaning): Meaning | undefined {
  if (said.length > longestFollowUp) return undefined;
  const alone = reader.find(textOf(said));
  const whole = alone && reader.free(alone).length === 0 && !reader.isFallback(alone) ? alone : undefined;
  if (whole && sameIntent(whole, last)) return whole;
  let best: { readonly meaning: Meaning; readonly cost: number } | undefined;
  let other: Meaning | undefined;
  let tried = 0;
  for (const { text, kept, gone } of putInto(wordsOf(last.text), said)) {
    if (tried++ > mostTries) break;
    const found = reader.find(text);
    if (!found || !isOther(reader, found, last, said)) continue;
    if (sameIntent(found, last)) {
      const cost =
        strangeness(reader, found, last) +
        (isAlike(reader, gone, said) ? 0 : 0.25) +
        (gone.length === 0 && sameSlots(found, last) ? 0.1 : 0) +
        (isElsewhere(reader, found, last) ? 0.25 : 0);
      if (!best || cost < best.cost) best = { meaning: found, cost };
      if (best.cost === 0) break;
    } else if (kept >= 2 && isSafe(reader, found)) other ??= found;
  }
  return best?.meaning ?? whole ?? other;
}

/**
 * What was said as the end of the last turn: the answer to what it left open ("set a timer", "ten minutes"), or where
 * ("turn on the lights", "in the kitchen"). No word may become new free text.
 */
export function completed(reader: Reader, text: string, last: Meaning | undefined): Meaning | undefined {
  const words = wordsOf(text);
  if (!last || words.length === 0 || words.length > longestFollowUp) return undefined;
  const found = reader.find(textOf([...wordsOf(last.text), ...words]));
  if (!found || found.skill !== last.skill || reader.isFallback(found)) return undefined;
  const fits = reader.isFallback(last) || sameIntent(found, last);
  return fits && isKnownText(reader, found, last, "") && !sameValue(found.slots, last.slots)
    ? found
    : undefined;
}

/** A device that was named just now is not looked for in the room of the last turn. */
const isElsewhere = (reader: Reader, found: Meaning, last: Meaning): boolean =>
  reader.things(found, ["device"]).some((name) => !sameValue(found.slots[name], last.slots[name])) &&
  reader.things(found, ["area"]).some((name) => sameValue(found.slots[name], last.slots[name]));

/**
 * "20 percent" stands for "15 percent", not for another number; "fifteen" for "five", and is not added to it; "at nine
 * o'clock" for "at eight", not for "at".
 */
const isAlike = (reader: Reader, gone: readonly Word[], said: readonly Word[]): boolean =>
  (gone.some(({ key }) => said.some((word) => word.key === key)) &&
    hasNumber(reader, gone) === hasNumber(reader, said)) ||
  (isNumber(reader, gone) && isNumber(reader, said));

const hasNumber = (reader: Reader, words: readonly Word[]): boolean =>
  words.some((word) => isNumber(reader, [word]));

function isNumber({ language }: Reader, words: readonly Word[]): boolean {
  const known = wordsFor(language);
  const { tokens } = readSentence(textOf(words), known);
  return tokens.length > 0 && known.number(tokens, 0).some(({ to }) => to === tokens.length);
}

/** Something else than the last turn did, by what was said now. */
const isOther = (reader: Reader, found: Meaning, last: Meaning, said: readonly Word[]): boolean =>
  !reader.isFallback(found) &&
  isKnownText(reader, found, last, keysOf(textOf(said))) &&
  !(sameIntent(found, last) && sameValue(found.slots, last.slots));

/** Another intent than that of the last turn is taken only where every word is read, and it can do no harm. */
export const isSafe = (reader: Reader, found: Meaning): boolean =>
  reader.free(found).length === 0 && reader.risk(found) !== "high";

/** Words of free text that the last turn did not have; a little more where other slots are filled than there. */
function strangeness(reader: Reader, meaning: Meaning, last: Meaning): number {
  const before = reader.free(last).map(({ keys }) => keys);
  const fresh = reader.free(meaning).filter(({ keys }) => !before.includes(keys));
  const words = fresh.reduce((sum, { keys }) => sum + keys.split(" ").length, 0);
  return words + (sameSlots(meaning, last) ? 0 : 0.5);
}

/** A text with other words in every place of it, shortest first; `kept`: words before them, `gone`: those they replace. */
function* putInto(
  before: readonly Word[],
  said: readonly Word[],
): Generator<{ readonly text: string; readonly kept: number; readonly gone: readonly Word[] }> {
  if (before.length > longest) return;
  for (let length = 0; length < before.length; length++) {
    for (let from = before.length - length; from >= 0; from--) {
      const text = textOf([...before.slice(0, from), ...said, ...before.slice(from + length)]);
      yield { text, kept: from, gone: before.slice(from, from + length) };
    }
  }
}

/** What a follow-up is about: the words after "and" or "what about", or before "too". */
function fragmentOf({ words }: Reader, said: readonly Word[]): readonly Word[] | undefined {
  const lead = phraseAt(said, 0, words.about);
  const rest = without(said.slice(lead), words.again);
  return rest.length > 0 && rest.length < said.length ? rest : undefined;
}
