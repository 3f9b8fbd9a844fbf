/** What a slot can be filled with: names and choices in a trie, ranges of numbers, or a reader of its own. */
import { Fault } from "../../contract/fault.ts";
import type { Facts, Json, ListSource, ListValue } from "./source.ts";
import { nothing, type Piece, parse } from "./template.ts";
import { minusSign, prepare } from "./text.ts";

export interface Value {
  readonly value: Json;
  readonly context?: Facts;
  readonly metadata?: Facts;
}

/** Values that the characters up to `to` stand for. */
export interface Span {
  readonly to: number;
  readonly values: readonly Value[];
}

export interface Spans {
  readonly spans: readonly Span[];
  /** The text ended while a value could still have gone on. */
  readonly open: boolean;
}

/** What fills a slot. `spans` must be cheap and is asked once for each place. */
export interface List {
  spans(text: string, from: number): Spans;
  /** About how many bytes it takes. */
  readonly bytes: number;
  /** What its characters count as when readings are compared: names of the house, other words, or numbers and times. Words by default. */
  readonly counts?: "name" | "read";
}

export interface Leaf {
  next?: Map<number, Leaf>;
  values?: Value[];
}

const noSpans: Spans = { spans: [], open: false };

/** Ways to say one value, and all values of a list. */
const mostWays = 4096;
const mostOfList = 200_000;

/** Words of numbers: all ways a language spells one. */
export type Spell = (language: string, value: number) => readonly string[];

export interface ListContext {
  readonly language: string;
  readonly ignoreWhitespace: boolean;
  readonly spell: Spell;
  /** The source of an expansion rule that a value may use. */
  readonly rule: (name: string) => Piece;
}

/** A wildcard is no list: it has no values. */
export type Listed = Exclude<ListSource, { kind: "wildcard" }>;

