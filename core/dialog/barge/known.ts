/** Whether the house knows what to do for a few words over its answer: a listener's murmur is hardly ever a command. */
import type { Dialogue } from "../house.ts";
import { createJudge, type JudgeFacts } from "../listen/judge.ts";

/** A word with which some sentence begins may be any hum; two such words are the begin of one. */
const begunFrom = 2;

/** A whole sentence of this room, one that goes on from the turn before, or the first words of one that is not yet whole. */
export function knownIn(
  house: Pick<Dialogue, "lexicon" | "grammars" | "memory">,
  facts: JudgeFacts,
): (text: string) => boolean {
  const judge = createJudge(house, facts);
  return (text) => {
    const { standing } = judge({ text });
    return standing === "begun" ? text.trim().split(/\s+/u).length >= begunFrom : standing !== "unknown";
  };
}
