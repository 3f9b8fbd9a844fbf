/** The answer of one turn in stretches: a question in the middle of it is spoken to its end before the ear opens. */
import type { Reply } from "../reply.ts";

type Finished = Awaited<ReturnType<Reply["finish"]>>;

export interface Talk extends Pick<Reply, "say" | "finish"> {
  /** What was said so far is spoken to its end; whether all of it was. What is said after that is a stretch of its own. */
  pause(): Promise<boolean>;
}

export function openTalk(open: () => Pick<Reply, "say" | "finish">): Talk {
  let current: Pick<Reply, "say" | "finish"> | undefined = open();
  let before: Finished | undefined;
  const join = (next: Finished): Finished => {
    if (!before) return next;
    const both = (one: string, other: string): string => [one, other].filter((part) => part !== "").join(" ");
    const text = both(before.text, next.text);
    return {
      ...next,
      text,
      heard: both(before.heard, next.heard),
      seconds: before.seconds + next.seconds,
    };
  };
  async function close(): Promise<Finished | undefined> {
    const stretch = current;
    current = undefined;
    const ended = await stretch?.finish();
    if (ended) before = join(ended);
    return ended;
  }
  return {
    say(part) {
      current ??= open();
      current.say(part);
    },
    pause: async () => (await close())?.cut === "none",
    async finish() {
      await close();
      return before ?? (await open().finish());
    },
  };
}
