/** What a skill can be asked, as this plugin needs it: its lists, the slots that stand together, and sentences to embed. */
import type { Messages } from "hearsay";
import { type Name, nameOf } from "./pieces.ts";
import {
  type Parts,
  readTemplate,
  samplesOf,
  skeletonsOf,
  spellingsOf,
  type Template,
  tidy,
} from "./templates.ts";
import { englishTongue, primary, type Tongue } from "./tongue.ts";
import { plainWords, stem } from "./words.ts";

export interface List {
  /** The ways to say each value, the first one first. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly names: readonly Name[];
  /** Its values are opposites: which one is meant may be told by the whole sentence, and needs no word of its own. */
  readonly polar: boolean;
}
export interface SlotFacts {
  readonly kind: string;
  readonly list: List | undefined;
}
export interface IntentFacts {
  readonly skill: string;
  readonly intent: string;
  /** The kinds of device that it is said of. */
  readonly kinds: ReadonlySet<string>;
  /** Those are named in its skill; else they are all that the house has. */
  readonly choosy: boolean;
  readonly slots: ReadonlyMap<string, SlotFacts>;
  readonly skeletons: readonly Skeleton[];
  /** Stems of the words of its templates. */
  readonly vocabulary: ReadonlySet<string>;
  readonly prototypes: readonly Prototype[];
  /** It is something to be asked, not something to be done. */
  readonly asked: boolean;
}
/** Slots that can stand together, with words around them. */
export interface Skeleton {
  readonly parts: Parts;
  /** Those of its words that are not put into a sentence unless they were said. */
  readonly reaching: readonly string[];
}
/** A sentence to embed, and the opposites that were chosen for it. */
export interface Prototype {
  readonly text: string;
  readonly chosen: Readonly<Record<string, string>>;
  /** The same as one word. */
  readonly choice: string;
}
export interface Bounds {
  /** Sentences for each intent, at most. */
  readonly sentences: number;
}

const spellings = 48;
const skeletonsEach = 40;
const samplesEach = 8;
const combinations = 12;
type Nouns = Pick<Tongue["words"], "nouns">;
const nounsOf = ({ nouns }: Nouns, kind: string): readonly string[] =>
  nouns[kind] ?? [kind.replaceAll(/[_-]/g, " ")];
/** A word for a device of this kind or class. */
export const nounOf = (words: Nouns, kind: string): string => nounsOf(words, kind)[0] ?? kind;
/** Whether one of the words for a kind, as stems, is what is looked for; "device" is any kind's. */
export const isNamed = (words: Nouns, kind: string, found: (noun: readonly string[]) => boolean): boolean =>
  nounsOf(words, kind).some((noun) => noun !== "device" && found(plainWords(noun).map(stem)));

/** The kinds of device that a skill has in its lists, or in its name. */
function kindsIn(
  name: string,
  lists: Iterable<List>,
  kinds: readonly string[],
  { words }: Tongue,
): readonly string[] {
  const names = new Set([...lists].flatMap((list) => list.names.map(({ stems }) => stems.join(" "))));
  names.add(stem(name));
  return kinds.filter((kind) => names.has(kind) || isNamed(words, kind, (noun) => names.has(noun.join(" "))));
}

/** What sentences of an intent are made of. */
interface Sayable {
  readonly slots: ReadonlyMap<string, SlotFacts>;
  readonly kinds: readonly string[];
  readonly tongue: Tongue;
}
/** The language that is meant, without region. */
export interface Spoken {
  readonly language: string;
  readonly tongue: Tongue;
}

type State = Messages["skill/state"];

/** The intents of a skill in a language, English by default; `kinds` of device that the house has. */
export function intentsOf(
  state: State,
  kinds: readonly string[],
  bounds: Bounds,
  { language, tongue }: Spoken = { language: "en", tongue: englishTongue },
): readonly IntentFacts[] {
  const tag = Object.keys(state.languages).find((one) => primary(one) === language);
  const said = tag === undefined ? undefined : state.languages[tag];
  if (!said) return [];
  const lists = new Map<string, List>();
  for (const [name, values] of Object.entries(said.lists))
    lists.set(name, listOf(values as ListWords, said.rules, tongue));
  const all = Object.entries(state.intents).flatMap(([intent, { slots, risk = "low", fallback }]) => {
    const templates = (said.hear[intent] ?? []).map((text) => readTemplate(text, said.rules));
    if (fallback || templates.length === 0) return [];
    const facts = new Map(
      Object.entries(slots).map(([name, { kind }]) => [name, { kind: String(kind), list: lists.get(name) }]),
    );
    return [{ intent, risk, templates, facts, vocabulary: vocabularyOf(templates, facts) }];
  });
  const named = kindsIn(state.name, lists.values(), kinds, tongue);
  const fitting = named.length > 0 ? named : kinds;
  return all.map(({ intent, risk, templates, facts, vocabulary }) => {
    const skeletons = templates.map((template) => skeletonsOf(template, skeletonsEach));
    return {
      ...{ skill: state.name, intent, slots: facts, vocabulary },
      skeletons: skeletons.flat().map((parts) => skeletonOf(parts, tongue)),
      kinds: new Set(fitting),
      choosy: named.length > 0,
      asked: risk === "none" || isAsked(templates, tongue),
      prototypes: prototypesOf(templates, skeletons, { slots: facts, kinds: fitting, tongue }, bounds),
    };
  });
}

