/** Asks the person whether something may be done that a language model wants; without a yes it is not. */
import { asFault } from "../../../contract/index.ts";
import type { Asking } from "../../questions/asking.ts";
import type { TurnRequest } from "../../request.ts";
import { housePhrase } from "../../words/index.ts";

/** ms until the first word of the answer. */
const answerWithin = 8000;
/** Who was refused so often does not ask again in this turn. */
const mostRefusals = 2;

export function createConsent(
  asking: Pick<Asking, "ask">,
  { signal, trace }: Pick<TurnRequest, "signal" | "trace">,
  language: string,
): (deed: string) => Promise<string | undefined> {
  const refused = new Set<string>();
  return async (deed) => {
    if (refused.has(deed) || refused.size >= mostRefusals)
      return "The person said no; do not ask for it again.";
    const answered = trace.span("consent");
    const question = housePhrase("may-i", language, { deed });
    const answer = await asking
      .ask({ skill: "house", kind: "yesNo", ...question, timeout: answerWithin, reprompts: 1 })
      .catch((error) => {
        signal.throwIfAborted();
        return {
          outcome: asFault(error).code === "QUESTION_REFUSED" ? "silent" : "gone",
          yes: false,
        } as const;
      });
    answered(answer.yes === true ? "yes" : answer.outcome);
    if (answer.outcome === "answered" && answer.yes === true) return undefined;
    refused.add(deed);
    return answer.outcome === "answered" || answer.outcome === "nevermind"
      ? "The person said no. It was not done."
      : "Nobody said yes. It was not done.";
  };
}
