/** How recognised words are judged against what was said: normalised text and word error rate. */

const ones = [
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
  "seventeen eighteen nineteen",
]
  .join(" ")
  .split(" ");
const tens = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** A whole number in English words, 0 to 999,999; longer digit runs are read digit by digit. */
export function spellNumber(digits: string): string {
  const value = Number(digits);
  if (digits.length > 6) return [...digits].map((digit) => ones[Number(digit)]).join(" ");
  if (value < 20) return ones[value] ?? "";
  if (value < 100) return [tens[Math.floor(value / 10)], ...(value % 10 ? [ones[value % 10]] : [])].join(" ");
  const [unit, name] = value < 1000 ? [100, "hundred"] : [1000, "thousand"];
  const rest = value % unit;
  const head = `${spellNumber(String(Math.floor(value / unit)))} ${name}`;
  return rest === 0 ? head : `${head} ${spellNumber(String(rest))}`;
}

const short: Readonly<Record<string, string>> = { mr: "mister", mrs: "missus", dr: "doctor", ok: "okay" };

/** The words as they are compared: lower case, digits and titles spelled out, no punctuation, no apostrophes. */
export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[’']/g, "")
    .replace(/(\d),(?=\d{3}\b)/g, "$1")
    .replace(/(\d+)\s*%/g, "$1 percent")
    .replace(/\d+/g, (digits) => ` ${spellNumber(digits)} `)
    .normalize("NFKD")
    .replace(/[^\p{L}\p{M}]+/gu, " ")
    .trim()
    .split(" ")
    .filter(Boolean)
    .map((word) => short[word] ?? word);
}

/** Fewest words to replace, leave out and add, to make `said` from `heard`. */
export function wordErrors(said: readonly string[], heard: readonly string[]): number {
  let row = heard.map((_, index) => index + 1);
  row.unshift(0);
  for (const [i, word] of said.entries()) {
    const next = [i + 1];
    for (const [j, other] of heard.entries()) {
      const swap = (row[j] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

export interface Score {
  readonly clips: number;
  readonly words: number;
  readonly errors: number;
  /** Errors a word, percent; null without words. */
  readonly wer: number | null;
}

/** Word error rate over pairs of what was said and what was heard. */
export function scoreOf(pairs: readonly { readonly said: string; readonly heard: string }[]): Score {
  let words = 0;
  let errors = 0;
  for (const { said, heard } of pairs) {
    const truth = wordsOf(said);
    words += truth.length;
    errors += wordErrors(truth, wordsOf(heard));
  }
  const wer = words === 0 ? null : Math.round((errors / words) * 1000) / 10;
  return { clips: pairs.length, words, errors, wer };
}
