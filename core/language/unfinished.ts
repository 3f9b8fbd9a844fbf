/** Whether words sound as if more were to come, whatever they mean: "the", "um", "twenty", a comma; "can I have", "a large", an order. */
import { spanOf } from "./fillers.ts";
import { readSentence } from "./normalise.ts";
import { wordsFor } from "./words/index.ts";
import type { LanguageWords, Token } from "./words/types.ts";

/** A recogniser that hears a voice stay up writes a comma, a dash or three dots. */
const openEnd = /(?:[,;:–—-]|\.\.\.|…)\s*$/u;

/** By the last word and the sign after it. */
export function soundsUnfinished(text: string, language: string): boolean {
  if (openEnd.test(text)) return true;
  const words = wordsFor(language);
  const { tokens } = readSentence(text, words);
  const last = tokens.at(-1);
  if (last === undefined) return false;
  const { openers, others } = words.unfinished;
  if (openers.has(last.word) || others.has(last.word)) return true;
  // "Schalte das Licht ein": a number by its letters.
  return !words.articles.has(last.word) && isNumber(words, tokens, tokens.length - 1);
}

/** By more of the words, for those that are no sentence of the house, of which nothing else tells what they lack. */
export function lacksItsEnd(text: string, language: string): boolean {
  const words = wordsFor(language);
  const { tokens } = readSentence(text, words);
  return isBareRequest(words, tokens) || lacksItsThing(words, tokens) || isBareOrder(words, tokens);
}

const isNumber = (words: LanguageWords, tokens: readonly Token[], at: number): boolean =>
  words.number(tokens, at).length > 0;

/** "Please, could I have": politeness and the beginning of a request, and nothing else. */
function isBareRequest(words: LanguageWords, tokens: readonly Token[]): boolean {
  const { starts } = spanOf(tokens, words.leading, []);
  return words.unfinished.requests.some((phrase) => {
    const from = tokens.length - phrase.length;
    return starts.has(from) && phrase.every((word, index) => tokens[from + index]?.word === word);
  });
}

/** "Can I have a latte": some thing was ordered, and nothing yet said of it behind it, nor thanks. */
function isBareOrder(words: LanguageWords, tokens: readonly Token[]): boolean {
  const { orders, any, ties } = words.unfinished;
  const { starts, ends } = spanOf(tokens, words.leading, words.trailing);
  if (ends.size > 1) return false;
  return orders.some((phrase) =>
    [...starts].some((start) => {
      const at = start + phrase.length;
      const said = phrase.every((word, index) => tokens[start + index]?.word === word);
      const isAny = any.has(tokens[at]?.word ?? "") || isNumber(words, tokens, at);
      return said && isAny && !tokens.slice(at + 1).some(({ word }) => ties.has(word));
    }),
  );
}

/** "With a large", "a twelve ounce": what it is like was said, and not what it is. */
function lacksItsThing(words: LanguageWords, tokens: readonly Token[]): boolean {
  const { openers, modifiers, measures } = words.unfinished;
  let at = tokens.length - 1;
  const measured = (): boolean => measures.has(tokens[at]?.word ?? "") && isNumber(words, tokens, at - 1);
  while (at > 0 && (modifiers.has(tokens[at]?.word ?? "") || measured())) at--;
  if (at === tokens.length - 1 || at < 0) return false;
  return openers.has(tokens[at]?.word ?? "") || isNumber(words, tokens, at);
}
