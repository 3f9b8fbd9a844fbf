/** Finds in a text what can fill a slot: things and rooms of the house, words of lists, numbers, lengths and times. */
import { englishTongue, type FinderWords } from "./tongue.ts";
import { plainWords, standsAt, stem, type Word } from "./words.ts";

export interface Piece {
  readonly kind: "device" | "area" | "choice" | "number" | "duration" | "time";
  /** Of words: `from` until `to`, exclusive. */
  readonly from: number;
  readonly to: number;
  /** A device's kind, for a choice its value. */
  readonly value: string;
}

/** Something that can be named, by the stems of its words. */
export interface Name {
  readonly stems: readonly string[];
  readonly value: string;
}
export function nameOf(text: string, value: string): Name {
  return { stems: plainWords(text).map(stem), value };
}

/** Every place where one of these names stands, the longest at each place first. */
export function namesIn(
  words: readonly Word[],
  names: readonly Name[],
  kind: Piece["kind"],
): readonly Piece[] {
  const stems = words.map(({ word }) => stem(word));
  const found: Piece[] = [];
  for (let from = 0; from < stems.length; from++) {
    for (const { stems: name, value } of names) {
      if (name.length > 0 && standsAt(stems, name, from)) {
        found.push({ kind, from, to: from + name.length, value });
      }
    }
  }
  return found.sort(longestFirst);
}
export const longestFirst = (a: Piece, b: Piece): number =>
  b.to - b.from - (a.to - a.from) || a.from - b.from;

const isNumber = (word: string, { numberWords }: FinderWords): boolean =>
  /^\d+([.,]\d+)?$/.test(word) || numberWords.has(word);

/** Numbers, lengths and times of day. */
export function amountsIn(words: readonly Word[], by: FinderWords = englishTongue.words): readonly Piece[] {
  const texts = words.map(({ word }) => word);
  const found: Piece[] = [];
  for (let at = 0; at < texts.length; at++) {
    const length = lengthAt(texts, at, by);
    if (length > at) found.push({ kind: "duration", from: at, to: length, value: "" });
    const time = timeAt(texts, at, by);
    if (time > at) found.push({ kind: "time", from: at, to: time, value: "" });
    const number = numberAt(texts, at, by);
    if (number > at && (at === 0 || !isNumber(texts[at - 1] ?? "", by))) {
      found.push({ kind: "number", from: at, to: number, value: "" });
    }
    at = Math.max(at, length - 1);
  }
  return found.sort(longestFirst);
}

function numberAt(words: readonly string[], at: number, by: FinderWords): number {
  let to = at;
  while (
    isNumber(words[to] ?? "", by) ||
    (to > at && words[to] === "and" && isNumber(words[to + 1] ?? "", by))
  )
    to++;
  return to;
}

/** "an hour and a half", "two minutes and ten seconds", "half an hour": where it ends, or `at`. */
function lengthAt(words: readonly string[], at: number, by: FinderWords): number {
  let to = at;
  while (isNumber(words[to] ?? "", by) || by.someWords.has(words[to] ?? "")) to++;
  if (to === at || words[at] === "of" || !by.unitWords.has(words[to] ?? "")) return at;
  to++;
  const joined = words[to] === "and" ? to + 1 : to;
  if (words[joined] === "a" && words[joined + 1] === "half") return joined + 2;
  const rest = lengthAt(words, joined, by);
  return rest > joined && isNumber(words[joined] ?? "", by) ? rest : to;
}

/** "7:30", "seven pm", "half past six", "noon": where it ends, or `at`. */
function timeAt(words: readonly string[], at: number, by: FinderWords): number {
  const word = words[at] ?? "";
  if (word === "noon" || word === "midnight" || word === "midday") return at + 1;
  if (/^\d{1,2}[:.]\d\d([ap]m)?$/.test(word) || /^\d{1,2}[ap]m$/.test(word)) {
    return by.dayParts.has(words[at + 1] ?? "") ? at + 2 : at + 1;
  }
  const past = words[at + 1] === "past" || words[at + 1] === "to";
  if (/^(half|quarter|\d+|five|ten|twenty)$/.test(word) && past && isNumber(words[at + 2] ?? "", by))
    return at + 3;
  if (!isNumber(word, by)) return at;
  const to = numberAt(words, at, by);
  if (by.dayParts.has(words[to] ?? "")) return to + 1;
  const unit = by.unitWords.has(words[to] ?? "") || words[to] === "%" || words[to] === "percent";
  return by.beforeTimes.has(words[at - 1] ?? "") && !unit ? to : at;
}
