/** The talk that a language model is shown: the last turns as they were heard. */
import type { ThinkMessage } from "../../contract/index.ts";

const longestText = 2000;
/** Of all turns, characters: a message on the bus has its limit, and letters of up to four bytes. */
const longestTalk = 16_000;

interface Said {
  readonly heard: string;
  readonly reply: string;
}

/** `turns`: oldest first; of those that are too much the newest stay. */
export function talkOf(turns: readonly Said[]): ThinkMessage[] {
  let left = longestTalk;
  const shown = turns
    .toReversed()
    .map(({ heard, reply }) => ({ heard: heard.slice(0, longestText), reply: reply.slice(0, longestText) }))
    .filter(({ heard, reply }) => {
      left -= heard.length + reply.length;
      return left >= 0;
    });
  return shown.toReversed().flatMap(({ heard, reply }): ThinkMessage[] => [
    { role: "user", text: heard },
    { role: "assistant", text: reply === "" ? "(nothing was heard)" : reply },
  ]);
}
