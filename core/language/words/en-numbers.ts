/** Numbers as English says them, from words and digits to values. */
import type { Reading, Token } from "./types.ts";

const small = new Map(
  (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen " +
    "sixteen seventeen eighteen nineteen"
  )
    .split(" ")
    .map((word, value): [string, number] => [word, value]),
);
const tens = new Map(
  "twenty thirty forty fifty sixty seventy eighty ninety"
    .split(" ")
    .map((word, index): [string, number] => [word, (index + 2) * 10]),
);
tens.set("fourty", 40);
const scales = new Map([
  ["thousand", 1e3],
  ["million", 1e6],
  ["billion", 1e9],
  ["trillion", 1e12],
]);

/** Words that have a key as digits. */
export const digitWords: ReadonlyMap<string, string> = new Map(
  [...small].map(([word, value]) => [word, String(value)]),
);

const wordAt = (tokens: readonly Token[], at: number): string => tokens[at]?.word ?? "";

/** 0 to 99 in words: one or two tokens. */
function belowHundred(tokens: readonly Token[], at: number): Reading<number>[] {
  const word = wordAt(tokens, at);
  const one = small.get(word);
  if (one !== undefined) return [{ to: at + 1, value: one }];
  const ten = tens.get(word);
  if (ten === undefined) return [];
  const unit = small.get(wordAt(tokens, at + 1));
  const short = { to: at + 1, value: ten };
  return unit !== undefined && unit > 0 && unit < 10 ? [{ to: at + 2, value: ten + unit }, short] : [short];
}

/** 0 to 999 in words, "a hundred" too. */
function belowThousand(tokens: readonly Token[], at: number): Reading<number>[] {
  const head = /^an?$/.test(wordAt(tokens, at)) ? [{ to: at + 1, value: 1 }] : belowHundred(tokens, at);
  const found: Reading<number>[] = wordAt(tokens, at) === "a" || wordAt(tokens, at) === "an" ? [] : [...head];
  for (const { to, value } of head) {
    if (wordAt(tokens, to) !== "hundred" || value === 0) continue;
    const after = wordAt(tokens, to + 1) === "and" ? to + 2 : to + 1;
    for (const rest of belowHundred(tokens, after)) {
      if (rest.value > 0) found.push({ to: rest.to, value: value * 100 + rest.value });
    }
    found.push({ to: to + 1, value: value * 100 });
  }
  return found;
}

function digitsAt(tokens: readonly Token[], at: number): Reading<number>[] {
  const word = wordAt(tokens, at);
  if (!/^\d{1,15}(\.\d{1,15})?$/.test(word)) return [];
  return [{ to: at + 1, value: Number(word) }];
}

/** Whole numbers below 1,000,000,000,000,000, digits and words mixed as in "2 million". */
function wholes(tokens: readonly Token[], at: number, below = 1e15): Reading<number>[] {
  const heads = [...digitsAt(tokens, at), ...belowThousand(tokens, at)];
  const article = /^an?$/.test(wordAt(tokens, at)) ? [{ to: at + 1, value: 1 }] : [];
  const found = [...heads];
  for (const { to, value } of [...heads, ...article]) {
    const scale = scales.get(wordAt(tokens, to));
    if (scale === undefined || scale >= below || value === 0 || value >= 1000) continue;
    found.push({ to: to + 1, value: value * scale });
    const after = wordAt(tokens, to + 1) === "and" ? to + 2 : to + 1;
    for (const rest of wholes(tokens, after, scale)) {
      if (rest.value > 0 && rest.value < scale)
        found.push({ to: rest.to, value: value * scale + rest.value });
    }
  }
  return found;
}

/** A fraction alone: "half", "a quarter", "three quarters", "1/2". */
export function fractionAt(tokens: readonly Token[], at: number): Reading<number>[] {
  const word = wordAt(tokens, at);
  const parts = /^(\d{1,3})\/(\d{1,3})$/.exec(word);
  if (parts !== null) {
    const value = Number(parts[1]) / Number(parts[2]);
    return Number.isFinite(value) ? [{ to: at + 1, value }] : [];
  }
  const next = wordAt(tokens, at + 1);
  if (word === "half") return [{ to: at + 1, value: 0.5 }];
  if (word === "quarter") return [{ to: at + 1, value: 0.25 }];
  if (/^(an?|one|1)$/.test(word) && next === "half") return [{ to: at + 2, value: 0.5 }];
  if (/^(an?|one|1)$/.test(word) && next === "quarter") return [{ to: at + 2, value: 0.25 }];
  if (/^(three|3)$/.test(word) && /^quarters?$/.test(next)) return [{ to: at + 2, value: 0.75 }];
  return [];
}

/** "three point one four": every digit said is one more. */
function decimals(tokens: readonly Token[], whole: Reading<number>): Reading<number>[] {
  if (wordAt(tokens, whole.to) !== "point" || !Number.isInteger(whole.value)) return [];
  let digits = "";
  const found: Reading<number>[] = [];
  for (let at = whole.to + 1; digits.length < 9; at++) {
    const word = wordAt(tokens, at);
    const digit = word === "oh" ? 0 : (small.get(word) ?? (/^\d{1,9}$/.test(word) ? word : undefined));
    if (digit === undefined || (typeof digit === "number" && digit > 9)) break;
    digits += String(digit);
    found.push({ to: at + 1, value: Number(`${whole.value}.${digits}`) });
  }
  return found;
}

/** Numbers without sign and percent: wholes, decimals, halves and quarters, "a" as one. */
export function amounts(tokens: readonly Token[], at: number): Reading<number>[] {
  const found: Reading<number>[] = [];
  for (const whole of wholes(tokens, at)) {
    found.push(whole, ...decimals(tokens, whole));
    const joined = wordAt(tokens, whole.to) === "and" ? whole.to + 1 : undefined;
    const direct = /\//.test(wordAt(tokens, whole.to)) ? whole.to : undefined;
    for (const start of [joined, direct]) {
      if (start === undefined) continue;
      for (const part of fractionAt(tokens, start)) {
        if (part.value < 1) found.push({ to: part.to, value: whole.value + part.value });
      }
    }
    if (wordAt(tokens, whole.to) === "dozen") found.push({ to: whole.to + 1, value: whole.value * 12 });
  }
  found.push(...fractionAt(tokens, at));
  if (/^an?$/.test(wordAt(tokens, at))) {
    const next = wordAt(tokens, at + 1);
    if (next === "dozen") found.push({ to: at + 2, value: 12 });
    else if (next === "couple")
      found.push({ to: wordAt(tokens, at + 2) === "of" ? at + 3 : at + 2, value: 2 });
    found.push({ to: at + 1, value: 1 });
  }
  return found;
}

/** Numbers as a slot takes them: with sign, and with "percent" or without. */
export function numbers(tokens: readonly Token[], from: number): Reading<number>[] {
  const minus = /^(minus|negative)$/.test(wordAt(tokens, from));
  const found: Reading<number>[] = [];
  for (const { to, value } of amounts(tokens, minus ? from + 1 : from)) {
    const signed = minus ? -value : value;
    found.push({ to, value: signed });
    if (/^(%|percent)$/.test(wordAt(tokens, to))) found.push({ to: to + 1, value: signed });
    else if (wordAt(tokens, to) === "per" && wordAt(tokens, to + 1) === "cent") {
      found.push({ to: to + 2, value: signed });
    }
  }
  return found;
}
