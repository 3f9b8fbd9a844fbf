/** Brings what was said, and what a template says, into one form, and knows where each character of it came from. */

/** Text as the engine compares it. */
export interface Prepared {
  readonly text: string;
  /** The same characters as they were written: capitals and all. */
  readonly said: string;
  /** For each character its place in the original, and one more for the end. */
  readonly origin: readonly number[];
  /** For each character where that which it was written with ends in the original. */
  readonly ends: readonly number[];
}

const edgeSigns = '。,，、?¿？؟!¡！;；:：…—–―“”„«»"';
const ideograph = /[\u4E00-\u9FFF\u3400-\u4DBF\u3040-\u30FF\uAC00-\uD7AF]/u;
const wordSign = /[\p{L}\p{M}\p{N}_]/u;
const letter = /[\p{L}\p{M}]/u;

const alike: Readonly<Record<string, string>> = {
  "’": "'",
  ʼ: "'",
  "‘": "'",
  ı: "i",
  İ: "i",
  ſ: "s",
  ς: "σ",
  // Romanian with cedillas, as older keyboards write it.
  ş: "ș",
  Ş: "ș",
  ţ: "ț",
  Ţ: "ț",
  "‐": "-",
  "‑": "-",
  "\u200b": "",
  "\u00ad": "",
};

/** What a hyphen before a number becomes, so that it is no gap between words: "set to -5". */
const minus = "−";
export const minusSign = minus.charCodeAt(0);
const hyphenSign = "-".charCodeAt(0);

/** Whether a sign of a template takes one that was said. */
export const takes = (written: number, said: number): boolean =>
  written === said || (said === minusSign && written === hyphenSign);

/** Lower case and one form for signs that are alike; a character never becomes two. */
export function fold(text: string): string {
  let folded = "";
  for (const sign of text.normalize("NFC")) folded += foldSign(sign);
  return folded;
}

function foldSign(sign: string): string {
  const known = alike[sign];
  if (known !== undefined) return known;
  if (sign < "\u0080") return sign.toLowerCase();
  if (/\s/u.test(sign)) return " ";
  if (/\p{Nd}/u.test(sign)) return digit(sign);
  const low = sign.toLowerCase();
  return low.length === sign.length ? low : sign;
}

/** Decimal digits of any script stand in runs of ten from zero (Unicode Standard, section 4.6). */
function digit(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}

/** Splits into a base and what joins it (marks, Hangul vowels and finals), so that composing them keeps each place. */
const cluster = /\P{M}[\p{M}\u1160-\u11FF]*|\p{M}+/gu;

export function prepare(original: string, ignoreWhitespace: boolean): Prepared {
  const signs: Sign[] = [];
  for (const { 0: group, index } of original.matchAll(cluster)) {
    for (const written of group.normalize("NFC")) {
      const folded = foldSign(written);
      const sign = /\s/u.test(folded) ? " " : folded;
      const to = index + group.length;
      if (sign !== "")
        signs.push({ sign, written: sign.length === written.length ? written : sign, from: index, to });
    }
  }
  const plain = signs.map(({ sign }) => sign);
  const kept = signs
    .filter((_, at) => isKept(plain, at))
    .map((one, at, all) => (isMinus(all, at) ? { ...one, sign: minus } : one));
  return tidy(ignoreWhitespace ? closed(kept) : kept, original.length);
}

interface Sign {
  readonly sign: string;
  readonly written: string;
  readonly from: number;
  readonly to: number;
}

const isMinus = (signs: readonly Sign[], at: number): boolean =>
  (signs[at]?.sign === "-" || signs[at]?.sign === minus) &&
  /^[0-9]/.test(signs[at + 1]?.sign ?? "") &&
  !wordSign.test(signs[at - 1]?.sign ?? " ");

function isKept(signs: readonly string[], at: number): boolean {
  const sign = signs[at] ?? "";
  if (sign !== "." && !edgeSigns.includes(sign)) return true;
  let next = at + 1;
  while (isEdge(signs[next])) next++;
  let last = at - 1;
  while (isEdge(signs[last])) last--;
  const closes = !wordSign.test(signs[next] ?? " ");
  if (sign === "." && closes) return isInitialism(signs, at);
  return !closes && wordSign.test(signs[last] ?? " ");
}

