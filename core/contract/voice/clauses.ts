/** Cuts what a voice is given into pieces that it can make, so that the first sounds while the others are still made. */
import { sentencesOf } from "./sentences.ts";

const speakable = /[\p{L}\p{N}]/u;

/**
 * Sentences; one that is longer than `limit` characters is cut at its commas, then at words, then anywhere. Without
 * blanks around them, and without those that have neither letter nor digit.
 */
export function clausesOf(text: string, limit: number): string[] {
  return sentencesOf(text)
    .flatMap((sentence) => shorten(sentence, limit))
    .map((clause) => clause.trim())
    .filter((clause) => speakable.test(clause));
}

function shorten(sentence: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = sentence;
  while (rest.length > limit) {
    const head = rest.slice(0, limit);
    const at = cutAt(head);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...parts, rest];
}

/** Where to cut: after the last comma past the first third, else after the last blank, else at the end. */
function cutAt(head: string): number {
  const comma = [...head.matchAll(/[,;:\u2013\u2014]\s/g)].at(-1)?.index ?? -1;
  if (comma > head.length / 3) return comma + 2;
  const blank = head.lastIndexOf(" ");
  if (blank > 0) return blank + 1;
  return /[\uD800-\uDBFF]$/.test(head) ? head.length - 1 : head.length;
}

/** How long one pauses after it, ms. */
export function pauseAfter(clause: string): number {
  if (/[.!?\u2026]["')\]]*$/.test(clause)) return 250;
  return /[,;:\u2013\u2014]$/.test(clause) ? 120 : 0;
}
