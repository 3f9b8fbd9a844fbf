/** The recogniser's side of an utterance: fed from the onset of speech, decoded ahead at the first pause, asked for the words. */
import type { Messages } from "../contract/index.ts";
import { Fault } from "../contract/index.ts";
import { type Attached, attach } from "./attach.ts";
import type { Heard, JobCall } from "./calls.ts";
import type { Dialogue } from "./house.ts";
import { type Chosen, rerank } from "./rerank.ts";
import { wordsLimit } from "./router/limits.ts";
import { type Order, wantedOf } from "./router/order.ts";
import { withoutWakeWord } from "./wakeword.ts";

export interface Recognition {
  readonly site: string;
  readonly turn: string;
  readonly stream: number;
  readonly language: string;
  /** What else may be spoken. */
  readonly others?: readonly string[];
  readonly ears: Order;
  readonly wakeWord?: string;
  readonly signal: AbortSignal;
  /** Called when other words are known than before, and more may come. */
  heard?(): void;
}

export interface Words {
  feed: Attached["feed"];
  /** Decode now: the speaker may be done. */
  early(): void;
  /** Speech went on: what was decoded ahead is stale. */
  resumed(): void;
  /** It hears as it goes, so that it need not begin anew for the words after a pause. */
  streaming(): boolean;
  /** Whether what was said so far has been decoded, or soon will be. */
  known(): boolean;
  /** The words; `last`: no more audio comes. */
  text(last: boolean): Promise<string>;
  /** Decodes once more, with the pause that has followed since: short cuts can leave a recogniser without any word. */
  again(): Promise<string>;
  language(): string;
  provider(): string;
  /** How the last words were found. */
  chosen(): Chosen;
  /** Nothing more is wanted. */
  end(): void;
  readonly failed: Promise<void>;
}

/** At most one decode ahead is still of use; those that speech overtook are passed over. */
export function createWords(house: Dialogue, wanted: Recognition): Words {
  const { site, turn, stream, language, others = [], ears, wakeWord } = wanted;
  const over = new AbortController();
  const signal = AbortSignal.any([wanted.signal, over.signal]);
  const final = Promise.withResolvers<string>();
  final.promise.catch(() => {});
  let ahead: (PromiseWithResolvers<string> & { answered: boolean }) | undefined;
  let stale = 0;
  let stopped = false;
  let soFar: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let spoken = { language, provider: "" };
  let chosen: Chosen = { text: "", by: "free" };

  const clean = (text: string): string => (wakeWord === undefined ? text : withoutWakeWord(text, wakeWord));
  function hear({ kind, body }: Heard): void {
    if (kind !== "stt/heard") return;
    stt.worked();
    clearTimeout(timer);
    spoken = { language: body.language, provider: stt.provider()?.plugin ?? spoken.provider };
    chosen = chosenOf(house, body, clean);
    const { text } = chosen;
    soFar = text;
    if (body.final) final.resolve(text);
    else if (stale > 0) stale--;
    else if (ahead) {
      ahead.answered = true;
      ahead.resolve(text);
    }
    const asked = stopped || stale > 0 || ahead?.answered === false;
    if (asked && !body.final) hurry();
    if (body.final) return;
    void partial(house, wanted, text, spoken);
    wanted.heard?.();
  }
  function hurry(): void {
    clearTimeout(timer);
    // A recogniser that was asked for words and says nothing for so long is given up.
    const limit = wordsLimit(stt.provider(), house.directory.all(asked).length < 2);
    timer = setTimeout(() => {
      const call = stt.live();
      const why = `${call?.instance ?? "stt"} gave no words for ${limit} ms.`;
      call?.cancel(new Fault("JOB_TIMEOUT", why, { retryable: true }));
    }, limit);
  }
  /** While nobody has the job, nothing is asked: whoever gets it is asked then. */
  function ask(kind: "stt/flush" | "stt/stop", call: JobCall | undefined = stt.live()): void {
    if (!call) return;
    hurry();
    stt.asked();
    // What could not be asked is not answered, which is bounded.
    call.tell(kind, { job: call.job }).catch(() => {});
  }
  const more = others.length === 0 ? {} : { languages: [...others] };
  const asked = { capability: "stt", language, others, ...wantedOf(ears) } as const;
  const stt = attach(house, {
    wanted: asked,
    signal,
    start: ({ instance }) =>
      house.calls.start("stt/start", instance, { site, stream, language, ...more, hints: [] }, { turn }),
    caughtUp(call) {
      stale = 0;
      if (stopped) ask("stt/stop", call);
      else if (ahead) ask("stt/flush", call);
    },
    hear,
  });
  stt.over.finally(() => clearTimeout(timer)).then(() => final.resolve(""), final.reject);
  signal.addEventListener("abort", () => final.resolve(""), { once: true });

  function flush(): Promise<string> {
    ahead = { ...Promise.withResolvers<string>(), answered: false };
    ask("stt/flush");
    return Promise.race([ahead.promise, final.promise]);
  }

  const streaming = (): boolean => stt.provider()?.traits.streaming === true;

  return {
    feed: stt.feed,
    failed: stt.over,
    streaming,
    known: () => ahead !== undefined || (streaming() && soFar !== undefined),
    early() {
      if (ahead || streaming()) return;
      flush().catch(() => {});
    },
    resumed() {
      if (ahead && !ahead.answered) stale++;
      ahead = undefined;
    },
    text(last) {
      if (!last && !ahead && soFar !== undefined) return Promise.resolve(soFar);
      if (last && !ahead) {
        stopped = true;
        ask("stt/stop");
      }
      return ahead ? Promise.race([ahead.promise, final.promise]) : final.promise;
    },
    again: flush,
    language: () => spoken.language,
    chosen: () => chosen,
    provider: () => spoken.provider || "unknown",
    end: () => over.abort(),
  };
}

/** As the recogniser chose; where it only listened freely, as the house's sentences have it. */
function chosenOf(
  { grammars }: Dialogue,
  { text, language, heard, by, alternatives = [] }: Messages["stt/heard"],
  clean: (text: string) => string,
): Chosen {
  if (by !== undefined && by !== "free") {
    return { text: clean(text), by, ...(heard === undefined ? {} : { heard: clean(heard) }) };
  }
  if (alternatives.length === 0) return { text: clean(text), by: "free" };
  const others = alternatives.map((one) => ({ ...one, text: clean(one.text) }));
  return rerank(grammars.of(language), clean(text), others);
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
