/** German, as it is spoken to a house and written by recognisers. */

import { moments } from "./de-moments.ts";
import { digitWords, numbers } from "./de-numbers.ts";
import { repeats } from "./de-repeats.ts";
import { durations, times } from "./de-times.ts";
import { unfinished } from "./de-unfinished.ts";
import type { LanguageWords } from "./types.ts";

const whole = new Map<string, readonly string[]>([
  ["prozent", ["%"]],
  ["&", ["und"]],
  ["°", ["grad"]],
  ["okay", ["ok"]],
  ["wie's", ["wie", "ist", "es"]],
  ["geht's", ["geht", "es"]],
  ["gibt's", ["gibt", "es"]],
  ["ist's", ["ist", "es"]],
  ["gehts", ["geht", "es"]],
  ["gibts", ["gibt", "es"]],
  ["wieviel", ["wie", "viel"]],
  ["wieviele", ["wie", "viele"]],
]);

function expand(word: string): readonly string[] | undefined {
  const plain = word.replaceAll("ß", "ss");
  return whole.get(plain) ?? (plain === word ? undefined : [plain.replaceAll("'", "")]);
}

function stem(word: string): string {
  if (word.length > 4 && word.endsWith("en")) return word.slice(0, -1);
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

const phrases = (text: string): string[][] => text.split("|").map((phrase) => phrase.trim().split(" "));

export const de: LanguageWords = {
  expand,
  separators: { group: ".", decimal: "," },
  digits: digitWords,
  compounds: true,
  articles: new Set(
    "der die das den dem des ein eine einen einem einer mein meine meinen meinem meiner unser unsere unseren unserem unserer".split(
      " ",
    ),
  ),
  leading: phrases(
    "bitte|hey|hi|hallo|ok|so|also|äh|ähm|hm|nun|mal|kannst du|könntest du|würdest du|kannst du mir|könntest du mir|würdest du mir|kannst du mal|sei so gut und|sei so nett und|gute nacht|guten morgen|guten abend|guten tag|ich gehe jetzt|ich gehe schlafen|ich gehe ins bett|ich bin zu hause|danke|ich möchte dass du|ich will dass du|jetzt",
  ),
  trailing: phrases(
    "bitte|danke|danke schön|vielen dank|für mich|jetzt|mal|ok|sei so gut|wenn du kannst|wenn es geht",
  ),
  goingOn: phrases(
    "5|%|stunden|minuten|sekunden|und 5 minuten|nach 5|vor 5|uhr|tagen|um 5|früh|tag|woche|5 minuten|halbe stunde|halben stunde|halb 5|montag|der früh|morgen|im mai|montag im mai",
  ),
  unfinished,
  stem,
  number: numbers,
  duration: durations,
  time: times,
  moment: moments,
  repeat: repeats,
};
