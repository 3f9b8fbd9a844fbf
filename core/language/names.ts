/** Finds names of devices, areas and choices in a sentence, however a recogniser wrote them apart or together. */
import { readSentence } from "./normalise.ts";
import type { LanguageWords, Reading, Token } from "./words/types.ts";

export interface Names {
  /** Values by name, its words joined: "bed room" and "bedroom" are one. */
  readonly exact: ReadonlyMap<string, readonly string[]>;
  /** Values by name with its last word's stem, for "lights" where "light" was meant. */
  readonly stemmed: ReadonlyMap<string, readonly string[]>;
  /** Words of the longest name. */
  readonly longest: number;
}

const add = (map: Map<string, string[]>, key: string, value: string): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
};

/** Words that a name may be split into more than it was written with. */
const slack = 2;

export function namesFrom(
  entries: Iterable<{ readonly text: string; readonly value: string }>,
  words: LanguageWords,
): Names {
  const exact = new Map<string, string[]>();
  const stemmed = new Map<string, string[]>();
  let longest = 0;
  for (const { text, value } of entries) {
    let { tokens } = readSentence(text, words);
    if (tokens.length > 1 && words.articles.has(tokens[0]?.word ?? "")) tokens = tokens.slice(1);
    const last = tokens.at(-1);
    if (last === undefined) continue;
    const head = tokens
      .slice(0, -1)
      .map((token) => token.key)
      .join("");
    add(exact, head + last.key, value);
    add(stemmed, head + words.stem(last.key), value);
    longest = Math.max(longest, tokens.length);
  }
  return { exact, stemmed, longest };
}

/** Choices: as they are written. */
export function readExact(
  names: Names,
  tokens: readonly Token[],
  from: number,
): Reading<readonly string[]>[] {
  const found: Reading<readonly string[]>[] = [];
  let joined = "";
  const end = Math.min(tokens.length, from + names.longest + slack);
  for (let at = from; at < end; at++) {
    joined += tokens[at]?.key ?? "";
    const value = names.exact.get(joined);
    if (value !== undefined) found.push({ to: at + 1, value });
  }
  return found;
}

/** Names of the house: an article may stand before them, and the last word may be in the plural. */
export function readName(
  names: Names,
  words: LanguageWords,
  tokens: readonly Token[],
  from: number,
): Reading<readonly string[]>[] {
  const starts = words.articles.has(tokens[from]?.word ?? "") ? [from, from + 1] : [from];
  const found = new Map<number, readonly string[]>();
  for (const start of starts) {
    let joined = "";
    const end = Math.min(tokens.length, start + names.longest + slack);
    for (let at = start; at < end; at++) {
      const key = tokens[at]?.key ?? "";
      const value = names.exact.get(joined + key) ?? names.stemmed.get(joined + words.stem(key));
      joined += key;
      if (value !== undefined && !found.has(at + 1)) found.set(at + 1, value);
    }
  }
  return [...found].map(([to, value]) => ({ to, value }));
}

/** Whether the words from `from` to the end are the beginning of a longer name. */
export function isBeginning(
  names: Names,
  words: LanguageWords,
  tokens: readonly Token[],
  from: number,
): boolean {
  const start = words.articles.has(tokens[from]?.word ?? "") ? from + 1 : from;
  if (tokens.length - start > names.longest + slack) return false;
  const joined = tokens
    .slice(start)
    .map(({ key }) => key)
    .join("");
  for (const name of names.exact.keys())
    if (name.length > joined.length && name.startsWith(joined)) return true;
  return false;
}
