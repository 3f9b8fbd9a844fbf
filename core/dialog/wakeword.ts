/** Takes the wake word off the front of a transcript: the audio before a command holds the end of it. */

/** In lower case, without signs, one blank between words. */
export const bare = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

/** How far into a transcript the wake word may stand: the audio before it holds a second of whatever was said. */
const wordsBefore = 5;

/**
 * "Jarvis, turn on the lamp" with "hey jarvis" -> "turn on the lamp". What stands before the wake word goes too. Any tail
 * of the wake word counts, and words that differ in a few letters, since recognisers seldom know such names.
 */
export function withoutWakeWord(text: string, wakeWord: string): string {
  const wanted = bare(wakeWord).split(" ");
  const words = text.trim().split(/\s+/);
  const said = words.map(bare);
  for (let before = 0; before <= wordsBefore; before++) {
    for (let from = 0; from < wanted.length; from++) {
      const tail = wanted.slice(from);
      const heard = said.slice(before, before + tail.length);
      if (heard.length === tail.length && tail.every((word, i) => alike(word, heard[i] ?? ""))) {
        return words.slice(before + tail.length).join(" ");
      }
    }
  }
  return text.trim();
}

function alike(wanted: string, heard: string): boolean {
  const slack = wanted.length >= 5 ? 2 : 0;
  return distance(wanted, heard) <= slack;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