/** Throws SENTENCE_INVALID. */
export function makeList(source: Listed, context: ListContext): List {
  const work = listing(source, context);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The same number by number, so that the caller can do other things in between: some languages spell one in sixty ways. */
export function* listing(source: Listed, context: ListContext): Generator<undefined, List> {
  return source.kind === "text" ? textList(source.values, context) : yield* rangeList(source, context);
}

function textList(values: readonly ListValue[], context: ListContext): List {
  const root: Leaf = {};
  let leaves = 0;
  let count = 0;
  for (const { in: template, out, context: facts, metadata } of values) {
    const ways = waysOf(parse(template), context);
    count += ways.length;
    if (count > mostOfList) {
      throw new Fault("SENTENCE_INVALID", `a list has more than ${mostOfList} ways to say its entries`);
    }
    for (const way of ways) {
      const said = prepare(way, context.ignoreWhitespace).text;
      if (said === "") continue;
      leaves += put(root, said, {
        value: out ?? way.trim(),
        ...(facts === undefined ? {} : { context: facts }),
        ...(metadata === undefined ? {} : { metadata }),
      });
    }
  }
  return { spans: (text, from) => walk(root, text, from, context.ignoreWhitespace), bytes: leaves * 120 };
}

/** Puts a value into a trie; returns how many leaves that took. */
function put(root: Leaf, said: string, value: Value): number {
  let leaf = root;
  let made = 0;
  for (let at = 0; at < said.length; at++) {
    const code = said.charCodeAt(at);
    leaf.next ??= new Map();
    let next = leaf.next.get(code);
    if (next === undefined) {
      next = {};
      leaf.next.set(code, next);
      made++;
    }
    leaf = next;
  }
  leaf.values ??= [];
  const same = (one: Value): boolean => one.value === value.value && one.context === value.context;
  if (!leaf.values.some(same)) leaf.values.push(value);
  return made;
}

const code = { space: 32, hyphen: 45, underscore: 95 } as const;
const joins = (sign: number): boolean => sign === code.hyphen || sign === code.underscore;

/** A hyphen that was written is as good as a space. */
function walk(root: Leaf, text: string, from: number, ignoreWhitespace: boolean): Spans {
  let leaf: Leaf | undefined = root;
  const spans: Span[] = [];
  for (let at = from; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    const here: Leaf = leaf;
    leaf = here.next?.get(sign);
    if (leaf === undefined && joins(sign)) leaf = here.next?.get(code.space);
    if (leaf === undefined && ignoreWhitespace && sign === code.space && at > from) leaf = here;
    if (leaf === undefined) return spans.length === 0 ? noSpans : { spans, open: false };
    if (leaf.values !== undefined) spans.push({ to: at + 1, values: leaf.values });
  }
  return { spans, open: leaf.next !== undefined && leaf.next.size > 0 };
}

/** All ways to say a value. */
function waysOf(piece: Piece, context: ListContext, depth = 0): string[] {
  if (depth > 24) throw new Fault("SENTENCE_INVALID", "rules stand too deep in each other");
  if (piece.type === "text") return [piece.text];
  if (piece.type === "list") {
    throw new Fault("SENTENCE_INVALID", `an entry of a list has no slots, but one has {${piece.ref.list}}`);
  }
  if (piece.type === "rule") return waysOf(context.rule(piece.name), context, depth + 1);
  if (piece.type === "any") return few(piece.pieces.flatMap((one) => waysOf(one, context, depth + 1)));
  if (piece === nothing) return [""];
  let ways = [""];
  for (const one of piece.pieces) {
    const tails = waysOf(one, context, depth + 1);
    ways = few(ways.flatMap((head) => tails.map((tail) => head + tail)));
  }
  return ways;
}

function few(ways: string[]): string[] {
  if (ways.length > mostWays) {
    throw new Fault("SENTENCE_INVALID", `an entry of a list has more than ${mostWays} ways to say it`);
  }
  return ways;
}

type Range = Extract<ListSource, { kind: "range" }>;

/** Numbers whose words are written out; a longer range is understood in digits only. */
const mostWords = 10_000;

function* rangeList(range: Range, context: ListContext): Generator<undefined, List> {
  const { from, to, step = 1, multiplier = 1, fractions } = range;
  if (!(step > 0) || !(from <= to)) {
    throw new Fault(
      "SENTENCE_INVALID",
      `a range goes upwards, but one goes from ${from} to ${to} by ${step}`,
    );
  }
  const root: Leaf = {};
  let leaves = 0;
  if (range.words !== false) {
    for (const number of numbersOf(from, to, step, fractions)) {
      for (const words of context.spell(range.wordsLanguage ?? context.language, number)) {
        const said = prepare(words, context.ignoreWhitespace).text;
        if (said !== "") leaves += put(root, said, { value: number * multiplier });
      }
      yield undefined;
    }
  }
  const spans = rangeSpans(range, (text, at) => walk(root, text, at, context.ignoreWhitespace));
  return { spans, bytes: leaves * 120 };
}

/** Digits where there are some, else words. */
function rangeSpans(range: Range, words: List["spans"]): List["spans"] {
  const { from, to, step = 1, multiplier = 1, fractions } = range;
  const parts = partsOf(fractions);
  const fits = (number: number): boolean =>
    parts.some((part) => {
      const steps = (number - part - from) / step;
      return (
        number - part > from - 1e-9 && number - part < to + 1e-9 && Math.abs(steps - Math.round(steps)) < 1e-9
      );
    });
  const digits = fractions === undefined ? wholeDigits : brokenDigits;
  return (text, at) => {
    if (range.digits === false || text.charCodeAt(at - 1) === minusSign) return words(text, at);
    if (at === text.length - 1 && text.endsWith("-")) return { spans: [], open: from <= 0 };
    digits.lastIndex = at;
    const said = digits.exec(text)?.[0];
    if (said === undefined) return words(text, at);
    const number = Number(said.replace(",", ".").replace("−", "-"));
    const open = at + said.length === text.length;
    if (!fits(number)) return { spans: [], open };
    return { spans: [{ to: at + said.length, values: [{ value: rounded(number * multiplier) }] }], open };
  };
}

const wholeDigits = /[-−]?[0-9]{1,15}/y;
const brokenDigits = /[-−]?[0-9]{1,15}(?:[.,][0-9]{1,6})?/y;
const rounded = (number: number): number => Math.round(number * 1e6) / 1e6;

function* numbersOf(
  from: number,
  to: number,
  step: number,
  fractions: Range["fractions"],
): Generator<number> {
  const parts = partsOf(fractions);
  if (((to - from) / step) * parts.length > mostWords) return;
  for (let count = 0; from + count * step <= to + 1e-9; count++) {
    for (const part of parts) yield rounded(from + count * step + part);
  }
}

const tenths = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => tenth / 10);

/** What may come on top of each number of a range, the last one too: "100.5" is in 0 to 100 by halves, as hassil has it. */
const partsOf = (fractions: Range["fractions"]): readonly number[] =>
  fractions === undefined ? [0] : fractions === "halves" ? [0, 0.5] : tenths;
