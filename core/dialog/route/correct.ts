/** Understands a command that is taken back and said anew: "turn on the lamp, no wait, the fan", or "no, ten minutes". */
import { readSentence } from "../../language/normalise.ts";
import { wordsFor } from "../../language/words/index.ts";
import { instead, isKnownText, pointedBack } from "./again.ts";
import { type Meaning, type Reader, sameIntent, sameSlots, sameValue } from "./meaning.ts";
import { keysOf, phraseAt, textOf, type Word, without, wordsOf } from "./tokens.ts";

/** Longer free text is no correction. */
const longestText = 8;

/**
 * What is meant in the end; undefined where nothing is taken back, or what comes after it is not understood. Words that begin
 * with "no" take back the last turn: they must be about what that was about, and bring no new free text ("no music").
 */
export function corrected(reader: Reader, text: string, last: Meaning | undefined): Meaning | undefined {
  const words = wordsOf(text);
  const found = partsOf(reader, words, last);
  const whole = found && reader.find(text);
  if (!found || (whole && !reader.isFallback(whole))) return undefined;
  const { before, after } = found;
  const first = before.length > 0 ? reader.find(textOf(before)) : last;
  if (!first || reader.isFallback(first)) return undefined;
  const meant = anew(reader, after, first);
  if (before.length > 0 || !meant) return meant;
  return meant.skill === first.skill && isKnownText(reader, meant, first, "") ? meant : undefined;
}

/**
 * "no, I said bread": the last turn with other free text, of which it had one. A guess of what nobody knows: for what can
 * be taken back. A sentence that is understood by itself is free text only where one may be ("call dad").
 */
export function reworded(reader: Reader, text: string, last: Meaning): Meaning | undefined {
  const words = wordsOf(text);
  const { polite, meant, it, that, them, there } = reader.words;
  const found = correctionIn(words, reader.words.correction);
  if (!found || found.before.length > 0 || found.after.length > longestText) return undefined;
  const lead = words.slice(0, words.length - found.after.length);
  if (!lead.some((_, at) => phraseAt(lead, at, meant) > 0)) return undefined;
  const said = without(found.after, polite);
  const points = [it, that, them, there].some((all) => all.includes(keysOf(textOf(said))));
  if (said.length === 0 || points) return undefined;
  const whole = reader.find(textOf(said));
  if (!whole || reader.isFallback(whole)) return withFreeText(reader, said, last);
  if (sameIntent(whole, last)) return sameSlots(whole, last) ? whole : undefined;
  const isHarmless = reader.free(whole).length > 0 || reader.risk(whole) === "none";
  const mayBe = isHarmless && reader.free(last).every(({ sentence }) => sentence);
  return mayBe ? withFreeText(reader, said, last) : undefined;
}

function withFreeText(reader: Reader, said: readonly Word[], last: Meaning): Meaning | undefined {
  const [old, ...others] = reader.free(last);
  if (!old || others.length > 0) return undefined;
  const before = wordsOf(last.text);
  const length = old.keys.split(" ").length;
  const places = before.flatMap((_, at) =>
    keysOf(textOf(before.slice(at, at + length))) === old.keys ? [at] : [],
  );
  const [at] = places;
  if (at === undefined || places.length > 1) return undefined;
  const [head, tail] = [before.slice(0, at), before.slice(at + length)];
  const fresh = betweenThese(head, said, tail);
  const found = reader.find(textOf([...head, ...fresh, ...tail]));
  if (!found || !sameIntent(found, last) || !sameSlots(found, last)) return undefined;
  const changed = Object.entries(found.slots).filter(([name, value]) => !sameValue(value, last.slots[name]));
  const isIt = reader.free(found).every(({ keys }) => keys === keysOf(textOf(fresh)));
  return changed.length === 1 && isIt ? found : undefined;
}

