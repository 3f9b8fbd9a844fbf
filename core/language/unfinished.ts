/** Whether words sound as if more were to come, whatever they mean: "the", "um", "twenty", a comma. */
import { readSentence } from "./normalise.ts";
import { wordsFor } from "./words/index.ts";

/** A recogniser that hears a voice stay up writes a comma, a dash or three dots. */
const openEnd = /(?:[,;:–—-]|\.\.\.|…)\s*$/u;

export function soundsUnfinished(text: string, language: string): boolean {
  if (openEnd.test(text)) return true;
  const words = wordsFor(language);
  const { tokens } = readSentence(text, words);
  const last = tokens.at(-1);
  if (last === undefined) return false;
  return words.unfinished.has(last.word) || words.number(tokens, tokens.length - 1).length > 0;
}
