/** What embeddings are blind to: opposites, "not", and whether something is asked or told. */
import {
  askingWords,
  harmless,
  negations,
  opposites,
  politeStarts,
  tellers,
  toldWords,
  wonderingStarts,
} from "./english.ts";
import { plainWords, standsAt } from "./words.ts";

const phrases = (list: readonly string[]): readonly (readonly string[])[] =>
  list.map((phrase) => plainWords(phrase)).sort((a, b) => b.length - a.length);
const harmlessPhrases = phrases(harmless);
const politePhrases = phrases(politeStarts);
const wonderingPhrases = phrases(wonderingStarts);
const axes = opposites.map((sides) => {
  const all = sides.flatMap((side = [], index) =>
    side.map((phrase) => ({ words: plainWords(phrase), sign: [1, -1, 0][index] ?? 0 })),
  );
  return all.sort((a, b) => b.words.length - a.words.length);
});

/** Whether a word is `word` or, of a verb, one of its forms: "closing" of "close". */
function isForm(said: string | undefined, word: string): boolean {
  if (said === word) return true;
  if (said === undefined || word.length < 4 || !said.startsWith(word.replace(/e$/, ""))) return false;
  return /^(e?s|e?d|ing)$/.test(said.slice(word.replace(/e$/, "").length));
}

/** Which end of each pair of opposites a text names: 1, -1, 0 for neither, NaN for both. */
export function polesOf(words: readonly string[]): readonly number[] {
  return axes.map((axis) => {
    let pole = 0;
    for (let at = 0; at < words.length; at++) {
      const found = axis.find((one) => one.words.every((word, index) => isForm(words[at + index], word)));
      if (!found) continue;
      if (pole * found.sign === -1) return Number.NaN;
      pole = found.sign || pole;
      at += found.words.length - 1;
    }
    return pole;
  });
}

/** How many pairs of opposites two texts name different ends of. */
export const conflictsOf = (a: readonly number[], b: readonly number[]): number =>
  a.filter((pole, index) => pole * (b[index] ?? 0) === -1).length;
export const agreementsOf = (a: readonly number[], b: readonly number[]): number =>
  a.filter((pole, index) => pole * (b[index] ?? 0) === 1).length;

/** How many pairs the first text names an end of and the second does not. */
export const ignoredOf = (a: readonly number[], b: readonly number[]): number =>
  a.filter((pole, index) => Math.abs(pole) === 1 && b[index] === 0).length;

/** Whether a list has values that are each other's opposite. */
export function isPolar(values: readonly (readonly string[])[]): boolean {
  const poles = values.map((words) => polesOf(words.flatMap((word) => plainWords(word))));
  return poles.some((a, index) => poles.slice(index + 1).some((b) => conflictsOf(a, b) > 0));
}

/** Whether something is denied or forbidden. */
export function negates(words: readonly string[]): boolean {
  for (let at = 0; at < words.length; at++) {
    const idiom = harmlessPhrases.find((phrase) => standsAt(words, phrase, at));
    if (idiom) at += idiom.length - 1;
    else if (negations.has(words[at] ?? "")) return true;
  }
  return false;
}

/** Whether something is asked, rather than asked for. */
export function asks(words: readonly string[]): boolean {
  if (politePhrases.some((phrase) => standsAt(words, phrase, 0))) return false;
  return askingWords.has(words[0] ?? "") && !(words[0] === "do" && words[1] === "not");
}

/** Whether somebody who does not ask may want to be told something all the same. */
export function wonders(words: readonly string[]): boolean {
  return [...politePhrases, ...wonderingPhrases].some((phrase) => standsAt(words, phrase, 0));
}

/** Whether something is only told: "I locked the door an hour ago", "she likes the light". */
export function tells(words: readonly string[]): boolean {
  if (!tellers.has(words[0] ?? "")) return false;
  // "I would like", "I would love" ask for something.
  return words.some(
    (word, index) =>
      (toldWords.has(word) && words[index - 1] !== "would") ||
      (index < 3 && /[a-z]{3}ed$/.test(word) && words[0] !== "the" && word !== "need"),
  );
}
