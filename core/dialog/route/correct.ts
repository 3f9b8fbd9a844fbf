/** Understands a command that is taken back and said anew: "turn on the lamp, no wait, the fan", or "no, ten minutes". */
import { readSentence } from "../../language/normalise.ts";
import { wordsFor } from "../../language/words/index.ts";
import { instead, isKnownText, pointedBack } from "./again.ts";
import { type Meaning, type Reader, sameIntent } from "./meaning.ts";
import { phraseAt, textOf, type Word, wordsOf } from "./tokens.ts";

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