/** What was said, without what the last turn has around it anyway: "no, I said bread to the shopping list". */
function betweenThese(head: readonly Word[], said: readonly Word[], tail: readonly Word[]): readonly Word[] {
  const before = longest(said, (many) => isSame(said.slice(0, many), head.slice(-many)));
  const rest = said.slice(before);
  const after = longest(rest, (many) => isSame(rest.slice(-many), tail.slice(0, many)));
  return rest.slice(0, rest.length - after);
}

const isSame = (one: readonly Word[], other: readonly Word[]): boolean =>
  keysOf(textOf(one)) === keysOf(textOf(other));

/** Of the numbers of words that leave one, the greatest that fits. */
function longest(words: readonly Word[], fits: (many: number) => boolean): number {
  for (let many = words.length - 1; many > 0; many--) if (fits(many)) return many;
  return 0;
}

/** The words are about what was done before, and nothing they begin with themselves. */
export const isCorrectionOfLast = (reader: Reader, text: string, last: Meaning | undefined): boolean =>
  partsOf(reader, wordsOf(text), last)?.before.length === 0;

interface Parts {
  readonly before: readonly Word[];
  readonly after: readonly Word[];
}

/** What is taken back and what is said anew; "not five, fifteen" names words of the last turn that were wrong. */
function partsOf(reader: Reader, words: readonly Word[], last: Meaning | undefined): Parts | undefined {
  const found = correctionIn(words, reader.words.correction);
  const after = found?.after ?? words;
  if (found && found.before.length > 0) return found;
  const meant = last && withoutWrong(reader, after, last);
  if (meant) return { before: [], after: meant };
  return found;
}

/** "not five but fifteen", "fifteen, not five": what is left; undefined where no wrong words are named. */
function withoutWrong(
  { words: { not, but }, language }: Reader,
  words: readonly Word[],
  last: Meaning,
): readonly Word[] | undefined {
  const at = words.findIndex((_, from) => phraseAt(words, from, not) > 0);
  if (at < 0) return undefined;
  const from = at + phraseAt(words, at, not);
  const said = ` ${comparable(last.text, language)} `;
  for (let to = words.length; to > from; to--) {
    const wrong = comparable(textOf(words.slice(from, to)), language);
    const rest = words.slice(to + phraseAt(words, to, but));
    const kept = [...words.slice(0, at), ...rest];
    if (kept.length > 0 && wrong !== "" && said.includes(` ${wrong} `)) return kept;
  }
  return undefined;
}

/** "five" and "5" are the same. */
const comparable = (text: string, language: string): string =>
  readSentence(text, wordsFor(language))
    .tokens.map(({ key }) => key)
    .join(" ");

/** By the last correction in it. */
function correctionIn(
  words: readonly Word[],
  phrases: readonly string[],
): { readonly before: readonly Word[]; readonly after: readonly Word[] } | undefined {
  for (let at = words.length - 2; at >= 0; at--) {
    let to = at + phraseAt(words, at, phrases);
    if (to === at) continue;
    let from = at;
    for (let back = at - 1; back >= 0 && back + phraseAt(words, back, phrases) >= from; back--) from = back;
    for (let more = phraseAt(words, to, phrases); more > 0; more = phraseAt(words, to, phrases)) to += more;
    if (to < words.length) return { before: words.slice(0, from), after: words.slice(to) };
  }
  return undefined;
}

function anew(reader: Reader, after: readonly Word[], first: Meaning): Meaning | undefined {
  const text = textOf(after);
  const pointed = pointedBack(reader, text, first) ?? pointedBack(reader, text, first, true);
  const alone = pointed ?? reader.find(text);
  const isWhole = alone && !reader.isFallback(alone) && reader.free(alone).length === 0;
  if (isWhole && pointed) return alone;
  const other = instead(reader, after, first);
  const isSame = other && sameIntent(other, first) && isKnownText(reader, other, first, "");
  return isSame || !isWhole ? other : alone;
}
