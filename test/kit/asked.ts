/** Answers what a skill asks in the middle of an intent, in place of people: with the words a test says, or with silence. */
import type { Answers, Bus, Messages } from "hearsay";
import { readAnswer } from "../../core/dialog/questions/read.ts";
import { refuse } from "../../core/dialog/questions/refuse.ts";

export type Asked = Messages["question/ask"];
type Answer = Answers["question/ask"];

export interface Asking {
  /** The question that waits. */
  readonly waiting: () => Asked | undefined;
  /** From now on questions wait; else nobody answers them. */
  patient(on: boolean): void;
  /** Resolves when a question begins to wait. */
  next(): Promise<Asked>;
  /** What is said, as the house would understand it; asked again where it is no answer, as often as the skill wants. */
  say(text: string): void;
  end(outcome: "silent" | "gone"): void;
}

export async function answerQuestions(
  bus: Bus,
  facts: {
    readonly site: string;
    readonly language: string;
    readonly commandOf: (text: string) => string | undefined;
  },
): Promise<Asking> {
  let open: { question: Asked; left: number; readonly give: (answer: Answer) => void } | undefined;
  /** How many questions each turn has asked. */
  const counts = new Map<string, number>();
  let isPatient = false;
  let told = Promise.withResolvers<Asked>();
  const give = (answer: Answer): void => {
    open?.give(answer);
    open = undefined;
  };
  const tell = (question: Asked): void => {
    told.resolve(question);
    told = Promise.withResolvers<Asked>();
  };
  await bus.answer("question/ask", { site: facts.site }, ({ body, turn = "" }) => {
    const asked = counts.get(turn) ?? 0;
    counts.set(turn, asked + 1);
    refuse(body, open !== undefined, asked);
    if (!isPatient) return { outcome: "silent" };
    const { promise, resolve } = Promise.withResolvers<Answer>();
    open = { question: body, left: body.reprompts, give: resolve };
    tell(body);
    return promise;
  });
  return {
    waiting: () => open?.question,
    patient(on) {
      isPatient = on;
    },
    next: () => told.promise,
    say(text) {
      if (!open) throw new Error("No question waits for an answer.");
      const found = readAnswer(open.question, text, facts);
      if (found.as === "unclear" && open.left-- > 0) {
        const { text, again = text } = open.question;
        open.question = { ...open.question, text: again };
        return tell(open.question);
      }
      if (found.as !== "answer") return give({ outcome: found.as === "unclear" ? "silent" : "nevermind" });
      const { yes, choice } = found;
      const value = { ...(yes === undefined ? {} : { yes }), ...(choice === undefined ? {} : { choice }) };
      give({ outcome: "answered", text: found.text, ...value });
    },
    end: (outcome) => give({ outcome }),
  };
}
