/**
 * What the readers of moments and repeats share in all languages. Own readers and not chrono-node: a slot needs every
 * reading from one word on, of each length, as data that does not depend on the day it is read; chrono gives one
 * resolved date of a whole text, by the clock. The tests hold both against each other.
 */
import type { Moment, PartOfDay, Reader, Reading, Repeat, TimeOfDay, Token } from "./types.ts";

export const wordAt = (tokens: readonly Token[], at: number): string => tokens[at]?.word ?? "";

/** Fixed phrases with their values, found by their words. */
export interface Phrases<T> {
  readonly values: ReadonlyMap<string, T>;
  /** Words of the longest. */
  readonly longest: number;
}

/** Of several with the same words the first one stands. */
export function phrasesOf<T>(entries: Iterable<readonly [string, T]>): Phrases<T> {
  const values = new Map<string, T>();
  let longest = 0;
  for (const [text, value] of entries) {
    if (values.has(text)) continue;
    values.set(text, value);
    longest = Math.max(longest, text.split(" ").length);
  }
  return { values, longest };
}

export function readPhrase<T>(
  { values, longest }: Phrases<T>,
  tokens: readonly Token[],
  at: number,
): Reading<T>[] {
  const found: Reading<T>[] = [];
  let text = "";
  for (let to = at; to < Math.min(tokens.length, at + longest); to++) {
    text = text === "" ? wordAt(tokens, to) : `${text} ${wordAt(tokens, to)}`;
    const value = values.get(text);
    if (value !== undefined) found.push({ to: to + 1, value });
  }
  return found;
}

/** All pairs of words, the first with or without what stands before it: `both(["", "on"], days)`. */
export const each = (firsts: readonly string[], seconds: readonly string[]): readonly string[] =>
  firsts.flatMap((first) => seconds.map((second) => (first === "" ? second : `${first} ${second}`)));

export interface MomentParts {
  /** "in two hours", "in drei Tagen": a moment that is whole, or a day that a time may follow. */
  readonly span: Reader<Moment>;
  readonly day: Reader<Moment>;
  /** `bare`: also a number alone, as after a day in "tomorrow seven". */
  readonly clock: (tokens: readonly Token[], from: number, bare: boolean) => readonly Reading<Moment>[];
}

/** A day, a time, or both in either order. */
export function momentReader({ span, day, clock }: MomentParts): Reader<Moment> {
  return (tokens, from) => {
    // Days first: of two readings of one length the first stands, and a year after a date is no time.
    const days = [...day(tokens, from), ...span(tokens, from)];
    const found: Reading<Moment>[] = [...days];
    for (const first of days) {
      if (first.value.after !== undefined) continue;
      for (const second of clock(tokens, first.to, true)) {
        found.push({ to: second.to, value: { ...second.value, ...first.value } });
      }
    }
    for (const first of clock(tokens, from, false)) {
      found.push(first);
      for (const second of [...day(tokens, first.to), ...span(tokens, first.to)]) {
        if (second.value.after === undefined) {
          found.push({ to: second.to, value: { ...first.value, ...second.value } });
        }
      }
    }
    return found;
  };
}

/** A time whose half of the day was said has no use for a part of it. */
export const timed = (time: TimeOfDay): Moment => ({ time });

/** Days that a month can have. */
const daysIn = (month: number): number => [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;

/** A day of a month, when there is one. */
export const dated = (date: number, month?: number, year?: number): Moment | undefined =>
  Number.isInteger(date) && date >= 1 && date <= (month === undefined ? 31 : daysIn(month))
    ? { date, ...(month === undefined ? {} : { month }), ...(year === undefined ? {} : { year }) }
    : undefined;

/** A year in digits. */
export const yearAt = (tokens: readonly Token[], at: number): number | undefined =>
  /^20\d\d$/.test(wordAt(tokens, at)) ? Number(wordAt(tokens, at)) : undefined;

/** Readings of the same value in a row, each joined to those before: "monday, wednesday and friday". */
export function rowOf(
  tokens: readonly Token[],
  from: number,
  one: (at: number) => Reading<number> | undefined,
  and: string,
): Reading<readonly number[]>[] {
  const found: Reading<readonly number[]>[] = [];
  let days: readonly number[] = [];
  for (let at = from; at < tokens.length && days.length < 7; ) {
    const next = one(at);
    if (next === undefined) break;
    days = [...new Set([...days, next.value])].sort((a, b) => a - b);
    found.push({ to: next.to, value: days });
    at = wordAt(tokens, next.to) === and ? next.to + 1 : next.to;
  }
  return found;
}

/** How something recurs, and the same with the part of the day that was said after it. */
export const withPart = (to: number, value: Repeat, part: PartOfDay | undefined): Reading<Repeat>[] =>
  part === undefined
    ? [{ to, value }]
    : [
        { to, value },
        { to: to + 1, value: { ...value, part } },
      ];
