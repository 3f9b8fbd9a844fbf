/** Numbers as German says them: one long word or several, from words and digits to values. */
import type { Reading, Token } from "./types.ts";

const named = new Map<string, number>();
for (const [value, names] of [
  "null",
  "ein eins eine einen einem einer eines",
  "zwei zwo",
  "drei",
  "vier",
  "fünf fuenf",
  "sechs",
  "sieben",
  "acht",
  "neun",
  "zehn",
  "elf",
  "zwölf zwoelf",
  "dreizehn",
  "vierzehn",
  "fünfzehn fuenfzehn",
  "sechzehn",
  "siebzehn",
  "achtzehn",
  "neunzehn",
].entries()) {
  for (const name of names.split(" ")) named.set(name, value);
}
const tens = new Map([
  ["zwanzig", 20],
  ["dreissig", 30],
  ["vierzig", 40],
  ["fünfzig", 50],
  ["fuenfzig", 50],
  ["sechzig", 60],
  ["siebzig", 70],
  ["achtzig", 80],
  ["neunzig", 90],
]);

/** Words that have a key as digits; "ein" and "eine" are articles first. */
export const digitWords: ReadonlyMap<string, string> = new Map(
  [...named]
    .filter(([word]) => !/^eine?[nmrs]?$/.test(word) || word === "eins")
    .map(([w, v]) => [w, String(v)]),
);

const wordAt = (tokens: readonly Token[], at: number): string => tokens[at]?.word ?? "";

function belowHundred(word: string): number | undefined {
  const direct = named.get(word) ?? tens.get(word);
  if (direct !== undefined) return direct;
  for (let at = word.indexOf("und"); at > 0; at = word.indexOf("und", at + 1)) {
    const unit = word.slice(0, at) === "eins" ? undefined : named.get(word.slice(0, at));
    const ten = tens.get(word.slice(at + 3));
    if (unit !== undefined && ten !== undefined && unit > 0 && unit < 10) return ten + unit;
  }
  return undefined;
}

/** A head, a joint and a rest below the joint: "zwei" "hundert" "[und]dreissig". */
function jointed(
  word: string,
  joint: string,
  size: number,
  head: (word: string) => number | undefined,
  rest: (word: string) => number | undefined,
): number | undefined {
  for (let at = word.indexOf(joint); at >= 0; at = word.indexOf(joint, at + 1)) {
    const many = at === 0 ? 1 : head(word.slice(0, at));
    if (many === undefined || many === 0) continue;
    const tail = word.slice(at + joint.length);
    if (tail === "") return many * size;
    const more = rest(tail) ?? (tail.startsWith("und") ? rest(tail.slice(3)) : undefined);
    if (more !== undefined && more > 0 && more < size) return many * size + more;
  }
  return undefined;
}

const belowTen = (word: string): number | undefined => {
  const value = named.get(word);
  return value !== undefined && value < 20 && word !== "eins" ? value : undefined;
};
const belowThousand = (word: string): number | undefined =>
  belowHundred(word) ?? jointed(word, "hundert", 100, belowTen, belowHundred);

/** One word, 0 to 999,999: "zweitausendfünfhundertdreiundzwanzig". */
export function wordValue(word: string): number | undefined {
  return word.length > 80
    ? undefined
    : (belowThousand(word) ?? jointed(word, "tausend", 1000, belowThousand, belowThousand));
}

const longest = 8;

/** Whole numbers below a million, also when a recogniser wrote the parts of the word apart. */
function belowMillion(tokens: readonly Token[], at: number): Reading<number>[] {
  const found: Reading<number>[] = [];
  if (/^\d{1,15}(\.\d{1,15})?$/.test(wordAt(tokens, at))) {
    const value = Number(wordAt(tokens, at));
    found.push({ to: at + 1, value });
    if (wordAt(tokens, at + 1) === "tausend" && value < 1000) found.push({ to: at + 2, value: value * 1000 });
    return found;
  }
  let joined = "";
  for (let to = at; to < Math.min(tokens.length, at + longest); to++) {
    joined += wordAt(tokens, to);
    const value = wordValue(joined);
    if (value !== undefined) found.push({ to: to + 1, value });
  }
  return found;
}

const scales: readonly (readonly [name: RegExp, value: number])[] = [
  [/^billion(en)?$/, 1e12],
  [/^milliarden?$/, 1e9],
  [/^million(en)?$/, 1e6],
];

