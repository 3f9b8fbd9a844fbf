/** A clause of an answer, from its words to its place in the stream. */
import { splitClauses } from "../../language/clauses.ts";
import type { Placed } from "./heard.ts";

/** What one wants said, and how. */
export interface Part {
  readonly text: string;
  readonly language?: string;
  readonly voice?: string;
  readonly emotion?: string;
  readonly speed?: number;
  /** It says only that something was done. */
  readonly confirms?: boolean;
}

/** How a clause shall sound. */
export interface Manner {
  readonly text: string;
  readonly language: string;
  readonly voice?: string;
  readonly emotion?: string;
  readonly speed?: number;
}

export interface Clause extends Manner, Placed {
  readonly index: number;
  /** A tone stands for its words. */
  readonly tone: boolean;
  from?: number;
  to?: number;
}

/** The clauses of a part, as they are handed to a voice one by one. `first`: nothing was said before it. */
export function mannersOf(
  part: Part,
  defaults: { readonly language: string; readonly voice?: string },
  first: boolean,
): Manner[] {
  const { language = defaults.language, voice = defaults.voice, emotion, speed } = part;
  const manner = {
    language,
    ...(voice === undefined ? {} : { voice }),
    ...(emotion === undefined ? {} : { emotion }),
    ...(speed === undefined ? {} : { speed }),
  };
  return splitClauses(part.text, first).map((text) => ({ text, ...manner }));
}

/** The longest text that a message may have. */
const longestText = 16_384;

/** The words of clauses as one text. */
export const textOf = (clauses: readonly Pick<Clause, "text">[]): string =>
  clauses
    .map(({ text }) => text.trim())
    .join(" ")
    .slice(0, longestText);
