/** Which wake words a room listens to, and who answers each: two personas can be called by words of their own. */
import type { Persona } from "../../contract/index.ts";

/** As wake words are compared. */
const plain = (word: string): string =>
  word
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const names = ({ wakeWords }: Persona, word: string): boolean =>
  wakeWords.some((one) => plain(one) === plain(word));

/** Of a room whose persona is `here`; none: to all that are installed. Else its own, and those that others name. */
export function wakeWordsFor(here: Persona, all: readonly Persona[]): readonly string[] {
  if (here.wakeWords.length === 0) return [];
  return [...new Set([here, ...all].flatMap(({ wakeWords }) => wakeWords))];
}

export interface Called {
  /** Who answers in the room. */
  readonly here: Persona;
  /** The conversation was switched to that one by voice. */
  readonly switched: boolean;
  readonly all: readonly Persona[];
}

/**
 * Who is called by a wake word: the room's persona by its own words and those that nobody names; else who names it, the
 * first by name. One the room was switched to by voice, and that names no words, is called by all: nothing else would reach it.
 */
export function calledBy(word: string, { here, switched, all }: Called): Persona {
  if (names(here, word) || (switched && here.wakeWords.length === 0)) return here;
  return [...all].sort((a, b) => (a.name < b.name ? -1 : 1)).find((one) => names(one, word)) ?? here;
}
