/** What embeddings are blind to: opposites, "not", and whether something is asked or told. */
import { plainWords, standsAt } from "./words.ts";

/** Words as people of one language say them. */
export interface GuardWords {
  /** Each end of a pair of opposites; those of a third list name neither. */
  readonly opposites: readonly (readonly [
    readonly string[],
    readonly string[],
    neither?: readonly string[],
  ])[];
  /** Words that turn a command round, and phrases in which they do not. */
  readonly negations: ReadonlySet<string>;
  readonly harmless: readonly string[];
  /** A sentence that begins with one asks, but for those that ask for something to be done. */
  readonly askingWords: ReadonlySet<string>;
  readonly politeStarts: readonly string[];
  readonly wonderingStarts: readonly string[];
  /** Who tells of something, and the words that tell. */
  readonly tellers: ReadonlySet<string>;
  readonly toldWords: ReadonlySet<string>;
  /** A verb that tells of the past, near the beginning. */
  readonly toldForm?: RegExp;
  /** What a verb may end in, its last "e" left out; without it words count as they are written. */
  readonly verbEnds?: RegExp;
}

export interface Guards {
  /** Which end of each pair of opposites a text names: 1, -1, 0 for neither, NaN for both. */
  polesOf(words: readonly string[]): readonly number[];
  /** Whether a list has values that are each other's opposite. */
  isPolar(values: readonly (readonly string[])[]): boolean;
  /** Whether something is denied or forbidden. */
  negates(words: readonly string[]): boolean;
  /** Whether something is asked, rather than asked for. */
  asks(words: readonly string[]): boolean;
  /** Whether somebody who does not ask may want to be told something all the same. */
  wonders(words: readonly string[]): boolean;
  /** Whether something is only told: "I locked the door an hour ago", "she likes the light". */
  tells(words: readonly string[]): boolean;
}

type Phrase = readonly string[];
const phrases = (list: readonly string[]): readonly Phrase[] =>
  list.map((phrase) => plainWords(phrase)).sort((a, b) => b.length - a.length);

export function guardsOf(words: GuardWords): Guards {
  const { askingWords, negations, verbEnds } = words;
  const harmless = phrases(words.harmless);
  const polite = phrases(words.politeStarts);
  const wondering = [...polite, ...phrases(words.wonderingStarts)];
  const axes = words.opposites.map(axisOf);
  const polesOf = (said: Phrase): readonly number[] => axes.map((axis) => poleOf(axis, said, verbEnds));
  const begins = (starts: readonly Phrase[], said: Phrase): boolean =>
    starts.some((phrase) => standsAt(said, phrase, 0));
  return {
    polesOf,
    isPolar(values) {
      const poles = values.map((all) => polesOf(all.flatMap((word) => plainWords(word))));
      return poles.some((a, index) => poles.slice(index + 1).some((b) => conflictsOf(a, b) > 0));
    },
    negates(said) {
      for (let at = 0; at < said.length; at++) {
        const idiom = harmless.find((phrase) => standsAt(said, phrase, at));
        if (idiom) at += idiom.length - 1;
        else if (negations.has(said[at] ?? "")) return true;
      }
      return false;
    },
    asks: (said) =>
      !begins(polite, said) && askingWords.has(said[0] ?? "") && !(said[0] === "do" && said[1] === "not"),
    wonders: (said) => begins(wondering, said),
    tells: (said) => tells(words, said),
  };
}

interface End {
  readonly words: Phrase;
  readonly sign: number;
}

const axisOf = (sides: GuardWords["opposites"][number]): readonly End[] =>
  sides
    .flatMap((side = [], index) =>
      side.map((phrase) => ({ words: plainWords(phrase), sign: [1, -1, 0][index] ?? 0 })),
    )
    .sort((a, b) => b.words.length - a.words.length);

function poleOf(axis: readonly End[], said: Phrase, ends: RegExp | undefined): number {
  let pole = 0;
  for (let at = 0; at < said.length; at++) {
    const found = axis.find((one) => one.words.every((word, index) => isForm(said[at + index], word, ends)));
    if (!found) continue;
    if (pole * found.sign === -1) return Number.NaN;
    pole = found.sign || pole;
    at += found.words.length - 1;
  }
  return pole;
}

/** Whether a word is `word` or, of a verb, one of its forms: "closing" of "close". */
function isForm(said: string | undefined, word: string, ends: RegExp | undefined): boolean {
  if (said === word) return true;
  if (said === undefined || word.length < 4 || !said.startsWith(word.replace(/e$/, ""))) return false;
  return ends?.test(said.slice(word.replace(/e$/, "").length)) === true;
}

/** How many pairs of opposites two texts name different ends of. */
export const conflictsOf = (a: readonly number[], b: readonly number[]): number =>
  a.filter((pole, index) => pole * (b[index] ?? 0) === -1).length;
export const agreementsOf = (a: readonly number[], b: readonly number[]): number =>
  a.filter((pole, index) => pole * (b[index] ?? 0) === 1).length;

/** How many pairs the first text names an end of and the second does not. */
export const ignoredOf = (a: readonly number[], b: readonly number[]): number =>
  a.filter((pole, index) => Math.abs(pole) === 1 && b[index] === 0).length;

function tells({ tellers, toldWords, toldForm }: GuardWords, said: Phrase): boolean {
  if (!tellers.has(said[0] ?? "")) return false;
  // "I would like", "I would love" ask for something.
  return said.some(
    (word, index) =>
      (toldWords.has(word) && said[index - 1] !== "would") ||
      (index < 3 && toldForm?.test(word) && said[0] !== "the" && word !== "need"),
  );
}