/** Without white space between ideographs. */
function closed(signs: readonly Sign[]): Sign[] {
  const kept: Sign[] = [];
  for (const one of signs) {
    if (ideograph.test(one.sign)) {
      const last = kept.findLastIndex(({ sign }) => sign !== " ");
      if (ideograph.test(kept[last]?.sign ?? "")) kept.length = last + 1;
    }
    kept.push(one);
  }
  return kept;
}

const isEdge = (sign: string | undefined): boolean =>
  sign !== undefined && (sign === "." || edgeSigns.includes(sign));

/** The last dot of "a.c.", not that after "2.5". */
const isInitialism = (signs: readonly string[], at: number): boolean =>
  signs[at - 2] === "." && letter.test(signs[at - 1] ?? " ") && letter.test(signs[at - 3] ?? " ");

/** One space between words, none at the ends; signs outside the basic plane become two characters. */
function tidy(signs: readonly Sign[], end: number): Prepared {
  let text = "";
  let said = "";
  const origin: number[] = [];
  const ends: number[] = [];
  for (const { sign, written, from, to } of signs) {
    if (sign === " " && (text === "" || text.endsWith(" "))) continue;
    text += sign;
    said += sign === " " ? " " : written;
    for (let unit = 0; unit < sign.length; unit++) {
      origin.push(from);
      ends.push(to);
    }
  }
  const { length } = text.trimEnd();
  return {
    text: text.slice(0, length),
    said: said.slice(0, length),
    origin: [...origin.slice(0, length), end],
    ends: ends.slice(0, length),
  };
}

/** Where skip words are taken out. */
export type Skipping = "everywhere" | "start" | "end";

export interface SkipPatterns extends Readonly<Record<Skipping, RegExp>> {
  readonly ignoreWhitespace: boolean;
  readonly phrases: readonly string[];
}

/** What stands before skip words at the end, which may have only begun ("turn it on pl"). */
export function beforeSkipped(prepared: Prepared, { phrases, ignoreWhitespace }: SkipPatterns): Prepared[] {
  const { text } = prepared;
  const cuts = new Set<number>();
  for (const phrase of phrases) {
    for (let size = 1; size <= phrase.length && size <= text.length; size++) {
      const at = text.length - size;
      const isWord = ignoreWhitespace || at === 0 || !wordSign.test(text.charAt(at - 1));
      if (isWord && text.endsWith(phrase.slice(0, size))) cuts.add(at);
    }
  }
  return [...cuts].map((at) => tidy(signsOf(prepared).slice(0, at), at));
}

const signsOf = ({ text, said, origin, ends }: Prepared): Sign[] =>
  text.split("").map((sign, at) => ({
    sign,
    written: said.charAt(at),
    from: origin[at] ?? 0,
    to: ends[at] ?? 0,
  }));

export function skipPatterns(words: readonly string[], ignoreWhitespace: boolean): SkipPatterns | undefined {
  const folded = [...new Set(words.map((word) => fold(word.trim())).filter((word) => word !== ""))];
  if (folded.length === 0) return undefined;
  const any = folded
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"))
    .join("|");
  const edge = ignoreWhitespace ? "" : "[\\p{L}\\p{M}\\p{N}_]";
  const before = edge === "" ? "" : `(?<!${edge})`;
  const after = edge === "" ? "" : `(?!${edge})`;
  return {
    ignoreWhitespace,
    phrases: folded,
    everywhere: new RegExp(`${before}(?:${any})${after}`, "gu"),
    start: new RegExp(`^(?: ?(?:${any})${after})+`, "gu"),
    end: new RegExp(`(?:${before}(?:${any}) ?)+$`, "gu"),
  };
}

/** Leaves whole words out, the longest first. Undefined where there are none. */
export function without(prepared: Prepared, pattern: SkipPatterns, where: Skipping): Prepared | undefined {
  const out = new Set<number>();
  for (const { 0: word, index } of prepared.text.matchAll(pattern[where])) {
    for (let at = index; at < index + word.length; at++) out.add(at);
  }
  if (out.size === 0) return undefined;
  const signs = signsOf(prepared).map((one, at) => (out.has(at) ? { ...one, sign: " " } : one));
  return tidy(pattern.ignoreWhitespace ? closed(signs) : signs, prepared.origin.at(-1) ?? 0);
}
