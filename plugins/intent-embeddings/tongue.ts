/** The words of a language that guards and finders go by; of a language without them a guess is only ever asked about. */
import * as english from "./english.ts";
import * as englishThings from "./english-things.ts";
import * as german from "./german.ts";
import { type Guards, type GuardWords, guardsOf } from "./guards.ts";

export interface FinderWords {
  readonly smallWords: ReadonlySet<string>;
  readonly reachingWords: ReadonlySet<string>;
  readonly joints: ReadonlySet<string>;
  readonly numberWords: ReadonlySet<string>;
  readonly unitWords: ReadonlySet<string>;
  readonly someWords: ReadonlySet<string>;
  readonly dayParts: ReadonlySet<string>;
  readonly beforeTimes: ReadonlySet<string>;
  /** What stands for a found piece in sentences and texts alike, by its kind. */
  readonly masks: Readonly<Record<string, string>>;
  /** What a device of a kind or class is called, the word that stands for it first. */
  readonly nouns: Readonly<Record<string, readonly string[]>>;
}

export interface Tongue {
  readonly words: FinderWords;
  readonly guards: Guards;
  /** Somebody has written guards for it. */
  readonly guarded: boolean;
}

const none: ReadonlySet<string> = new Set();
/** Names and digits are found in any language; nobody has written its words yet. */
const unwritten: FinderWords & GuardWords = {
  ...{ smallWords: none, reachingWords: none, joints: none, numberWords: none, unitWords: none },
  ...{ someWords: none, dayParts: none, beforeTimes: none, negations: none, tellers: none, toldWords: none },
  ...{ askingWords: none, opposites: [], harmless: [], politeStarts: [], wonderingStarts: [] },
  masks: { number: "20", duration: "5", time: "7:00" },
  nouns: {},
};

const tongueOf = (words: FinderWords & GuardWords, guarded = true): Tongue => ({
  words,
  guards: guardsOf(words),
  guarded,
});
export const englishTongue = tongueOf({ ...english, ...englishThings });
const written: Readonly<Record<string, Tongue>> = { en: englishTongue, de: tongueOf(german) };
const other = tongueOf(unwritten, false);

/** The language of a tag, without its region. */
export const primary = (tag: string): string => tag.split("-")[0]?.toLowerCase() ?? tag;
export const tongueFor = (tag: string): Tongue => written[primary(tag)] ?? other;
