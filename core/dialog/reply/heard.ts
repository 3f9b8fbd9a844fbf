/** What of an answer was heard until it was cut, in whole words: letters stand for time within a clause. */

import { plainText } from "../../contract/voice/feeling.ts";

/** A clause and where it lies in the stream, ms. */
export interface Placed {
  readonly text: string;
  /** Absent: nothing of it was sent. */
  readonly from?: number;
  /** Absent: it was cut while it was made, and nobody knows how long it would have been. */
  readonly to?: number;
}

/** ms that a letter takes, where nothing better is known: some 14 a second. */
const perLetter = 70;
const letters = /[\p{L}\p{N}]/gu;
const lettersIn = (text: string): number => text.match(letters)?.length ?? 0;

/** A word counts when the loudspeaker was past its last letter. `position`: ms. */
export function heardOf(clauses: readonly Placed[], position: number): string {
  return clauses
    .map((clause) => heardIn(clause, position))
    .filter((words) => words !== "")
    .join(" ");
}

function heardIn({ text: marked, from, to }: Placed, position: number): string {
  if (from === undefined || position <= from) return "";
  const text = plainText(marked);
  const all = lettersIn(text);
  const length = to === undefined ? all * perLetter : to - from;
  if (position >= from + length) return text.trim();
  const reached = ((position - from) / length) * all;
  const words: string[] = [];
  let passed = 0;
  for (const word of text.trim().split(/\s+/u)) {
    passed += lettersIn(word);
    if (passed > reached) break;
    words.push(word);
  }
  return words.join(" ");
}
