/** Which questions are not asked at all. */
import { Fault } from "../../contract/index.ts";
import type { Question } from "./read.ts";

const mostQuestions = 8;
const mostChoices = 64;

/**
 * Throws QUESTION_REFUSED: a skill may not ask for ever, nor what nobody could answer. `busy`: a question waits in its turn;
 * `asked`: so many were asked in it.
 */
export function refuse({ kind, choices = [] }: Question, busy: boolean, asked: number): void {
  const isEmpty = choices.some(({ names }) => names.length === 0);
  const why = busy
    ? "Another question waits in this turn."
    : asked >= mostQuestions
      ? `A turn may ask ${mostQuestions} questions.`
      : kind === "choice" && (choices.length === 0 || choices.length > mostChoices || isEmpty)
        ? "A choice wants 1 to 64 choices with names."
        : undefined;
  if (why !== undefined) throw new Fault("QUESTION_REFUSED", why);
}
