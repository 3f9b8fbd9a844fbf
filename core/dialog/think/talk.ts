/** The talk that a language model is shown: the last turns of the room as they were heard, then what was said now. */
import type { ThinkMessage } from "../../contract/index.ts";
import type { TurnRecord } from "../route/trace.ts";

type Shown = Pick<TurnRecord, "text" | "reply" | "heard">;

const longestText = 2000;

/** `turns`: newest first. What of an answer was cut, nobody heard: it was not said. */
export function talkOf(turns: readonly Shown[]): ThinkMessage[] {
  return turns.toReversed().flatMap(({ text, reply, heard }): ThinkMessage[] => {
    if (text === "") return [];
    const said = heard ?? reply;
    return [
      { role: "user", text: text.slice(0, longestText) },
      { role: "assistant", text: said === "" ? "(nothing)" : said.slice(0, longestText) + cut(heard) },
    ];
  });
}

const cut = (heard: string | undefined): string => (heard === undefined ? "" : " …");
