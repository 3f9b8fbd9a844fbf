/** Reads what was said after a question: a yes, one of its choices, plain words, a refusal, or another command. */
import type { Messages } from "../../contract/index.ts";
import { keysOf, phraseAt, textOf, type Word, without, wordsOf } from "../route/tokens.ts";
import { routeWords } from "../route/words/index.ts";
import { readChoice } from "./choice.ts";
import { answerWords } from "./words/index.ts";

export type Question = Messages["question/ask"];

export type Read =
  | { readonly as: "answer"; readonly text: string; readonly yes?: boolean; readonly choice?: string }
  | { readonly as: "nevermind" }
  /** A whole command in the place of an answer. */
  | { readonly as: "other"; readonly text: string }
  | { readonly as: "unclear" };

export interface ReadFacts {
  readonly language: string;
  /** The skill that takes these words as a whole command, every word of which is read; undefined: they are none. */
  readonly commandOf: (text: string) => string | undefined;
}

const unclear: Read = { as: "unclear" };

export function readAnswer(question: Question, said: string, facts: ReadFacts): Read {
  const { hesitation, no } = routeWords(facts.language);
  const { never } = answerWords(facts.language);
  const words = without(wordsOf(said), hesitation);
  if (words.length === 0) return unclear;
  const text = textOf(words);
  const keys = keysOf(text);
  const declines = question.kind === "yesNo" || question.anything === true ? never : [...never, ...no];
  if (declines.includes(keys)) return { as: "nevermind" };
  if (question.kind === "yesNo") return readYesNo(words, text, facts);
  if (question.kind === "choice") return readOne(question, text, facts);
  const owner = question.anything === true ? undefined : facts.commandOf(text);
  // Of the skill that asks, a whole command may as well be its answer: "ten minutes".
  if (owner !== undefined && owner !== question.skill) return { as: "other", text };
  return { as: "answer", text: said.trim() };
}

function readYesNo(words: readonly Word[], text: string, { language, commandOf }: ReadFacts): Read {
  const { yes, no } = routeWords(language);
  const { weak } = answerWords(language);
  const agrees = phraseAt(words, 0, yes);
  const rest = (length: number): string => textOf(words.slice(length));
  const isCommand = (part: string): boolean => part !== "" && commandOf(part) !== undefined;
  if (agrees > 0) {
    const head = keysOf(textOf(words.slice(0, agrees)));
    const isOther = weak.includes(head) && isCommand(rest(agrees));
    return isOther ? { as: "other", text: rest(agrees) } : { as: "answer", text, yes: true };
  }
  const refuses = phraseAt(words, 0, no);
  if (refuses > 0) {
    const after = rest(refuses);
    return isCommand(after) ? { as: "other", text: after } : { as: "answer", text, yes: false };
  }
  return isCommand(text) ? { as: "other", text } : unclear;
}

function readOne(question: Question, text: string, { language, commandOf }: ReadFacts): Read {
  const { choices = [] } = question;
  const { yes } = routeWords(language);
  const found = readChoice(text, choices, language);
  const only = choices.length === 1 && yes.includes(keysOf(text)) ? choices[0] : undefined;
  const meant = found ?? only;
  if (meant) return { as: "answer", text, choice: meant.id };
  return commandOf(text) === undefined ? unclear : { as: "other", text };
}
