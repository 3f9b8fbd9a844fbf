/** The words that tell a tool from others: its name, what it is for, and what people say to the skill for it. */
import type { Messages } from "../../../contract/index.ts";
import { nearest } from "../../../language/normalise.ts";
import type { SlotSpecs } from "./slots.ts";

/** How often each word of a text stands in it, and how many there are. */
export interface Words {
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

type State = Messages["skill/state"];

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu;
const stem = 5;
/** A slot for a thing counts as much as so many words of its kind. */
const markWeight = 4;

/**
 * Words, and the beginnings of longer ones, so that "lights" meets "lighting"; of scripts without spaces, pairs of signs. What a
 * word is made of is marked, so that a beginning is never taken for a word.
 */
export function wordsIn(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  const pairs = (run: string): string[] =>
    run.length === 1 ? [run] : Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2));
  const joined = (plain.match(unspaced) ?? []).flatMap(pairs);
  const spaced = plain.replace(unspaced, " ").match(/[\p{L}\p{N}]+/gu) ?? [];
  return [
    ...joined,
    ...spaced.flatMap((word) => (word.length < stem ? [word] : [word, `${word.slice(0, stem)}-`])),
  ];
}

/** `fields`: texts with how much a word of them counts. */
export function countedWords(
  fields: Iterable<readonly [text: string, weight: number]>,
  marked: readonly string[] = [],
): Words {
  const counts = new Map<string, number>(marked.map((mark) => [mark, markWeight]));
  let length = 0;
  for (const [text, weight] of fields) {
    for (const word of wordsIn(text)) {
      counts.set(word, (counts.get(word) ?? 0) + weight);
      length += weight;
    }
  }
  return { counts, length };
}

/** The words of a name such as `setBrightness`. */
export const nameWords = (name: string): string => name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2");

/** What stands for any device's name, and any room's; no text has them. */
export const marks = { device: "{device}", area: "{area}" } as const;

const known = new WeakMap<State, Map<string, Words>>();

/** Of an intent in a language; kept as long as the skill's state is. */
export function intentWords(skill: State, intent: string, language: string): Words {
  const kept = known.get(skill) ?? new Map<string, Words>();
  known.set(skill, kept);
  const key = `${language}/${intent}`;
  const words = kept.get(key) ?? countedWords(fieldsOf(skill, intent, language), marksOf(skill, intent));
  kept.set(key, words);
  return words;
}

function marksOf(skill: State, intent: string): readonly string[] {
  const slots = Object.values((skill.intents[intent]?.slots ?? {}) as unknown as SlotSpecs);
  return Object.entries(marks).flatMap(([kind, mark]) =>
    slots.some((slot) => slot.kind === kind) ? [mark] : [],
  );
}

function* fieldsOf(skill: State, intent: string, language: string): Generator<readonly [string, number]> {
  yield [nameWords(`${skill.name} ${intent}`), 2];
  const told = skill.intents[intent];
  yield [told?.about ?? "", 2];
  const tongue = nearest(language, Object.keys(skill.languages));
  const own = tongue === undefined ? undefined : skill.languages[tongue];
  if (!own) return;
  const names = new Set<string>();
  const rules = new Set<string>();
  for (const template of own.hear[intent] ?? []) yield [plainOf(template, names, rules), 1];
  // A rule that a rule names is added while they are gone through, and its turn comes.
  for (const rule of rules) yield [plainOf(own.rules[rule] ?? "", names, rules), 1];
  const slots = (told?.slots ?? {}) as unknown as SlotSpecs;
  for (const name of new Set([...names, ...Object.keys(slots)])) {
    for (const values of Object.values(own.lists[name] ?? {})) yield [values.join(" "), 0.5];
  }
}

/** A template's own words; `names` takes those in braces, `rules` those in angles. */
const plainOf = (template: string, names: Set<string>, rules: Set<string>): string =>
  template.replace(/\{([^}]*)\}|<([^>]*)>/gu, (_, slot?: string, rule?: string) => {
    if (slot !== undefined) names.add(slot.split(":")[0] ?? slot);
    if (rule !== undefined) rules.add(rule);
    return " ";
  });
