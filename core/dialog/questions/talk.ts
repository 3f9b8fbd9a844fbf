/** The answer of one turn in stretches: a question in the middle of it is spoken to its end before the ear opens. */
import { cutFault } from "../cut.ts";
import type { Reply } from "../reply.ts";

type Finished = Awaited<ReturnType<Reply["finish"]>>;

export interface Talk extends Pick<Reply, "say" | "finish"> {
  /** What was said so far is spoken to its end; whether all of it was. What is said after that is a stretch of its own. */
  pause(): Promise<boolean>;
  /** Somebody speaks over it: what sounds now falls silent, and what is said after that is heard as ever. */
  yield(): void;
}

/** `open` begins a stretch, which the signal cuts. */
export function openTalk(open: (signal: AbortSignal) => Pick<Reply, "say" | "finish">): Talk {
  let abort = new AbortController();
  const begin = (): Pick<Reply, "say" | "finish"> => {
    abort = new AbortController();
    return open(abort.signal);
  };
  let current: Pick<Reply, "say" | "finish"> | undefined = begin();
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
    // What was spoken over to be answered has done its work; nobody wants the rest of it.
    if (ended) before = join(abort.signal.aborted ? { ...ended, cut: "none" } : ended);
    return ended;
  }
  return {
    say(part) {
      current ??= begin();
      current.say(part);
    },
    pause: async () => (await close())?.cut === "none",
    yield: () => abort.abort(cutFault("bargeIn", "Somebody spoke over it.")),
    async finish() {
      await close();
      return before ?? (await begin().finish());
    },
  };
}
