/** Asks the programs of all skills about one sentence: what it can mean, and whether it may still go on. */
import { takenApart } from "./compounds.ts";
import { byWords, match, verdict } from "./engine/index.ts";
import type { Found } from "./engine/source.ts";
import { isOpening, spanOf, trailingCuts } from "./fillers.ts";
import { readSentence, type Sentence } from "./normalise.ts";
import type { PlaceNames } from "./readings.ts";
import type { SkillProgram } from "./skill-source.ts";
import { type Spoken, spokenOf } from "./spoken.ts";
import type { LanguageWords } from "./words/types.ts";

/** Longer sentences are no commands; it bounds the work of one match. */
export const longestSentence = 80;

export interface SkillAsked extends SkillProgram {
  readonly skill: string;
  /** Words that may end a compound. */
  readonly heads: ReadonlySet<string>;
}

export interface Question {
  readonly skills: readonly SkillAsked[];
  readonly words: LanguageWords;
  readonly places: PlaceNames;
  /** Politeness and names that may be left out at the beginning. */
  readonly leading: readonly (readonly string[])[];
  readonly allowed: (skill: string, intent: string) => boolean;
  /** Called when the sentence was too much work for a skill's sentences. */
  readonly strained: (skill: string, template: string) => void;
}

/** One way to understand a sentence. */
export interface Heard {
  readonly skill: SkillAsked;
  readonly found: Found;
  readonly sentence: Sentence;
  readonly spoken: Spoken;
}

/** All ways, the best first, at most one for each template. */
export function ask(text: string, question: Question): Heard[] {
  const heard: Heard[] = [];
  for (const { sentence, spoken } of stretches(text, question)) {
    for (const skill of question.skills) {
      for (const found of match(skill.program, spoken.prepared, asked(skill, spoken, question))) {
        heard.push({ skill, found, sentence, spoken });
      }
    }
  }
  const sorted = heard.sort((a, b) => byWords(b.found.counts, a.found.counts));
  const seen = new Set<string>();
  return sorted.filter(({ skill, found }) => {
    const key = `${skill.skill} ${found.block}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Whether further words could make a sentence of it, or another one; politeness after a whole sentence makes no other. */
export function mayGrow(text: string, question: Question, complete: boolean): boolean {
  const { words, leading, skills } = question;
  const { tokens } = readSentence(text, words);
  if (isOpening(tokens, leading)) return tokens.length > 0 && skills.length > 0;
  if (mayGrowWith(text, question)) return true;
  return trailingCuts(tokens, words.trailing).some((cut) => {
    const before = text.slice(0, tokens[cut]?.from);
    return mayGrowWith(before, question) || (!complete && ask(before, question).length > 0);
  });
}

function mayGrowWith(text: string, question: Question): boolean {
  return stretches(text, question).some(
    ({ spoken, whole }) =>
      whole &&
      question.skills.some(
        (skill) => verdict(skill.program, spoken.prepared, asked(skill, spoken, question)).grows,
      ),
  );
}

interface Stretch {
  readonly sentence: Sentence;
  readonly spoken: Spoken;
  /** Nothing was left out at its end. */
  readonly whole: boolean;
}

function stretches(text: string, { skills, words, places, leading }: Question): Stretch[] {
  const whole = readSentence(text, words);
  const isHead = (word: string): boolean => skills.some(({ heads }) => heads.has(word));
  const apart = words.compounds ? takenApart(whole, isHead) : undefined;
  return (apart ? [whole, apart] : [whole]).flatMap((sentence) => {
    const { tokens } = sentence;
    if (tokens.length === 0 || tokens.length > longestSentence) return [];
    const { starts, ends } = spanOf(tokens, leading, words.trailing);
    return [...starts].flatMap((from) =>
      [...ends].flatMap((to) => {
        if (from >= to) return [];
        const spoken = spokenOf({ tokens: tokens.slice(from, to) }, words, places);
        return [{ sentence, spoken, whole: to === tokens.length }];
      }),
    );
  });
}

function asked({ skill, specs, said }: SkillAsked, spoken: Spoken, { allowed, strained }: Question) {
  return {
    lists: Object.fromEntries([...specs].map(([name, spec]) => [name, spoken.list(spec)])),
    prefer: byWords,
    allow: (block: number): boolean => allowed(skill, said[block]?.intent ?? ""),
    strained: (template: string): void => strained(skill, template),
  };
}
