/** A text as words with their places, so that pieces of it can be put into another sentence as they were said. */

export interface Word {
  /** Lower case, without punctuation. */
  readonly word: string;
  /** Where it stands in the text; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
}

const short: readonly (readonly [RegExp, string])[] = [
  [/n't$/, " not"],
  [/'re$/, " are"],
  [/'m$/, " am"],
  [/'ll$/, " will"],
  [/'ve$/, " have"],
  [/'d$/, " would"],
  [/^(it|that|what|who|how|when|where|there|here|he|she|let)'s$/, "$1 is"],
];
const irregular: Readonly<Record<string, string>> = {
  "can't": "can not",
  cant: "can not",
  cannot: "can not",
  "won't": "will not",
  dont: "do not",
  doesnt: "does not",
  didnt: "did not",
  isnt: "is not",
  wont: "will not",
  "let's": "let us",
};

/** The words of a text; "don't" is two words at one place. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of text
    .toLowerCase()
    .replaceAll("\u2019", "'")
    .matchAll(/[\p{L}\p{N}]+(?:['.:,][\p{L}\p{N}]+)*|%/gu)) {
    const from = match.index;
    for (const word of longForm(match[0]).split(" ")) words.push({ word, from, to: from + match[0].length });
  }
  return words;
}

function longForm(word: string): string {
  const known = irregular[word];
  if (known !== undefined) return known;
  for (const [ending, long] of short) if (ending.test(word)) return word.replace(ending, long);
  return word.replace(/'s$/, "");
}

/** The words of a phrase alone. */
export const plainWords = (text: string): readonly string[] => wordsOf(text).map(({ word }) => word);

/** Singular and plural as one. */
export const stem = (word: string): string =>
  word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;

/** Whether `phrase` stands in `words` at `at`. */
export function standsAt(words: readonly string[], phrase: readonly string[], at: number): boolean {
  return phrase.every((word, index) => words[at + index] === word);
}
