/** Cuts a reply where a speaker would pause, so that its first words are spoken while the rest is still being made. */
import { sentencesOf } from "../contract/voice/sentences.ts";

const longest = 80;
const shortest = 20;
/** An opening sentence that is longer is cut at its first pause, however little comes before it. */
const longestOpening = 30;
const shortestRest = 12;

/**
 * Sentences, and long ones at commas and semicolons, but never within a phrase however long it is: a voice with a limit
 * cuts once more (clausesOf). Joined they are the text again; a text of blanks has none. `opens`: nothing is said before
 * it, so that the first clause is as short as its sentence allows.
 */
export function splitClauses(text: string, opens = false): string[] {
  if (text.trim() === "") return [];
  const [first = "", ...others] = sentencesOf(text);
  return [...(opens ? opening(first) : [first]), ...others].flatMap(cut);
}

function opening(sentence: string): string[] {
  if (sentence.trim().length <= longestOpening) return [sentence];
  const pauses = [...sentence.matchAll(/[,;:–—]\s+/gu)].map(({ index, 0: sign }) => index + sign.length);
  const end = pauses.find((one) => /\p{L}{2}/u.test(sentence.slice(0, one)));
  if (end === undefined || sentence.length - end < shortestRest) return [sentence];
  return [sentence.slice(0, end), sentence.slice(end)];
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
