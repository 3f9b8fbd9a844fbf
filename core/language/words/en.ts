/** English, as it is spoken to a house and written by recognisers. */

import { moments } from "./en-moments.ts";
import { digitWords, numbers } from "./en-numbers.ts";
import { repeats } from "./en-repeats.ts";
import { durations, times } from "./en-times.ts";
import { unfinished } from "./en-unfinished.ts";
import type { LanguageWords } from "./types.ts";

const is = "what where who when how it that there here he she why which".split(" ");
const whole = new Map<string, readonly string[]>([
  ["won't", ["will", "not"]],
  ["can't", ["can", "not"]],
  ["cannot", ["can", "not"]],
  ["let's", ["let", "us"]],
  ["o'clock", ["o'clock"]],
  ["oclock", ["o'clock"]],
  ["gonna", ["going", "to"]],
  ["wanna", ["want", "to"]],
  ["percent", ["%"]],
  ["&", ["and"]],
  ["°", ["degrees"]],
  ["okay", ["ok"]],
  ["colour", ["color"]],
  ["dont", ["do", "not"]],
  ["whats", ["what", "is"]],
  ["wheres", ["where", "is"]],
  ["whos", ["who", "is"]],
  ["hows", ["how", "is"]],
  ["thats", ["that", "is"]],
  ["theres", ["there", "is"]],
  ["heres", ["here", "is"]],
  ["whens", ["when", "is"]],
  ["its", ["it", "is"]],
  ["im", ["i", "am"]],
  ["ive", ["i", "have"]],
  ["id", ["i", "would"]],
  ["youre", ["you", "are"]],
  ["didnt", ["did", "not"]],
  ["couldnt", ["could", "not"]],
  ["cant", ["can", "not"]],
  ["lets", ["let", "us"]],
]);
for (const word of is) whole.set(`${word}'s`, [word, "is"]);
const endings: readonly [RegExp, string][] = [
  [/n't$/, "not"],
  [/'re$/, "are"],
  [/'ll$/, "will"],
  [/'ve$/, "have"],
  [/'m$/, "am"],
  [/'d$/, "would"],
];

function expand(word: string): readonly string[] | undefined {
  const found = whole.get(word);
  if (found !== undefined || !word.includes("'")) return found;
  for (const [ending, second] of endings) {
    const first = word.replace(ending, "");
    if (first !== word && first.length > 0 && !first.includes("'")) return [first, second];
  }
  return undefined;
}

function stem(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(ch|sh|x|ss|z)es$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

const phrases = (text: string): string[][] => text.split("|").map((phrase) => phrase.trim().split(" "));

export const en: LanguageWords = {
  expand,
  separators: { group: ",", decimal: "." },
  digits: digitWords,
  compounds: false,
  articles: new Set(["the", "a", "an", "my", "our"]),
  leading: phrases(
    "please|hey|hi|hello|ok|so|well|um|uh|hmm|now|just|could you|can you|would you|will you|can we|could we|i want you to|i would like you to|i need you to|go ahead and|would you mind|do you mind|would you please|be so kind and|do me a favor and|ok now|good night|good morning|good evening|hello there|i am leaving|i am leaving now|i am going to bed|i am off to bed|i am home|thanks|thank you",
  ),
  trailing: phrases(
    "please|thanks|thank you|thank you very much|thank you so much|if you could|if you would|if you do not mind|for me|now|right now|will you|would you|ok|then",
  ),
  goingOn: phrases(
    "5|%|hours|minutes|seconds|and a half|and 5 minutes|past 5|to 5|o'clock|am|days|at 5|morning|day|week|5 minutes|half hours|half 5|monday|the morning|in may|monday in may",
  ),
  unfinished,
  stem,
  number: numbers,
  duration: durations,
  time: times,
  moment: moments,
  repeat: repeats,
};
