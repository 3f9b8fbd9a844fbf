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
