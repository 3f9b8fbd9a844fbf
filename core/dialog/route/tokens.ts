/** A text as words that can be compared, cut out and put together again as they were written. */

export interface Word {
  /** As it was written, with its punctuation. */
  readonly raw: string;
  /** In lower case, without punctuation around it. */
  readonly key: string;
}

export const keyOf = (raw: string): string =>
  raw
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u2018\u2019]/gu, "'")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}%°]+$/gu, "");

/** Punctuation that stands alone is left out. */
export const wordsOf = (text: string): readonly Word[] =>
  text.split(/\s+/u).flatMap((raw) => {
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
