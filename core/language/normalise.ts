/** Turns what was said, and what a template says, into the same words, so that they can be compared. */
import type { LanguageWords, Token } from "./words/types.ts";

export interface Sentence {
  /** The text that the tokens' positions refer to: NFKC, straight apostrophes. */
  readonly text: string;
  readonly tokens: readonly Token[];
}

const fractions: Readonly<Record<string, string>> = {
  "½": "1/2",
  "¼": "1/4",
  "¾": "3/4",
  "⅓": "1/3",
  "⅔": "2/3",
};

const piece =
  /(?<![\p{L}\p{M}])\p{L}(?:\.\p{L})+(?![\p{L}\p{M}])\.?|\p{N}+(?:[.,:/]\p{N}+)*|[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|[%°&]/gu;

/** Splits text into words as `words` sees them. Never throws; text without words gives no tokens. */
export function readSentence(text: string, words: LanguageWords): Sentence {
  const plain = text
    .replace(/[½¼¾⅓⅔]/gu, (sign) => ` ${fractions[sign]} `)
    .normalize("NFKC")
    .replace(/[\u2018\u2019\u02BC\u0060\u00B4\u2032]/gu, "'");
  const tokens: Token[] = [];
  for (const found of plain.matchAll(piece)) {
    const from = found.index;
    const to = from + found[0].length;
    for (const word of wordsOf(found[0].toLowerCase(), words)) {
      tokens.push({ word, key: keyOf(word, words), from, to });
    }
  }
  return { text: plain, tokens };
}

function wordsOf(part: string, words: LanguageWords): readonly string[] {
  if (/^\p{N}/u.test(part)) return digitsOf(part, words);
  const bare = part.includes(".") ? part.replaceAll(".", "") : part;
  const whole = words.expand(bare);
  if (whole !== undefined) return whole;
  return [bare.replaceAll("'", "")];
}

/** Digits as this language writes them, as JavaScript writes them. */
function digitsOf(part: string, words: LanguageWords): readonly string[] {
  const { group, decimal } = words.separators;
  if (/[:/]/.test(part)) return [part];
  const groups = part.split(decimal);
  const whole = groups[0] ?? "";
  if (groups.length <= 2 && /^\d{1,3}$/.test(whole.split(group)[0] ?? "")) {
    const tail = whole.split(group).slice(1);
    if (tail.length > 0 && tail.every((digits) => /^\d{3}$/.test(digits))) {
      return [whole.replaceAll(group, "") + (groups[1] === undefined ? "" : `.${groups[1]}`)];
    }
  }
  if (/^\d+$/.test(part)) return [part];
  if (groups.length === 2 && /^\d+$/.test(whole)) return [`${whole}.${groups[1]}`];
  if (/^\d+\.\d+$/.test(part)) return [part];
  return part.split(/[.,]/);
}

function keyOf(word: string, words: LanguageWords): string {
  if (/^\d+$/.test(word)) return word.replace(/^0+(?=\d)/, "");
  return words.digits.get(word) ?? word;
}

/** The name of a language without its region: "en" of "en-GB". */
export function primary(language: string): string {
  return (language.split(/[-_]/)[0] ?? language).toLowerCase();
}

/** The best of `there` for a wanted language: itself, its primary tag, or another region of it. */
export function nearest(wanted: string, there: Iterable<string>): string | undefined {
  const all = [...there];
  const low = wanted.toLowerCase();
  return (
    all.find((name) => name.toLowerCase() === low) ??
    all.find((name) => name.toLowerCase() === primary(wanted)) ??
    all.filter((name) => primary(name) === primary(wanted)).sort()[0]
  );
}
