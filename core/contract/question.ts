/** What a skill may ask back in the middle of an intent. */
import type { Values } from "./tools.ts";

export interface QuestionOptions {
  /** ms in which the answer must begin, each time it is asked; 500 to 60,000, default 8000. Who types has 60 s at least. */
  readonly timeout?: number;
  /** How often it is asked again where nothing, or nothing that answers it, was said; 0 to 3, default 1. */
  readonly reprompts?: number;
  /** The phrase to ask again with; default: the next form of the same phrase, or the house's own words before it. */
  readonly again?: string;
}

export interface OpenQuestionOptions extends QuestionOptions {
  /** Words that are a command of another skill answer it too: what a note or a reminder says. Default false. */
  readonly anything?: boolean;
}

export interface Choice<Id extends string = string> {
  readonly id: Id;
  /** What it may be called, the first when the house names the choices; 1 to 16 names. */
  readonly names: readonly string[];
}

/**
 * Questions in the middle of an intent. The question is spoken in the turn's room, the ear opens without a wake word once
 * it was heard, and what is said, or typed there, answers it. The skill's deadline stands still meanwhile.
 *
 * Each resolves with undefined where there is no answer: nobody spoke or nothing that fits was said, also after it was asked
 * again; "never mind", "cancel" or "forget it" was said, to which the house itself says "Okay."; another complete command
 * was given, which is done once the skill has ended; or nobody is there to answer. A skill then ends without a word.
 *
 * Each rejects with CANCELLED when the turn is cut; with QUESTION_REFUSED for a second question while one waits, more than
 * eight in a turn, choices that are none or too many, or a turn that is over; and with SKILL_FAILED for an unknown phrase.
 */
export interface Questions {
  /** The words of the answer, as they were said. */
  ask(phrase: string, values?: Values, options?: OpenQuestionOptions): Promise<string | undefined>;
  /** Whether the answer is a yes. */
  askYesNo(phrase: string, values?: Values, options?: QuestionOptions): Promise<boolean | undefined>;
  /**
   * The id of the choice that was meant: by one of its names or words that only it has, by "the second one", "the last".
   * 1 to 64 choices; the phrase names them, such as with `{names:list}`, which is filled with their first names.
   */
  askChoice<const Id extends string>(
    phrase: string,
    choices: readonly Choice<Id>[],
    values?: Values,
    options?: QuestionOptions,
  ): Promise<Id | undefined>;
}
