/** The small words by which a sentence is cut, points back or answers a question, by language. */
import de from "./de.json" with { type: "json" };
import en from "./en.json" with { type: "json" };
import others from "./others.json" with { type: "json" };

/** Each entry is one or more words in lower case. */
export interface RouteWords {
  /** What stands between two commands. */
  readonly and: readonly string[];
  /** What stands for a thing of the last turn. */
  readonly it: readonly string[];
  /** The same, but also an article or part of a name: tried only where nothing else is understood. */
  readonly that: readonly string[];
  /** What stands for all things of the last turn. */
  readonly them: readonly string[];
  /** What stands for a place of the last turn. */
  readonly there: readonly string[];
  /** What adds nothing to a command that points back. */
  readonly again: readonly string[];
  /** Beginnings of a follow-up that is no whole sentence. */
  readonly about: readonly string[];
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** What takes back the last turn; also a way to say never mind where there was none. */
  readonly undo: readonly string[];
  /** Sounds of somebody who thinks. */
  readonly hesitation: readonly string[];
  /** What adds politeness in the middle of a command, and nothing else. */
  readonly polite: readonly string[];
  /** What takes back the words before it and begins them anew. */
  readonly correction: readonly string[];
  /** Those of them after which even a word that nobody knows is meant to stand for one of the last turn. */
  readonly meant: readonly string[];
  /** What stands before words of the last turn that were wrong, and after them. */
  readonly not: readonly string[];
  readonly but: readonly string[];
  /** What a second answer in one breath does not begin with again. */
  readonly opener: readonly string[];
}

const none: RouteWords = {
  and: [],
  it: [],
  that: [],
  them: [],
  there: [],
  again: [],
  about: [],
  yes: [],
  no: [],
  undo: [],
  hesitation: [],
  polite: [],
  correction: [],
  meant: [],
  not: [],
  but: [],
  opener: [],
};

/** Of the others only a yes and a no are known. */
const languages: Readonly<Record<string, RouteWords>> = {
  ...Object.fromEntries(Object.entries(others).map(([language, words]) => [language, { ...none, ...words }])),
  de,
  en,
};

/** Of a language without words: none, so that its sentences are taken as they are. */
export const routeWords = (language: string): RouteWords => languages[language.split("-")[0] ?? ""] ?? none;
