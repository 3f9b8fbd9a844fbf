/** Asks the programs of all skills about one sentence: what it can mean, and whether it may still go on. */
import { takenApart } from "./compounds.ts";
import { type Effort, oneSentence, shared } from "./engine/effort.ts";
import { type Asked, byWords, match, verdict } from "./engine/index.ts";
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
export function ask(text: string, question: Question, effort = oneSentence()): Heard[] {
  const heard = new Map<Asking, readonly Heard[]>();
  inShares(askings(text, question), question, effort, (asking, own) => {
    const { skill, sentence, spoken } = asking;
    const found = match(skill.program, spoken.prepared, own);
    // A second try may have had less left than the first.
    if (found.length < (heard.get(asking)?.length ?? 0)) return;
    heard.set(
      asking,
      found.map((one) => ({ skill, found: one, sentence, spoken })),
    );
  });
  const sorted = [...heard.values()].flat().sort((a, b) => byWords(b.found.counts, a.found.counts));
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
  const effort = oneSentence();
  if (mayGrowWith(text, question, effort)) return true;
  return trailingCuts(tokens, words.trailing).some((cut) => {
    const before = text.slice(0, tokens[cut]?.from);
    return mayGrowWith(before, question, effort) || (!complete && ask(before, question, effort).length > 0);
  });
}

function mayGrowWith(text: string, question: Question, effort: Effort): boolean {
  let grows = false;
  const whole = askings(text, question).filter((one) => one.whole);
  inShares(whole, question, effort, ({ skill, spoken }, own) => {
    grows ||= verdict(skill.program, spoken.prepared, own).grows;
  });
  return grows;
}

/** One skill and one stretch of the text. */
interface Asking extends Stretch {
  readonly skill: SkillAsked;
}

const askings = (text: string, question: Question): Asking[] =>
  stretches(text, question).flatMap((stretch) => question.skills.map((skill) => ({ ...stretch, skill })));

/** What one sentence may cost is for all skills together, so that none can take the others' part; told is who had too little. */
function inShares(
  all: readonly Asking[],
  question: Question,
  effort: Effort,
  work: (asking: Asking, asked: Asked) => void,
): void {
  const hard = new Map<Asking, string>();
  const dry = shared(all, effort, (asking, own) => {
    hard.delete(asking);
    const strained = (template: string): void => void hard.set(asking, template);
    work(asking, { ...asked(asking.skill, asking.spoken, question), effort: own, strained });
    if (hard.has(asking)) own.left = -1;
  });
  for (const asking of dry) question.strained(asking.skill.skill, hard.get(asking) ?? "");
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

function asked({ skill, specs, said }: SkillAsked, spoken: Spoken, { allowed }: Question) {
  return {
    lists: Object.fromEntries([...specs].map(([name, spec]) => [name, spoken.list(spec)])),
    prefer: byWords,
    allow: (block: number): boolean => allowed(skill, said[block]?.intent ?? ""),
  };
}