function skeletonOf(parts: Parts, { words: { reachingWords } }: Tongue): Skeleton {
  const words = plainWords(parts.filter((part) => typeof part === "string").join(" "));
  return { parts, reaching: words.filter((word) => reachingWords.has(word)) };
}

type ListWords = Readonly<Record<string, readonly string[]>>;

function listOf(words: ListWords, rules: Readonly<Record<string, string>>, { guards }: Tongue): List {
  const values = new Map(
    Object.entries(words).map(([value, said]) => [
      value,
      [...new Set(said.flatMap((one) => spellingsOf(readTemplate(one, rules), spellings)))],
    ]),
  );
  return {
    values,
    names: [...values].flatMap(([value, said]) => said.map((one) => nameOf(one, value))),
    polar: guards.isPolar([...values.values()]),
  };
}

/** Whether a good part of its sentences are questions. */
function isAsked(templates: readonly Template[], { guards }: Tongue): boolean {
  const all = templates.flatMap((template) => samplesOf(template, samplesEach));
  const questions = all.filter((parts) => {
    const words = plainWords(parts.map((part) => (typeof part === "string" ? part : "it")).join(""));
    return guards.asks(words);
  });
  return questions.length > all.length / 4;
}

function vocabularyOf(
  templates: readonly Template[],
  slots: ReadonlyMap<string, SlotFacts>,
): ReadonlySet<string> {
  const listed = [...slots.values()].flatMap(({ list }) => list?.names.flatMap(({ stems }) => stems) ?? []);
  const words = templates.flatMap((template) =>
    samplesOf(template, 24).flatMap((parts) => parts.filter((part) => typeof part === "string")),
  );
  return new Set([...words.flatMap((text) => plainWords(text)).map(stem), ...listed]);
}

/** Of every template in turn one more, until there are enough: no template crowds out another. */
function prototypesOf(
  templates: readonly Template[],
  skeletons: readonly (readonly Parts[])[],
  house: Sayable,
  { sentences }: Bounds,
): readonly Prototype[] {
  const waiting = templates.map((template, index) =>
    interleaved(samplesOf(template, samplesEach), skeletons[index] ?? []),
  );
  const made = new Map<string, Prototype>();
  for (let round = 0; waiting.some((parts) => parts.length > round); round++) {
    for (const parts of waiting) {
      for (const one of parts[round] ? sayings(parts[round] ?? [], house, round) : []) {
        if (made.size >= sentences) return [...made.values()];
        made.set(JSON.stringify([one.text, one.chosen]), one);
      }
    }
  }
  return [...made.values()];
}

function interleaved<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => [
    ...a.slice(index, index + 1),
    ...b.slice(index, index + 1),
  ]).flat();
}

/** A way to say a template as sentences: with every choice of opposites, with examples for all else. */
function sayings(
  parts: Parts,
  { slots, kinds, tongue: { words } }: Sayable,
  round: number,
): readonly Prototype[] {
  const names = [...new Set(parts.flatMap((part) => (typeof part === "string" ? [] : [part.slot])))];
  const polar = names.filter((name) => slots.get(name)?.list?.polar);
  let chosen: readonly Readonly<Record<string, string>>[] = [{}];
  for (const name of polar) {
    const values = [...(slots.get(name)?.list?.values.keys() ?? [])];
    chosen = chosen.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
  }
  // What is said of every kind of device is said of each with every choice, once.
  const things = names.some((name) => slots.get(name)?.kind === "device");
  const copies = things && round === 0 ? kinds.length : 1;
  const all = chosen.slice(0, combinations).flatMap((one) => Array.from({ length: copies }, () => one));
  return all.map((one, index) => {
    const example = (name: string): string => {
      const { kind, list } = slots.get(name) ?? { kind: "text", list: undefined };
      const value = one[name];
      if (list && value !== undefined) return pick(list.values.get(value) ?? [], round);
      if (list)
        return pick(
          [...list.values.values()].map(([first]) => first ?? ""),
          round + index,
        );
      if (kind === "device") return nounOf(words, pick(kinds, round + index));
      return words.masks[kind] ?? name;
    };
    return {
      text: tidy(parts.map((part) => (typeof part === "string" ? part : example(part.slot))).join("")),
      chosen: one,
      choice: JSON.stringify(one),
    };
  });
}

const pick = (all: readonly string[], index: number): string => all[index % Math.max(1, all.length)] ?? "";
