/** What a skill asks back in the middle of an intent: the question goes to the dialog, and the skill's time stands still. */
import type { Bus, Choice, Messages, QuestionOptions, Questions, Values } from "../../contract/index.ts";
import { Fault } from "../../contract/index.ts";
import type { Deadline } from "../../flow/deadline.ts";
import type { Gate } from "./skill-gate.ts";
import type { Phrases } from "./skill-phrases.ts";

type Asked = Messages["question/ask"];

export interface QuestionFacts {
  readonly bus: Bus;
  readonly skill: string;
  readonly site: string;
  readonly language: string;
  readonly phrases: Phrases;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  readonly deadline: Deadline;
  readonly envelope: { readonly cause: string; readonly turn?: string };
}

const usualTimeout = 8000;
/** Longer than any question with all its repetitions: it is the dialog that ends one. */
const longestQuestion = 900_000;
const mostChoices = 64;
const mostNames = 16;
const longestName = 120;

export function questionsOf(facts: QuestionFacts): Questions {
  const { bus, skill, site, gate, signal, deadline, envelope } = facts;

  async function put(
    kind: Asked["kind"],
    wording: { readonly phrase: string; readonly values: Values },
    options: QuestionOptions,
    more: Partial<Asked> = {},
  ) {
    const { timeout = usualTimeout, reprompts = 1 } = options;
    const said = wordingOf(facts, wording.phrase, wording.values, options.again);
    const body = { skill, kind, timeout, reprompts, ...said, ...more };
    using _hold = deadline.hold();
    return await gate.pass(() =>
      bus.ask("question/ask", { site }, body, { ...envelope, signal, timeout: longestQuestion }),
    );
  }

  return {
    async ask(phrase, values = {}, { anything = false, ...options } = {}) {
      const { outcome, text } = await put("words", { phrase, values }, options, { anything });
      return outcome === "answered" ? text : undefined;
    },
    async askYesNo(phrase, values = {}, options = {}) {
      const { outcome, yes } = await put("yesNo", { phrase, values }, options);
      return outcome === "answered" ? yes : undefined;
    },
    async askChoice(phrase, choices, values = {}, options = {}) {
      const offered = choicesOf(choices);
      const names = offered.map(([first]) => first ?? "");
      const { outcome, choice } = await put("choice", { phrase, values: { names, ...values } }, options, {
        // Their places travel as ids, so that an id may be any text.
        choices: offered.map((all, index) => ({ id: String(index), names: [...all] })),
      });
      return outcome === "answered" ? choices[Number(choice)]?.id : undefined;
    },
  };
}

/** The question, and how it is asked again where the skill has other words for that. */
function wordingOf(
  { phrases, language }: QuestionFacts,
  phrase: string,
  values: Values,
  other: string | undefined,
): Pick<Asked, "text" | "language" | "again"> {
  const said = phrases.say(phrase, values, language);
  const again = phrases.say(other ?? phrase, values, language).text;
  return { text: said.text, language: said.language, ...(again === said.text ? {} : { again }) };
}

/** Throws QUESTION_REFUSED. */
function choicesOf(choices: readonly Choice[]): readonly (readonly string[])[] {
  if (choices.length === 0 || choices.length > mostChoices) {
    throw new Fault("QUESTION_REFUSED", `A question with ${choices.length} choices cannot be asked.`);
  }
  return choices.map(({ id, names }) => {
    const plain = names.map((name) => name.trim().slice(0, longestName)).filter((name) => name !== "");
    if (plain.length === 0) throw new Fault("QUESTION_REFUSED", `The choice "${id}" has no name.`);
    return plain.slice(0, mostNames);
  });
}
