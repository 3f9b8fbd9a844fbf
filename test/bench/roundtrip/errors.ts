/** Error rates for languages with and without blanks between their words. */
import { wordErrors } from "../../kit/score.ts";

/** Lower case, no punctuation; marks stay, since in some scripts they are vowels. */
const plain = (text: string): string =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replace(/\u0451/g, "\u0435")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();

export const errorsIn = {
  words: (text: string): string[] => plain(text).split(" ").filter(Boolean),
  characters: (text: string): string[] => [...plain(text).replaceAll(" ", "")],
} as const;

/** Percent of the parts of all that was said: left out, added or others. */
export function heardAs(
  pairs: readonly { readonly said: string; readonly heard: string }[],
  partsOf: (text: string) => string[],
): number {
  let errors = 0;
  let parts = 0;
  for (const { said, heard } of pairs) {
    errors += wordErrors(partsOf(said), partsOf(heard));
    parts += partsOf(said).length;
  }
  return Math.round((1000 * errors) / Math.max(1, parts)) / 10;
}
