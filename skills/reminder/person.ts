/** Turns what somebody asked to be reminded of to the person it is said to: "call my mum" becomes "call your mum". */

type Swap = readonly (readonly [RegExp, string])[];

const english: Swap = [
  [/\bi am\b|\bi'm\b/gi, "you are"],
  [/\bi was\b/gi, "you were"],
  [/\bi've\b/gi, "you have"],
  [/\bi'll\b/gi, "you will"],
  [/\bi'd\b/gi, "you would"],
  [/\bmyself\b/gi, "yourself"],
  [/\bmine\b/gi, "yours"],
  [/\bmy\b/gi, "your"],
  [/\b(?:me|i)\b/gi, "you"],
  [/\bourselves\b/gi, "yourselves"],
];

/** The verbs that go with "ich" in what people are reminded of; of others the form stays as it was said. */
const verbs: Readonly<Record<string, string>> = {
  muss: "musst",
  soll: "sollst",
  will: "willst",
  kann: "kannst",
  darf: "darfst",
  habe: "hast",
  hab: "hast",
  bin: "bist",
  werde: "wirst",
  möchte: "möchtest",
  wollte: "wolltest",
  sollte: "solltest",
};
const ich = /(?<![\p{L}])ich(?![\p{L}])/iu;

const german: Swap = [
  [/(?<![\p{L}])mein(e|en|em|er|es)?(?![\p{L}])/giu, "dein$1"],
  [/(?<![\p{L}])mich(?![\p{L}])/giu, "dich"],
  [/(?<![\p{L}])mir(?![\p{L}])/giu, "dir"],
  [/(?<![\p{L}])ich(?![\p{L}])/giu, "du"],
];

const swapped = (text: string, swap: Swap): string =>
  swap.reduce((words, [form, other]) => words.replace(form, other), text);

/** In English and German; in other languages it stays as it was said. */
export function toListener(text: string, language: string): string {
  if (/^en\b/i.test(language)) return swapped(text, english);
  if (!/^de\b/i.test(language)) return text;
  const spoken = ich.test(text)
    ? text.replace(/\p{L}+/gu, (word) => verbs[word.toLowerCase()] ?? word)
    : text;
  return swapped(spoken, german);
}
