/** English text as the phonemes that Kokoro learnt, without espeak: the lexicon of `phonemize`, and its faults mended. */
import { createRequire } from "node:module";

interface Lexicon {
  phonemize(text: string, language: string): string;
  addPronunciation(word: string, phonemes: string): void;
}

export type Dialect = "en-US" | "en-GB";

/** What the lexicon has wrong or lacks. */
const mended: Readonly<Record<string, string>> = {
  "don't": "doʊnt",
  "won't": "woʊnt",
  "isn't": "ˈɪzənt",
  "wasn't": "ˈwʌzənt",
  "doesn't": "ˈdʌzənt",
  "hasn't": "ˈhæzənt",
  "couldn't": "ˈkʊdənt",
  "wouldn't": "ˈwʊdənt",
  "shouldn't": "ˈʃʊdənt",
  "didn't": "ˈdɪdənt",
  "aren't": "ɑɹnt",
  "what's": "wʌts",
  thirteen: "ˌθɝˈtin",
  fourteen: "ˌfɔɹˈtin",
  fifteen: "ˌfɪfˈtin",
  sixteen: "ˌsɪksˈtin",
  seventeen: "ˌsɛvənˈtin",
  eighteen: "ˌeɪˈtin",
  nineteen: "ˌnaɪnˈtin",
  thousand: "ˈθaʊzənd",
  ayem: "ˌeɪˈɛm",
  peeem: "ˌpiˈɛm",
  wifi: "ˈwaɪˌfaɪ",
};

const vowel = "[aeiouæɑɐɒɔəɚɛɜɝɪʊʌ]";
/** A mark at the onset of a syllable, its consonants, and the vowel that it belongs to. */
const onset = new RegExp(`([ˈˌ])([^\\sˈˌaeiouæɑɐɒɔəɚɛɜɝɪʊʌ]*)(?=${vowel})`, "gu");
const nuclei = new RegExp(`${vowel}+`, "gu");

/** Loads the lexicon (about 200 ms); its ES module does not load in Node, its CommonJS one does. */
export function loadPhonemes(): (text: string, dialect: Dialect) => string {
  const require = createRequire(import.meta.url);
  const lexicon = require("phonemize") as Lexicon;
  for (const [word, phonemes] of Object.entries(mended)) lexicon.addPronunciation(word, phonemes);
  return (text, dialect) =>
    lexicon
      .phonemize(text, dialect)
      .split(/\s+/)
      .map((word) => asLearnt(word, dialect))
      .join(" ");
}

/**
 * One word in the notation of the training data: stress marks stand directly before their vowel, not before the syllable
 * ("ˈkɪ" spoken as it is gains a vowel); the r-coloured vowel is written by its stress; affricates are single signs.
 */
export function asLearnt(word: string, dialect: Dialect): string {
  const marked = word.replaceAll("ɫ", "l").replace(onset, "$2$1");
  const single = (marked.match(nuclei) ?? []).length === 1;
  const vowels = marked
    .replace(/([ˈˌ])ɝ/gu, "$1ɜɹ")
    .replaceAll("ɝ", single ? "ɜɹ" : "ɚ")
    .replaceAll("tʃ", "ʧ")
    .replaceAll("dʒ", "ʤ");
  return dialect === "en-GB" ? vowels.replaceAll("oʊ", "əʊ").replaceAll("ɚ", "ə") : vowels;
}

/** Parts of at most `most` signs, cut between words where there are any. */
export function cutPhonemes(phonemes: string, most: number): string[] {
  const parts: string[] = [];
  let rest = phonemes.trim();
  while (rest.length > most) {
    const blank = rest.lastIndexOf(" ", most);
    const at = blank > 0 ? blank : most;
    parts.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return rest === "" ? parts : [...parts, rest];
}
