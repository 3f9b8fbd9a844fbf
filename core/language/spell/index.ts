/** Numbers as people say them, in every language whose rules the Unicode CLDR knows. */
import { spell } from "./evaluate.ts";
import { type Rules, rulesFor } from "./load.ts";

export interface Spelled {
  readonly value: number;
  readonly words: readonly string[];
}

/**
 * Every distinct way the language says the number (genders, cases, with and without "and"), lower case, NFC; where it is
 * written with hyphens, with spaces too. Negative numbers and decimals as far as the language has words for them.
 * Empty where the CLDR knows no rules for the language, and for numbers it would write in digits.
 */
export function spellings(language: string, value: number): readonly string[] {
  return said(language, value, isCardinal);
}

/** As `spellings`, for first, second, third …; empty where the CLDR has no ordinal rules for the language. */
export function ordinals(language: string, value: number): readonly string[] {
  return said(language, value, isOrdinal);
}

/** All numbers of a range with their words, `from` and `to` included; those that cannot be said are left out. */
export function spelled(language: string, from: number, to: number, step = 1): readonly Spelled[] {
  const all: Spelled[] = [];
  if (rulesFor(language) === undefined || !(step > 0)) return all;
  for (let index = 0; ; index += 1) {
    const value = Math.round((from + index * step) * 1e9) / 1e9;
    if (!(value <= to)) return all;
    const words = spellings(language, value);
    if (words.length > 0) all.push({ value, words });
  }
}

const isOrdinal = (name: string): boolean => /^%spellout-ordinal/.test(name);
const isCardinal = (name: string): boolean => /^%spellout-(?!ordinal|.*year)/.test(name);

function said(language: string, value: number, wanted: (name: string) => boolean): readonly string[] {
  const rules = rulesFor(language);
  if (rules === undefined) return [];
  const written = new Set(rules.names.filter(wanted).flatMap((name) => bothSeparators(rules, name, value)));
  const found = new Set<string>();
  for (const raw of written) {
    const words = tidy(raw, rules.language);
    if (words === undefined) continue;
    found.add(words);
    if (words.includes("-")) found.add(words.replaceAll("-", " "));
  }
  return [...found];
}

function bothSeparators(rules: Rules, name: string, value: number): readonly string[] {
  const set = rules.set(name);
  if (set === undefined) return [];
  const ways = set.improperComma === undefined || Number.isInteger(value) ? [false] : [true, false];
  return ways.map((comma) => spell(rules, set, value, comma)).filter((words) => words !== undefined);
}

/** Digits and signs cannot be spoken; soft hyphens and zero-width spaces only say where a line may break. */
function tidy(words: string, language: string): string | undefined {
  if (words === "" || /[\p{Nd}\u2212]/u.test(words)) return undefined;
  return words
    .replace(/[\u00ad\u200b]/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLocaleLowerCase(language)
    .normalize("NFC");
}
