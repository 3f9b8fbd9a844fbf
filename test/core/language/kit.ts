/** Makes skill states and readings for the tests of the language engine. */
import type { Messages } from "../../../bus-schema/index.ts";
import type { SkillWords } from "../../../core/contract/skill.ts";
import type { SlotKind } from "../../../core/contract/slots.ts";
import { readSentence } from "../../../core/language/normalise.ts";
import { wordsFor } from "../../../core/language/words/index.ts";
import type { LanguageWords, Reader } from "../../../core/language/words/types.ts";

export type SlotTable = Readonly<
  Record<string, Readonly<Record<string, { kind: SlotKind; optional?: boolean; min?: number; max?: number }>>>
>;

export function skillState(
  name: string,
  intents: SlotTable,
  languages: Readonly<Record<string, Omit<SkillWords, "say">>>,
): Messages["skill/state"] {
  return {
    name,
    about: "for a test",
    instance: `${name}-1`,
    deadline: 8000,
    bootId: "0199a000-0000-7000-8000-000000000000",
    intents: Object.fromEntries(
      Object.entries(intents).map(([intent, slots]) => [
        intent,
        { about: "for a test", slots: { ...slots } },
      ]),
    ),
    languages: Object.fromEntries(
      Object.entries(languages).map(([language, words]) => [
        language,
        {
          hear: Object.fromEntries(Object.entries(words.hear).map(([intent, said]) => [intent, [...said]])),
          lists: { ...words.lists },
          rules: { ...words.rules },
          examples: [...(words.examples ?? [])],
        },
      ]),
    ),
  };
}

/** A skill with one intent "go" in English. */
export const oneIntent = (name: string, hear: readonly string[], slots: SlotTable[string] = {}, more = {}) =>
  skillState(name, { go: slots }, { en: { hear: { go: hear }, ...more } });

/** What a reader makes of a whole text: the value that uses up all of it, or undefined. */
export function readAll<T>(
  text: string,
  language: string,
  reader: (words: LanguageWords) => Reader<T>,
): T | undefined {
  const words = wordsFor(language);
  const { tokens } = readSentence(text, words);
  return reader(words)(tokens, 0).find(({ to }) => to === tokens.length)?.value;
}
