/** Finds where a command may begin and end once "please" and "could you" are left out. */
import type { Token } from "./words/types.ts";

export interface Span {
  readonly starts: ReadonlySet<number>;
  readonly ends: ReadonlySet<number>;
}

type Phrases = readonly (readonly string[])[];

export function spanOf(tokens: readonly Token[], leading: Phrases, trailing: Phrases): Span {
  const starts = new Set([0]);
  for (const start of starts) {
    for (const phrase of leading) {
      const said = phrase.every((word, index) => tokens[start + index]?.word === word);
      if (said && start + phrase.length < tokens.length) starts.add(start + phrase.length);
    }
  }
  const ends = new Set([tokens.length]);
  for (const end of ends) {
    for (const phrase of trailing) {
      const first = end - phrase.length;
      const said = first > 0 && phrase.every((word, index) => tokens[first + index]?.word === word);
      if (said) ends.add(first);
    }
  }
  return { starts, ends };
}

/** Whether nothing but the beginning of a command's politeness was said so far: "could you", "good mor". */
export function isOpening(tokens: readonly Token[], leading: Phrases): boolean {
  const { starts } = spanOf(tokens, leading, []);
  return [...starts].some((start) => leading.some((phrase) => begins(phrase, tokens.slice(start))));
}

/** Where words at the end begin that may become what is left out there: "turn it on if you". */
export function trailingCuts(tokens: readonly Token[], trailing: Phrases): readonly number[] {
  const cuts = tokens.map((_, at) => at).slice(1);
  return cuts.filter((at) => trailing.some((phrase) => begins(phrase, tokens.slice(at))));
}

/** Whether a phrase begins with these words, the last of which may be cut short. */
const begins = (phrase: readonly string[], said: readonly Token[]): boolean =>
  said.length <= phrase.length &&
  said.every(({ word }, at) => {
    const whole = phrase[at] ?? "";
    return at === said.length - 1 ? whole.startsWith(word) : whole === word;
  });
