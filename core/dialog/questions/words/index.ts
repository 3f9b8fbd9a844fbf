/** The small words by which an answer to a question is read, by language. */
import de from "./de.json" with { type: "json" };
import en from "./en.json" with { type: "json" };

/** Each entry is one or more words in lower case. */
export interface AnswerWords {
  /** Declines the question itself. */
  readonly never: readonly string[];
  /** A yes that also merely begins a sentence. */
  readonly weak: readonly string[];
  /** What turns a name into all but that. */
  readonly not: readonly string[];
  /** What stands around the name of a choice. */
  readonly fillers: readonly string[];
  /** Places of choices, from 1; -1 is the last. */
  readonly ordinals: Readonly<Record<string, number>>;
  /** What stands before the number of a choice. */
  readonly number: readonly string[];
}

const languages: Readonly<Record<string, AnswerWords>> = { de, en };
const none: AnswerWords = { never: [], weak: [], not: [], fillers: [], ordinals: {}, number: [] };

export const answerWords = (language: string): AnswerWords => languages[language.split("-")[0] ?? ""] ?? none;
