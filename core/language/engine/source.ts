/** What the sentence engine is given and what it answers: templates with lists and rules in, intents with slots out. */

import type { Counts } from "./prefer.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Facts = Readonly<Record<string, Json>>;

/** One value of a text list. */
export interface ListValue {
  /** A template; without list references. */
  readonly in: string;
  /** What the slot is set to; default: the words said. */
  readonly out?: Json;
  /** Facts that hold when this value was said, for `requires` and `excludes`. */
  readonly context?: Facts;
  readonly metadata?: Facts;
}

export type ListSource =
  | { readonly kind: "text"; readonly values: readonly ListValue[] }
  | {
      readonly kind: "range";
      readonly from: number;
      readonly to: number;
      /** Default 1. */
      readonly step?: number;
      /** The slot's value is the number said times this. */
      readonly multiplier?: number;
      readonly fractions?: "halves" | "tenths";
      /** Whether digits and spelled numbers are understood; both by default. */
      readonly digits?: boolean;
      readonly words?: boolean;
      /** BCP-47, where it is not the source's language. */
      readonly wordsLanguage?: string;
    }
  | { readonly kind: "wildcard" };

/** A value, one of several, or null for any; `slot` copies the fact into a slot of that name, or of its key's. */
export type Constraint =
  | Json
  | {
      readonly value?: Json;
      readonly slot: true | string;
    };

/** Templates that mean the same and need the same. */
export interface Block {
  readonly intent: string;
  readonly sentences: readonly string[];
  /** Slots that no words fill. */
  readonly slots?: Facts;
  readonly requires?: Readonly<Record<string, Constraint>>;
  readonly excludes?: Readonly<Record<string, Constraint>>;
  /** One of these words must be in the sentence. */
  readonly keywords?: readonly string[];
  readonly lists?: Readonly<Record<string, ListSource>>;
  readonly rules?: Readonly<Record<string, string>>;
  /** Key of the answer among the intent's responses. */
  readonly response?: string;
  readonly metadata?: Facts;
  /** File and line, for messages. */
  readonly where: string;
}

export interface Source {
  /** BCP-47. */
  readonly language: string;
  readonly blocks: readonly Block[];
  readonly lists: Readonly<Record<string, ListSource>>;
  readonly rules: Readonly<Record<string, string>>;
  /** Left out of what was said, whole words, where it does not fit with them. */
  readonly skipWords: readonly string[];
  /** For scripts without spaces: white space means nothing. */
  readonly ignoreWhitespace: boolean;
}

export interface FoundSlot {
  readonly value: Json;
  /** All that the words can mean, the first first: two lamps may have one name. */
  readonly all: readonly Json[];
  /** The words said, and where they stand in the text that was asked for. */
  readonly raw: string;
  readonly from: number;
  readonly to: number;
  readonly wildcard: boolean;
  readonly metadata?: Facts;
}

export interface Found {
  readonly intent: string;
  /** Index among the source's blocks, and the template as it was written. */
  readonly block: number;
  readonly template: string;
  readonly slots: Readonly<Record<string, FoundSlot>>;
  /** What the template keeps for the answer only. */
  readonly captures: Readonly<Record<string, FoundSlot>>;
  /** Facts asked for and gathered from the values said. */
  readonly context: Facts;
  readonly response?: string;
  readonly metadata?: Facts;
  /** How much of the sentence was read as what. */
  readonly counts: Counts;
}
