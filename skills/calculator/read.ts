/** Reads an expression as it was said or written into pieces; the words of each language stand beside this file. */
import { add, decimal, divide, type Exact, fraction, multiply, Unworkable } from "./exact.ts";
import type { Piece, Sign } from "./work.ts";

/** How one language says numbers and signs. */
export interface Speech {
  /** Signs by how they are said, in lower case; of those that fit the longest is meant. */
  readonly signs: Readonly<Record<string, Sign | readonly Sign[] | "">>;
  readonly group: string;
  readonly decimal: string;
  /** Between a whole number and its decimals. */
  readonly point: string;
  readonly and: string;
  /** A whole number from a word on, and where it ends. */
  whole(words: readonly string[], at: number): { readonly to: number; readonly value: bigint } | undefined;
  /** 3 for "thirds": what stands below the line. */
  below(word: string): number | undefined;
  /** May stand for one before a part, as in "a third". */
  readonly one: ReadonlySet<string>;
}

const longestSign = 6;
const symbols: Readonly<Record<string, Sign>> = {
  "+": "+",
  "-": "-",
  "−": "-",
  "–": "-",
  "*": "*",
  "×": "*",
  "·": "*",
  "/": "/",
  "÷": "/",
  ":": "/",
  "^": "^",
  "²": "^2",
  "³": "^3",
  "%": "%",
  "(": "(",
  ")": ")",
  "√": "root",
};

/** Throws Unworkable `unclear` at the first word that belongs to no expression. */
export function pieces(said: string, speech: Speech): readonly Piece[] {
  const text = said.toLowerCase().replaceAll("ß", "ss");
  const words = text.match(/\d+(?:[.,]\d+)*|[\p{L}']+|[^\s\p{L}\d]/gu) ?? [];
  const found: Piece[] = [];
  for (let at = 0; at < words.length; ) {
    const next = signAt(words, at, speech) ?? numberAt(words, at, speech);
    if (!next) {
      // "=", "?" and the full stop of a recogniser.
      if (/^[=?.!,]$/.test(words[at] ?? "")) at++;
      else throw new Unworkable("unclear");
      continue;
    }
    found.push(...next.pieces);
    at = next.to;
  }
  return found;
}

interface Found {
  readonly to: number;
  readonly pieces: readonly Piece[];
}

function signAt(words: readonly string[], at: number, { signs }: Speech): Found | undefined {
  for (let length = Math.min(longestSign, words.length - at); length > 0; length--) {
    const said = words.slice(at, at + length).join(" ");
    const sign = Object.hasOwn(signs, said) ? signs[said] : symbols[said];
    if (sign === undefined) continue;
    const all = typeof sign === "string" ? [sign] : sign;
    return { to: at + length, pieces: all.flatMap((one) => (one === "" ? [] : [{ sign: one }])) };
  }
  return undefined;
}

function numberAt(words: readonly string[], at: number, speech: Speech): Found | undefined {
  const found = partAt(words, at, speech) ?? wholeAt(words, at, speech);
  if (!found) return undefined;
  const mixed = words[found.to] === speech.and ? partAt(words, found.to + 1, speech) : undefined;
  if (mixed && found.value.d === 1n) {
    return { to: mixed.to, pieces: [{ number: add(found.value, mixed.value) }] };
  }
  return { to: found.to, pieces: [{ number: found.value }] };
}

interface Value {
  readonly to: number;
  readonly value: Exact;
}

/** "a third", "two thirds", "three quarters". */
function partAt(words: readonly string[], at: number, speech: Speech): Value | undefined {
  const alone = speech.below(words[at] ?? "");
  if (alone !== undefined) return { to: at + 1, value: fraction(1n, BigInt(alone)) };
  const above = speech.one.has(words[at] ?? "")
    ? { to: at + 1, value: fraction(1n) }
    : wholeAt(words, at, speech);
  const below = above && speech.below(words[above.to] ?? "");
  if (!above || below === undefined || above.value.d !== 1n) return undefined;
  return { to: above.to + 1, value: divide(above.value, fraction(BigInt(below))) };
}

function wholeAt(words: readonly string[], at: number, speech: Speech): Value | undefined {
  const word = words[at] ?? "";
  if (/^\d/.test(word)) return digitsAt(words, at, speech);
  const found = speech.whole(words, at);
  return found && decimalsAt(words, found.to, fraction(found.value), speech);
}

function digitsAt(words: readonly string[], at: number, speech: Speech): Value | undefined {
  const { group, decimal: point } = speech;
  const word = words[at] ?? "";
  const grouped = new RegExp(`^\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d+)?$`);
  const plain = grouped.test(word) ? word.replaceAll(group, "") : word;
  const written = plain.replace(point, ".");
  if (!/^\d+(\.\d+)?$/.test(written)) return undefined;
  const value = decimal(written);
  const scale = speech.whole(["1", ...words.slice(at + 1, at + 2)], 0);
  if (scale?.to === 2) return { to: at + 2, value: multiply(value, fraction(scale.value)) };
  return decimalsAt(words, at + 1, value, speech);
}

/** "three point one four": every digit said is one more. */
function decimalsAt(words: readonly string[], at: number, value: Exact, speech: Speech): Value {
  let digits = "";
  let to = at;
  if (words[at] === speech.point && value.d === 1n) {
    for (to = at + 1; to < words.length && digits.length < 30; to++) {
      const digit = /^\d+$/.test(words[to] ?? "") ? words[to] : digitOf(words, to, speech);
      if (digit === undefined) break;
      digits += digit;
    }
  }
  if (digits === "") return { to: at, value };
  return { to, value: add(value, decimal(`0.${digits}`)) };
}

function digitOf(words: readonly string[], at: number, { whole }: Speech): string | undefined {
  const found = whole(words.slice(at, at + 1), 0);
  return found && found.value < 10n ? String(found.value) : undefined;
}
