/** Cuts a reply where a speaker would pause, so that its first words are spoken while the rest is still being made. */
import { sentencesOf } from "../contract/voice/sentences.ts";

const longest = 80;
const shortest = 20;

/**
 * Sentences, and long ones at commas and semicolons, but never within a phrase however long it is: a voice with a limit
 * cuts once more (clausesOf). Joined they are the text again; a text of blanks has none.
 */
export function splitClauses(text: string): string[] {
  if (text.trim() === "") return [];
  return sentencesOf(text).flatMap(cut);
}

function cut(sentence: string): string[] {
  const found: string[] = [];
  let rest = sentence;
  while (rest.trimEnd().length > longest) {
    const pauses = [...rest.matchAll(/[,;:–—]\s+/gu)].map(({ index, 0: sign }) => index + sign.length);
    const fit = pauses.filter((end) => end >= shortest && rest.length - end >= shortest);
    const end = fit.filter((one) => one <= longest).at(-1) ?? fit[0];
    if (end === undefined) break;
    found.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  found.push(rest);
  return found;
}