/** Below `below`: a Million is followed by thousands, not by a Milliarde. */
function wholes(tokens: readonly Token[], at: number, below = 1e15): Reading<number>[] {
  const found = belowMillion(tokens, at);
  for (const { to, value } of [...found]) {
    const scale = scales.find(([name]) => name.test(wordAt(tokens, to)))?.[1];
    if (scale === undefined || scale >= below || value === 0 || value >= 1000) continue;
    found.push({ to: to + 1, value: value * scale });
    const after = wordAt(tokens, to + 1) === "und" ? to + 2 : to + 1;
    for (const rest of wholes(tokens, after, scale)) {
      if (rest.value > 0 && rest.value < scale)
        found.push({ to: rest.to, value: value * scale + rest.value });
    }
  }
  return found;
}

/** "halb", "eine halbe", "ein viertel", "dreiviertel", "1/2". */
export function fractionAt(tokens: readonly Token[], at: number): Reading<number>[] {
  const word = wordAt(tokens, at);
  const parts = /^(\d{1,3})\/(\d{1,3})$/.exec(word);
  if (parts !== null) {
    const value = Number(parts[1]) / Number(parts[2]);
    return Number.isFinite(value) ? [{ to: at + 1, value }] : [];
  }
  const start = /^(eine?[nmrs]?|1)$/.test(word) ? at + 1 : at;
  const noun = wordAt(tokens, start);
  if (/^halb(e[nmrs]?)?$/.test(noun)) return [{ to: start + 1, value: 0.5 }];
  if (noun === "viertel") return [{ to: start + 1, value: 0.25 }];
  if (noun === "dreiviertel") return [{ to: start + 1, value: 0.75 }];
  if (/^(drei|3)$/.test(word) && wordAt(tokens, at + 1) === "viertel") return [{ to: at + 2, value: 0.75 }];
  return [];
}

/** "anderthalb", "zweieinhalb", "dreieinviertel": a whole and a fraction in one word, or in several. */
function mixed(tokens: readonly Token[], at: number): Reading<number>[] {
  const found: Reading<number>[] = [];
  let joined = "";
  for (let to = at; to < Math.min(tokens.length, at + 4); to++) {
    joined += wordAt(tokens, to);
    if (/^anderthalb(e[nmrs]?)?$/.test(joined)) found.push({ to: to + 1, value: 1.5 });
    const parts =
      /^(.{1,40}?)(?:und)?(einhalb(?:e[nmrs]?)?|eineinhalb|einehalbe|einviertel|dreiviertel)$/.exec(joined);
    if (parts === null) continue;
    const head = parts[1] ?? "";
    if (/^eine[nmrs]?$/.test(head)) continue;
    const whole = /^\d{1,9}$/.test(head) ? Number(head) : wordValue(head);
    const part = (parts[2] ?? "").includes("hal") ? 0.5 : (parts[2] ?? "").startsWith("drei") ? 0.75 : 0.25;
    if (whole !== undefined && whole > 0) found.push({ to: to + 1, value: whole + part });
  }
  return found;
}

/** "drei komma eins vier". */
function decimals(tokens: readonly Token[], whole: Reading<number>): Reading<number>[] {
  if (wordAt(tokens, whole.to) !== "komma" || !Number.isInteger(whole.value)) return [];
  const found: Reading<number>[] = [];
  let digits = "";
  for (let at = whole.to + 1; digits.length < 9; at++) {
    const word = wordAt(tokens, at);
    const digit = /^\d{1,9}$/.test(word) ? word : named.get(word);
    if (digit === undefined || (typeof digit === "number" && digit > 9)) break;
    digits += String(digit);
    found.push({ to: at + 1, value: Number(`${whole.value}.${digits}`) });
  }
  return found;
}

/** Numbers without sign and percent. */
export function amounts(tokens: readonly Token[], at: number): Reading<number>[] {
  const found: Reading<number>[] = [...mixed(tokens, at)];
  for (const whole of wholes(tokens, at)) {
    found.push(whole, ...decimals(tokens, whole));
    const next = wordAt(tokens, whole.to);
    const start = next === "und" ? whole.to + 1 : /\//.test(next) ? whole.to : undefined;
    if (start === undefined) continue;
    for (const part of fractionAt(tokens, start)) {
      if (part.value < 1) found.push({ to: part.to, value: whole.value + part.value });
    }
  }
  found.push(...fractionAt(tokens, at));
  if (wordAt(tokens, at) === "ein" && wordAt(tokens, at + 1) === "dutzend")
    found.push({ to: at + 2, value: 12 });
  return found;
}

/** Numbers as a slot takes them: with sign, and with "Prozent" or without. */
export function numbers(tokens: readonly Token[], from: number): Reading<number>[] {
  const minus = wordAt(tokens, from) === "minus";
  const found: Reading<number>[] = [];
  for (const { to, value } of amounts(tokens, minus ? from + 1 : from)) {
    const signed = minus ? -value : value;
    found.push({ to, value: signed });
    if (wordAt(tokens, to) === "%") found.push({ to: to + 1, value: signed });
  }
  return found;
}
