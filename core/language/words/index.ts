/** The words of each language; one without its own gets plain words and digits. */
import { primary } from "../normalise.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { LanguageWords, Reader, TimeOfDay } from "./types.ts";

const digits: Reader<number> = (tokens, from) => {
  const word = tokens[from]?.word ?? "";
  if (!/^\d{1,15}(\.\d{1,15})?$/.test(word)) return [];
  const value = Number(word);
  const plain = { to: from + 1, value };
  return tokens[from + 1]?.word === "%" ? [plain, { to: from + 2, value }] : [plain];
};

const clock: Reader<TimeOfDay> = (tokens, from) => {
  const found = /^(\d{1,2}):(\d\d)$/.exec(tokens[from]?.word ?? "");
  const hour = Number(found?.[1] ?? 99);
  const minute = Number(found?.[2] ?? 99);
  return hour < 24 && minute < 60 ? [{ to: from + 1, value: { hour, minute } }] : [];
};

const other: LanguageWords = {
  expand: () => undefined,
  separators: { group: ",", decimal: "." },
  digits: new Map(),
  compounds: false,
  articles: new Set(),
  leading: [],
  trailing: [],
  goingOn: [["%"]],
  unfinished: {
    openers: new Set(),
    others: new Set(),
    modifiers: new Set(),
    measures: new Set(),
    requests: [],
    orders: [],
    any: new Set(),
    ties: new Set(),
  },
  stem: (word) => word,
  number: digits,
  duration: () => [],
  time: clock,
  moment: (tokens, from) => clock(tokens, from).map(({ to, value }) => ({ to, value: { time: value } })),
  repeat: () => [],
};

/** Without durations of so many ms that a number cannot hold them exactly: nobody waits 300,000 years. */
const bounded = (words: LanguageWords): LanguageWords => ({
  ...words,
  duration: (tokens, from) => words.duration(tokens, from).filter(({ value }) => Number.isSafeInteger(value)),
});

const known: Readonly<Record<string, LanguageWords>> = { en: bounded(en), de: bounded(de) };

/** What is known of a BCP-47 language; never fails. */
export function wordsFor(language: string): LanguageWords {
  return known[primary(language)] ?? other;
}
