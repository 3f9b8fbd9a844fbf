/** A text as words that can be compared, cut out and put together again as they were written. */

export interface Word {
  /** As it was written, with its punctuation. */
  readonly raw: string;
  /** In lower case, without punctuation around it. */
  readonly key: string;
}

const keyOf = (raw: string): string =>
  raw
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u2018\u2019]/gu, "'")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}%°]+$/gu, "");

/** Punctuation that stands alone is left out, and that at the end. */
export const wordsOf = (text: string): readonly Word[] =>
  text
    .replace(/[\s.!?…]+$/u, "")
    .split(/\s+/u)
    .flatMap((raw) => {
      const key = keyOf(raw);
      return key === "" ? [] : [{ raw, key }];
    });

export const keysOf = (text: string): string =>
  wordsOf(text)
    .map(({ key }) => key)
    .join(" ");

/** Without the punctuation at its end, which belongs to where it stood. */
export const textOf = (words: readonly Word[]): string =>
  words
    .map(({ raw }) => raw)
    .join(" ")
    .replace(/[\s,;:.!?…]+$/u, "");

/** Number of words of the longest phrase that begins here, 0: none does. */
export function phraseAt(words: readonly Word[], at: number, phrases: readonly string[]): number {
  let longest = 0;
  for (const phrase of phrases) {
    const keys = phrase.split(" ");
    if (keys.length > longest && keys.every((key, index) => words[at + index]?.key === key))
      longest = keys.length;
  }
  return longest;
}

/** Every stretch of some words, longest first. */
export function* spansOf(
  words: readonly Word[],
  shortest: number,
  longest: number = words.length,
): Generator<readonly Word[]> {
  for (let length = Math.min(longest, words.length); length >= shortest; length--) {
    for (let from = 0; from + length <= words.length; from++) yield words.slice(from, from + length);
  }
}

export function without(words: readonly Word[], phrases: readonly string[]): readonly Word[] {
  const kept: Word[] = [];
  for (let at = 0; at < words.length; ) {
    const length = phraseAt(words, at, phrases);
    if (length === 0) kept.push(...words.slice(at, at + 1));
    at += Math.max(1, length);
  }
  return kept;
}
