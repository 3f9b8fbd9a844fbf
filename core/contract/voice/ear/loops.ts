/** Mends what decoders of speech are known to do wrong: saying the same words over and over. */

/** A run of this many equal pieces is a loop; people do say a thing twice. */
const oneWordTimes = 4;
const phraseTimes = 3;
const longestPhrase = 12;

const bare = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** The text cut after the first of several repetitions of the same words. */
export function cutLoops(text: string): string {
  const words = text.split(/\s+/).filter(Boolean);
  const plain = words.map(bare);
  for (let at = 0; at < words.length; at++) {
    for (let length = 1; length <= longestPhrase && at + length * phraseTimes <= words.length; length++) {
      if (repeats(plain, at, length) >= (length === 1 ? oneWordTimes : phraseTimes)) {
        return words.slice(0, at + length).join(" ");
      }
    }
  }
  return words.join(" ");
}

/** How often the words at `at` come in a row, counting the first time. */
function repeats(words: readonly string[], at: number, length: number): number {
  let times = 1;
  for (let next = at + length; next + length <= words.length; next += length, times++) {
    for (let i = 0; i < length; i++) if (words[at + i] !== words[next + i]) return times;
  }
  return times;
}

/** Whether there is a word in it at all; the decoder answers silence with nothing, or with a lone mark. */
export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
