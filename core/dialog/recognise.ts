/** The recogniser's side of an utterance: fed from the onset of speech, decoded ahead at the first pause, asked for the words. */
import { type Attached, attach } from "./attach.ts";
import type { Heard } from "./calls.ts";
import type { Dialogue } from "./house.ts";
import { withoutWakeWord } from "./wakeword.ts";

export interface Recognition {
  readonly site: string;
  readonly turn: string;
  readonly stream: number;
  readonly language: string;
  readonly prefer: readonly string[];
  readonly wakeWord?: string;
  readonly signal: AbortSignal;
}

export interface Words {
  feed: Attached["feed"];
  /** Decode now: the speaker may be done. */
  early(): void;
  /** Speech went on: what was decoded ahead is stale. */
  resumed(): void;
  /** Whether what was said so far has been decoded, or soon will be. */
  known(): boolean;
  /** The words; `last`: no more audio comes. */
  text(last: boolean): Promise<string>;
  language(): string;
  provider(): string;
  /** Nothing more is wanted. */
  end(): void;
  readonly failed: Promise<void>;
}

/** At most one decode ahead is still of use; those that speech overtook are passed over. */
export function createWords(house: Dialogue, wanted: Recognition): Words {
  const { site, turn, stream, language, prefer, wakeWord } = wanted;
  const over = new AbortController();
  const signal = AbortSignal.any([wanted.signal, over.signal]);
  const final = Promise.withResolvers<string>();
  final.promise.catch(() => {});
  let ahead: (PromiseWithResolvers<string> & { answered: boolean }) | undefined;
  let stale = 0;
  let stopped = false;
  let spoken = { language, provider: "" };

  const clean = (text: string): string => (wakeWord === undefined ? text : withoutWakeWord(text, wakeWord));
  function hear({ kind, body }: Heard): void {
    if (kind !== "stt/heard") return;
    stt.worked();
    spoken = { language: body.language, provider: stt.provider()?.plugin ?? spoken.provider };
    const text = clean(body.text);
    if (body.final) final.resolve(text);
    else if (stale > 0) stale--;
    else if (ahead) {
      ahead.answered = true;
      ahead.resolve(text);
    }
    if (!body.final) void partial(house, wanted, text, spoken);
  }
  const stt = attach(house, {
    wanted: { capability: "stt", language, prefer },
    signal,
    start: ({ instance }) =>
      house.calls.start("stt/start", instance, { site, stream, language, hints: [] }, { turn }),
    caughtUp(call) {
      stale = 0;
      if (stopped) void call.tell("stt/stop", { job: call.job });
      else if (ahead) void call.tell("stt/flush", { job: call.job });
    },
    hear,
  });
  stt.over.then(() => final.resolve(""), final.reject);
  signal.addEventListener("abort", () => final.resolve(""), { once: true });

  return {
    feed: stt.feed,
    failed: stt.over,
    known: () => ahead !== undefined,
    early() {
      if (ahead || stt.provider()?.traits.streaming === true) return;
      ahead = { ...Promise.withResolvers<string>(), answered: false };
      const call = stt.live();
      if (call) void call.tell("stt/flush", { job: call.job });
    },
    resumed() {
      if (ahead && !ahead.answered) stale++;
      ahead = undefined;
    },
    text(last) {
      if (last && !ahead) {
        stopped = true;
        const call = stt.live();
        if (call) void call.tell("stt/stop", { job: call.job });
      }
      return ahead ? Promise.race([ahead.promise, final.promise]) : final.promise;
    },
    language: () => spoken.language,
    provider: () => spoken.provider || "unknown",
    end: () => over.abort(),
  };
}

async function partial(
  { bus, log }: Dialogue,
  { site, turn }: Recognition,
  text: string,
  spoken: { language: string; provider: string },
): Promise<void> {
  const body = { text, language: spoken.language, provider: spoken.provider || "unknown" };
  await bus.publish("transcript/partial", { site }, body, { turn }).catch((error) => {
    log.warn("Could not say a partial transcript.", { error });
  });
}
