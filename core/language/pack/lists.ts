/** Lists of a pack: words with what they stand for, ranges of numbers, free text. */
import type { Facts, ListSource, ListValue } from "../engine/source.ts";
import {
  at,
  dataOf,
  isGroup,
  isText,
  isThere,
  isTrue,
  itemsOf,
  mapOf,
  numberOf,
  type Spot,
  textOf,
  wrong,
} from "./yaml.ts";

type Lists = Readonly<Record<string, ListSource>>;

/** The lists under one key of a file. Faults: PACK_INVALID. */
export const listsAt = (spot: Spot): Lists => mapOf(spot, listAt);

function listAt(spot: Spot): ListSource {
  if (!isGroup(spot)) throw wrong(spot, 'a list has "values", a "range" or "wildcard: true".');
  const values = at(spot, "values");
  const range = at(spot, "range");
  if (isThere(values)) return { kind: "text", values: itemsOf(values).map(valueAt) };
  if (isThere(range)) return rangeAt(range);
  if (isTrue(at(spot, "wildcard"))) return { kind: "wildcard" };
  throw wrong(spot, 'a list has "values", a "range" or "wildcard: true".');
}

const templateSigns = /[[({<|]/;

function valueAt(spot: Spot): ListValue {
  if (isText(spot)) {
    const text = textOf(spot);
    return templateSigns.test(text) ? { in: text } : { in: text, out: text };
  }
  const words = at(spot, "in");
  if (!isThere(words)) throw wrong(spot, 'a value has "in", the words that are said.');
  const out = at(spot, "out");
  return {
    in: textOf(words),
    ...(isThere(out) ? { out: dataOf(out) } : {}),
    ...factsAt(spot, "context"),
    ...factsAt(spot, "metadata"),
  };
}

/** Facts under a key, as a part of an object: nothing where there are none. */
export function factsAt<Key extends string>(spot: Spot, key: Key): { readonly [K in Key]?: Facts } {
  const found = at(spot, key);
  return (isThere(found) ? { [key]: mapOf(found, dataOf) } : {}) as { readonly [K in Key]?: Facts };
}

const fractions = ["halves", "tenths"] as const;

function rangeAt(spot: Spot): ListSource {
  const from = bound(spot, "from");
  const to = bound(spot, "to");
  if (from > to) throw wrong(spot, `the range goes from ${from} to ${to}, backwards.`);
  const step = optional(spot, "step", numberOf);
  if (step !== undefined && step <= 0) throw wrong(at(spot, "step"), "a step is greater than 0.");
  const digits = optional(spot, "digits", isTrue);
  const words = optional(spot, "words", isTrue);
  if (digits === false && words === false) throw wrong(spot, "neither digits nor words are allowed.");
  const parts = {
    step,
    multiplier: optional(spot, "multiplier", numberOf),
    fractions: optional(spot, "fractions", fractionAt),
    digits,
    words,
    wordsLanguage: optional(spot, "words_language", textOf),
  };
  return { kind: "range", from, to, ...given(parts) };
}

function bound(spot: Spot, key: "from" | "to"): number {
  const found = at(spot, key);
  if (!isThere(found)) throw wrong(spot, 'a range has "from" and "to".');
  return numberOf(found);
}

function fractionAt(spot: Spot): "halves" | "tenths" {
  const text = textOf(spot);
  const known = fractions.find((one) => one === text);
  if (known === undefined) throw wrong(spot, `"${text}" is no fraction; there are: ${fractions.join(", ")}.`);
  return known;
}

function optional<T>(spot: Spot, key: string, read: (spot: Spot) => T): T | undefined {
  const found = at(spot, key);
  return isThere(found) ? read(found) : undefined;
}

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** An object without the keys that have no value. */
export const given = <T extends object>(parts: T): Given<T> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Given<T>;
