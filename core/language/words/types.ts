/** What the engine must know of a language: how its words are told apart and how its numbers and times are said. */
import type { Moment, Repeat, TimeOfDay } from "../../contract/when.ts";

export type { Moment, PartOfDay, Repeat, TimeOfDay } from "../../contract/when.ts";

/** One word of a sentence. */
export interface Token {
  /** Lower case, NFKC, without punctuation. */
  readonly word: string;
  /** What words are compared by: "five" and "5" have one key. */
  readonly key: string;
  /** Where it stands in the normalised text. */
  readonly from: number;
  readonly to: number;
}

/** A value read from the words before `to`. */
export interface Reading<T> {
  readonly to: number;
  readonly value: T;
}

/** All values that begin at a token, one for each length that makes sense. */
export type Reader<T> = (tokens: readonly Token[], from: number) => readonly Reading<T>[];

export interface Unfinished {
  /** Articles, possessives, quantifiers and prepositions: what is meant follows them. */
  readonly openers: ReadonlySet<string>;
  /** Other words with which no speaker stops, and sounds of one who thinks. */
  readonly others: ReadonlySet<string>;
  /** What things are like: right after an opener or a number, the thing is still to come. */
  readonly modifiers: ReadonlySet<string>;
  /** Measures in the form in which they stand before what is measured: "twenty ounce". */
  readonly measures: ReadonlySet<string>;
  /** What people begin a request or a question with, and never say alone. */
  readonly requests: readonly (readonly string[])[];
  /** Those of them with which something is ordered, the words that then stand for any such thing, and what ties more to it. */
  readonly orders: readonly (readonly string[])[];
  readonly any: ReadonlySet<string>;
  readonly ties: ReadonlySet<string>;
}

export interface LanguageWords {
  /** A word that stands for several, or for another: "what's" for "what is". */
  expand(word: string): readonly string[] | undefined;
  /** What comes between the thousands of digits, and before their fraction. */
  readonly separators: { readonly group: string; readonly decimal: string };
  /** Number words that are written as digits as well. */
  readonly digits: ReadonlyMap<string, string>;
  /** May stand before the name of a device or an area. */
  readonly articles: ReadonlySet<string>;
  /** Whether words are written together to make another: "Nudel" and "Timer" to "Nudeltimer". */
  readonly compounds: boolean;
  /** Politeness before and after a command. */
  readonly leading: readonly (readonly string[])[];
  readonly trailing: readonly (readonly string[])[];
  /** Words that a number, a duration or a time may go on with: "minutes", "past five", "o'clock". */
  readonly goingOn: readonly (readonly string[])[];
  /** How it shows that somebody has not said all. */
  readonly unfinished: Unfinished;
  /** The form by which names are compared when no name fits exactly. */
  stem(word: string): string;
  readonly number: Reader<number>;
  /** ms. */
  readonly duration: Reader<number>;
  readonly time: Reader<TimeOfDay>;
  /** A day, a time of day or both, as they were said. */
  readonly moment: Reader<Moment>;
  /** How something recurs. */
  readonly repeat: Reader<Repeat>;
}
