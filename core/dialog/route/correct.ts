/** Understands a command that is taken back and said anew: "turn on the lamp, no wait, the fan", or "no, ten minutes". */
import { instead, pointedBack } from "./again.ts";
import { type Meaning, type Reader, sameIntent } from "./meaning.ts";
import { phraseAt, textOf, type Word, wordsOf } from "./tokens.ts";

/**
 * What is meant in the end; undefined where nothing is taken back, or what comes after it is not understood. Words that begin
 * with "no" take back the last turn: they must be about what that was about, and bring no new free text ("no music").
 */
export function corrected(reader: Reader, text: string, last: Meaning | undefined): Meaning | undefined {
  const words = wordsOf(text);
  const found = correctionIn(words, reader.words.correction);
  const whole = found && reader.find(text);
  if (!found || (whole && !reader.isFallback(whole))) return undefined;
  const { before, after } = found;
  const first = before.length > 0 ? reader.find(textOf(before)) : last;
  if (!first || reader.isFallback(first)) return undefined;
  const meant = anew(reader, after, first);
  if (before.length > 0 || !meant) return meant;
  return meant.skill === first.skill && reader.free(meant).length === 0 ? meant : undefined;
}

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
  const isSame = other && sameIntent(other, first) && reader.free(other).length === 0;
  return isSame || !isWhole ? other : alone;
}
