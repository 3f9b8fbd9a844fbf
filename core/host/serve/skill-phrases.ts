/** Chooses what a skill says: the nearest language, and of several forms one after the other. */

import type { SkillWords } from "../../contract/index.ts";
import { Fault } from "../../contract/index.ts";
import { nearest } from "../../language/normalise.ts";
import { parsePhrase, renderPhrase } from "../../language/phrases.ts";
import type { WordsByLanguage } from "./skill-check.ts";

export interface Said {
  readonly text: string;
  /** The language the phrase was found in: a voice must not read it in another one. */
  readonly language: string;
  /** It only says that something was done. */
  readonly confirms?: boolean;
}

/** What is told of a skill's phrases, so that they can be spoken ahead. */
const mostFixed = 64;
const longestFixed = 160;

/** The forms that are whole sentences without a value, as they are said. */
export function fixedPhrases(say: SkillWords["say"], language: string): string[] {
  const whole = Object.values(say)
    .flat()
    .filter((form) => /[.!?…]$/u.test(form) && form.length <= longestFixed)
    .map((form) => parsePhrase(form))
    .filter((pieces) => pieces.every((piece) => typeof piece === "string"))
    .map((pieces) => sentenceOf(pieces.join(""), language));
  return [...new Set(whole)].slice(0, mostFixed);
}

export interface Phrases {
  /** Throws SKILL_FAILED when no language has the phrase, or when it cannot be filled. */
  say(phrase: string, values: Readonly<Record<string, unknown>>, language: string): Said;
  /** The same as a part of something: without a capital of its own. */
  fill(phrase: string, values: Readonly<Record<string, unknown>>, language: string): Said;
}

/** The languages to look in, best first: the wanted one, its relatives, English, any. */
function languagesFor(wanted: string, there: readonly string[]): readonly string[] {
  const near = [nearest(wanted, there), nearest("en", there)].filter((name) => name !== undefined);
  return [...new Set([...near, ...there])];
}

export function openPhrases(skill: string, words: WordsByLanguage, timeZone: string): Phrases {
  const turns = new Map<string, number>();
  const phrases: Phrases = {
    say(phrase, values, wanted) {
      const { text, language } = phrases.fill(phrase, values, wanted);
      return { text: sentenceOf(text, language), language };
    },
    fill(phrase, values, wanted) {
      for (const language of languagesFor(wanted, Object.keys(words))) {
        const forms = words[language]?.say[phrase] ?? [];
        const key = `${language}/${phrase}`;
        const turn = turns.get(key) ?? 0;
        const form = forms[turn % forms.length];
        if (form === undefined) continue;
        turns.set(key, turn + 1);
        return { text: renderPhrase(form, values, { language, timeZone }), language };
      }
      throw new Fault("SKILL_FAILED", `Skill ${skill} has no phrase "${phrase}" in any language.`);
    },
  };
  return phrases;
}

/** A phrase that begins with a value still begins as a sentence does. */
const sentenceOf = (text: string, language: string): string =>
  text.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(language));
