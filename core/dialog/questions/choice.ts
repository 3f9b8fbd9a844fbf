/** Finds the one of some choices that an answer names: by its name, by words only it has, or by its place. */
import { readSentence } from "../../language/normalise.ts";
import { wordsFor } from "../../language/words/index.ts";
import { wordsOf } from "../route/tokens.ts";
import { routeWords } from "../route/words/index.ts";
import { type AnswerWords, answerWords } from "./words/index.ts";

export interface Named {
  readonly id: string;
  readonly names: readonly string[];
}

/** Undefined where none is named, or more than one. */
export function readChoice<C extends Named>(
  text: string,
  choices: readonly C[],
  language: string,
): C | undefined {
  const small = answerWords(language);
  const said = keysOf(text, language);
  const isNegated = wordsOf(text).some(({ key }) => small.not.includes(key));
  if (said.length === 0 || isNegated) return undefined;
  const plain = withoutFillers(said, small, language);
  return (
    byName(said, choices, language) ??
    byName(plain, choices, language) ??
    byPlace(text, choices, small, language) ??
    byWords(plain, choices, language)
  );
}

/** Words by what they are compared by: without endings, numbers as digits. */
function keysOf(text: string, language: string): readonly string[] {
  const words = wordsFor(language);
  return readSentence(text, words).tokens.map(({ key }) => words.stem(key));
}

function withoutFillers(
  said: readonly string[],
  { fillers }: AnswerWords,
  language: string,
): readonly string[] {
  const { polite, hesitation } = routeWords(language);
  const phrases = [...fillers, ...polite, ...hesitation].map((phrase) => keysOf(phrase, language));
  phrases.sort((one, other) => other.length - one.length);
  const kept: string[] = [];
  for (let at = 0; at < said.length; ) {
    const phrase = phrases.find((keys) => keys.length > 0 && beginsAt(said, at, keys));
    if (!phrase) kept.push(said[at] ?? "");
    at += phrase?.length ?? 1;
  }
  return kept;
}

const beginsAt = (said: readonly string[], at: number, keys: readonly string[]): boolean =>
  keys.every((key, index) => said[at + index] === key);

/** The longest name that stands whole in the answer. */
function byName<C extends Named>(
  said: readonly string[],
  choices: readonly C[],
  language: string,
): C | undefined {
  let longest = 0;
  let found: C[] = [];
  for (const choice of choices) {
    for (const name of choice.names) {
      const keys = keysOf(name, language);
      const stands = keys.length > 0 && said.some((_, at) => beginsAt(said, at, keys));
      if (!stands || keys.length < longest) continue;
      if (keys.length > longest) found = [];
      longest = keys.length;
      if (!found.includes(choice)) found.push(choice);
    }
  }
  return found.length === 1 ? found[0] : undefined;
}

/** "the second one", "number two", "the last". */
function byPlace<C extends Named>(
  text: string,
  choices: readonly C[],
  { ordinals, number }: AnswerWords,
  language: string,
): C | undefined {
  const tokens = readSentence(text, wordsFor(language)).tokens;
  const places = tokens.flatMap(({ word, key }, index) => {
    const named = ordinals[word];
    if (named !== undefined) return [named];
    const isNumber = /^\d{1,2}$/.test(key);
    const isMeant = tokens.length === 1 || number.includes(tokens[index - 1]?.word ?? "");
    return isNumber && isMeant ? [Number(key)] : [];
  });
  const [place, ...others] = places;
  if (place === undefined || others.length > 0) return undefined;
  return choices.at(place < 0 ? place : place - 1);
}

/** All that was said are words of its name: "kitchen" for the kitchen lamp, where no other has them. */
function byWords<C extends Named>(
  plain: readonly string[],
  choices: readonly C[],
  language: string,
): C | undefined {
  if (plain.length === 0) return undefined;
  const found = choices.filter(({ names }) =>
    names.some((name) => {
      const keys = keysOf(name, language);
      return plain.every((key) => keys.includes(key));
    }),
  );
  return found.length === 1 ? found[0] : undefined;
}
