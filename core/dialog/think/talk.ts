/** The talk that a language model is shown: the last turns as they were heard. */
import type { ThinkMessage } from "../../contract/index.ts";

const longestText = 2000;

/** `turns`: oldest first. */
export const talkOf = (
  turns: readonly { readonly heard: string; readonly reply: string }[],
): ThinkMessage[] =>
  turns.flatMap(({ heard, reply }): ThinkMessage[] => [
    { role: "user", text: heard.slice(0, longestText) },
    { role: "assistant", text: reply === "" ? "(nothing was heard)" : reply.slice(0, longestText) },
  ]);
