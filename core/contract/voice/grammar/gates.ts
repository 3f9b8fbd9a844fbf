/** What keeps a sentence of the house from being taken for something else that was said: words and numbers that disagree. */
import { plainWords } from "./plain.ts";
import type { Grammar } from "./walk.ts";

/**
 * Whether two plain forms disagree in what must not be mixed up: both have words of one entry of `apart`, and not of the
 * same lists of it, as "on" and "off", or "twenty five" and "twenty". `part`: it is enough that what is meant was heard
 * among other things.
 */
export function disagree(heard: string, meant: string, apart: Grammar["apart"], part = false): boolean {
  const [a, b] = [wordsWithFigures(heard), wordsWithFigures(meant)];
  return apart.some((lists) => {
    const inHeard = listsWith(lists, a);
    const inMeant = listsWith(lists, b);
    if (inHeard.length === 0 || inMeant.length === 0) return false;
    const more = part ? 0 : inHeard.length - inMeant.length;
    return more !== 0 || !inMeant.every((list) => inHeard.includes(list));
  });
}

const listsWith = (lists: readonly string[], words: ReadonlySet<string>): string[] =>
  lists.filter((list) => list.split(" ").some((word) => words.has(word)));

/** The words; figures in the parts in which they are said, "25" as "20" and "5". */
function wordsWithFigures(plain: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const word of plainWords(plain)) {
    const figures = word.match(/\p{N}+/gu);
    if (!figures) words.add(word);
    for (const figure of figures ?? []) {
      const value = Number(figure);
      const tens = value > 20 && value < 100 ? value - (value % 10) : value;
      words.add(String(tens));
      if (value > tens) words.add(String(value - tens));
    }
  }
  return words;
}

/** Share of characters to change, to leave out and to add, of the longer of two texts; 0 to 1. */
export function distanceOf(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  let row = to.map((_, index) => index + 1);
  row.unshift(0);
  for (const [i, character] of from.entries()) {
    const next = [i + 1];
    for (const [j, other] of to.entries()) {
      const swap = (row[j] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return (row.at(-1) ?? 0) / Math.max(1, from.length, to.length);
}

/**
 * How far the worst matched word of either text is from the nearest word, or two words written together, of the other
 * one; 0 to 1. Two texts can be near as a whole and yet be about different things.
 */
export function worstWord(a: string, b: string): number {
  const [from, to] = [plainWords(a), plainWords(b)];
  return Math.max(worstOf(from, to), worstOf(to, from));
}

/** Two words count as one only where that is what they nearly are. */
const asOne = 0.1;

function worstOf(words: readonly string[], others: readonly string[]): number {
  const nearTo = (word: string, some: readonly string[]): number =>
    Math.min(1, ...some.map((other) => distanceOf(word, other)));
  const near = (word: string, some: readonly string[]): number => {
    const distance = nearTo(word, some);
    return distance < asOne ? distance : 1;
  };
  const joined = pairsOf(words);
  return Math.max(
    0,
    ...words.map((word, index) => {
      const within = [index - 1, index].flatMap((at) => joined[at] ?? []);
      const pairs = within.map((pair) => near(pair, others));
      return Math.min(nearTo(word, others), near(word, pairsOf(others)), ...pairs);
    }),
  );
}

const pairsOf = (words: readonly string[]): string[] =>
  words.slice(1).map((word, at) => `${words[at]}${word}`);
