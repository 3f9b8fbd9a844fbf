/** Listens to one utterance: feeds voice activity and recogniser, decides when the speaker is done, and returns the words. */
import { Fault } from "../../contract/index.ts";
import type { Dialogue } from "../house.ts";
import type { Chosen } from "../rerank.ts";
import type { EndRule, Hearing } from "./hearing.ts";
import { type Ending, openPost, type Post } from "./post.ts";

const lookMs = 500;

export interface Utterance {
  /** Empty when nobody spoke. */
  readonly text: string;
  readonly language: string;
  readonly provider: string;
  /** What the text was found by, and the words as they were heard where they were others. */
  readonly by: Chosen["by"];
  readonly heard?: string;
  readonly rule: EndRule;
  /** There was speech, even if no words were made of it. */
  readonly voiced: boolean;
  /** When the speaker stopped, ms since 1970 by the hub's clock. */
  readonly spokenAt: number;
  /** ms from there to the decision that the turn is over. */
  readonly endpoint: number;
  /** ms from the decision to the words. */
  readonly stt: number;
}

/** Rejects with CANCELLED, or NO_PROVIDER when nobody is left to hear. */
export async function listen(house: Dialogue, hearing: Hearing): Promise<Utterance> {
  await using stack = new AsyncDisposableStack();
  const over = new AbortController();
  stack.defer(() => over.abort());
  const stream = hearing.stream ?? house.ears.latest(hearing.site)?.stream;
  const post = openPost(house, hearing, stream, AbortSignal.any([hearing.signal, over.signal]));
  await hearRoom(stack, house, hearing, post);
  stack.use(house.ears.follow(hearing.site, stream, hearing.from ?? Infinity, post.frame));
  const timer = setInterval(post.look, lookMs);
  stack.defer(() => clearInterval(timer));
  return await conclude(house, hearing, stream, post, await post.ending);
}

async function hearRoom(
  stack: AsyncDisposableStack,
  { bus }: Dialogue,
  { site, turn, signal }: Hearing,
  post: Post,
): Promise<void> {
  const mine = (message: { turn?: string }): boolean => message.turn === turn;
  stack.use(
    await bus.on("speech/started", { site }, (message) => {
      if (mine(message)) post.started(message.body.heardAt);
    }),
  );
  stack.use(
    await bus.on("speech/paused", { site }, (message) => {
      if (mine(message)) return post.paused(message.body);
    }),
  );
  stack.use(
    await bus.on("listen/stop", { site }, ({ body }) => {
      if (body.reason === "done") post.stop("stop");
      else post.fail(new Fault("CANCELLED", "Listening was stopped."));
    }),
  );
  signal.addEventListener("abort", () => post.fail(signal.reason), { once: true });
  if (signal.aborted) post.fail(signal.reason);
}

async function conclude(
  { bus }: Dialogue,
  { site, turn, language }: Hearing,
  stream: number | undefined,
  post: Post,
  { rule, at: decided }: Ending,
): Promise<Utterance> {
  const voiced = post.spokenAt() !== undefined;
  const spokenAt = Math.min(decided, post.spokenAt() ?? decided);
  const endpoint = decided - spokenAt;
  await bus.publish(
    "speech/ended",
    { site },
    { stream: stream ?? 0, rule, silence: Math.round(endpoint) },
    { turn },
  );
  const words = post.words();
  const text = (await words?.text(true)) ?? "";
  const { by = "free", heard } = words?.chosen() ?? {};
  return {
    text,
    by,
    ...(heard === undefined ? {} : { heard }),
    language: words?.language() ?? language,
    provider: words?.provider() ?? "unknown",
    rule,
    voiced,
    spokenAt,
    endpoint,
    stt: Date.now() - decided,
  };
}
