/** Listens to one utterance: feeds voice activity and recogniser, decides when the speaker is done, and returns the words. */
import type { Messages } from "../contract/index.ts";
import { durationOf, Fault } from "../contract/index.ts";
import { type Attached, attach } from "./attach.ts";
import type { Heard } from "./calls.ts";
import { createClock } from "./capture.ts";
import type { Caught } from "./ears.ts";
import type { Dialogue } from "./house.ts";
import { withoutWakeWord } from "./wakeword.ts";

/** A pause this long makes the recogniser decode ahead, so that the words are there when the turn ends. */
const earlyPauseMs = 160;
/** Without a frame for so long the satellite is taken to be gone. */
const deafMs = 3000;
const patienceFactor = { eager: 0.7, normal: 1, patient: 1.6 } as const;

export interface Hearing {
  readonly site: string;
  readonly stream?: number;
  /** Capture time to begin at, ms since 1970; absent: with the next frame. */
  readonly from?: number;
  readonly language: string;
  readonly prefer: readonly string[];
  readonly patience: keyof typeof patienceFactor;
  readonly wakeWord?: string;
  readonly turn: string;
  readonly signal: AbortSignal;
}

export type EndRule = Messages["speech/ended"]["rule"];

export interface Utterance {
  /** Empty when nobody spoke. */
  readonly text: string;
  readonly language: string;
  readonly provider: string;
  readonly rule: EndRule;
  /** When the speaker stopped, ms since 1970 by the hub's clock. */
  readonly spokenAt: number;
  /** ms from there to the decision that the turn is over. */
  readonly endpoint: number;
  /** ms from the decision to the words. */
  readonly stt: number;
}

export async function listen(house: Dialogue, hearing: Hearing): Promise<Utterance> {
  const { bus, ears, settings } = house;
  const { site, turn, stream = ears.latest(site)?.stream ?? 0, signal } = hearing;
  const { silence: base, maxUtterance, noSpeech } = settings();
  const silence = Math.round(base * patienceFactor[hearing.patience]);
  const over = new AbortController();
  const inner = AbortSignal.any([signal, over.signal]);
  const end = Promise.withResolvers<EndRule>();
  const words = createWords(house, hearing, stream, inner);
  const clock = createClock();
  let begun = hearing.from;
  let speech = { voiced: false, from: begun ?? 0, last: begun ?? 0 };

  const vad = attach(house, {
    wanted: { capability: "vad" },
    signal: inner,
    start: ({ instance }) =>
      house.calls.start("vad/watch", instance, { site, stream, pauses: pauses(silence) }, { turn }),
  });
  vad.over.catch(end.reject);
  words.failed.catch(end.reject);

  const catchFrame = (caught: Caught): void => {
    const { frame } = caught;
    clock.note(caught);
    vad.feed(frame);
    words.feed(frame);
    const now = frame.at + durationOf(frame);
    if (begun === undefined) {
      begun = frame.at;
      speech = { ...speech, from: begun, last: begun };
    }
    if (now - begun > maxUtterance) end.resolve("limit");
    else if (!speech.voiced && now - speech.from > noSpeech) end.resolve("none");
  };
  const paused = async (body: Messages["speech/paused"]): Promise<void> => {
    speech.last = body.heardAt;
    if (body.silence < silence) return words.early();
    const text = words.known() ? await words.text(false) : undefined;
    if (text === "" && body.heardAt - (begun ?? 0) < noSpeech) {
      speech = { voiced: false, from: body.heardAt, last: body.heardAt };
    } else end.resolve("silence");
  };

  const timer = setInterval(() => {
    if (clock.idle() > deafMs) end.resolve(speech.voiced ? "stop" : "none");
  }, 500);
  const mine = (message: { turn?: string }): boolean => message.turn === turn;
  await using stack = new AsyncDisposableStack();
  stack.defer(() => {
    clearInterval(timer);
    over.abort();
  });
  stack.use(
    await bus.on("speech/started", { site }, (message) => {
      if (!mine(message)) return;
      speech = { ...speech, voiced: true, last: message.body.heardAt };
      words.resumed();
    }),
  );
  stack.use(
    await bus.on("speech/paused", { site }, (message) => {
      if (mine(message)) return paused(message.body);
    }),
  );
  stack.use(
    await bus.on("listen/stop", { site }, ({ body }) => {
      if (body.reason === "done") end.resolve("stop");
      else end.reject(new Fault("CANCELLED", "Listening was stopped."));
    }),
  );
  signal.addEventListener("abort", () => end.reject(signal.reason), { once: true });
  if (signal.aborted) end.reject(signal.reason);
  stack.use(ears.follow(site, stream, hearing.from ?? Infinity, catchFrame));

  const rule = await end.promise;
  const decided = Date.now();
  const spokenAt = speech.voiced ? clock.wall(speech.last) : decided;
  await bus.publish(
    "speech/ended",
    { site },
    { stream, rule, silence: Math.max(0, Math.round(decided - spokenAt)) },
    { turn },
  );
  const text = rule === "none" ? "" : await words.text(true);
  return {
    text,
    language: words.language(),
    provider: words.provider(),
    rule,
    spokenAt,
    endpoint: decided - spokenAt,
    stt: Date.now() - decided,
  };
}

const pauses = (silence: number): number[] => (silence > earlyPauseMs ? [earlyPauseMs, silence] : [silence]);

interface Words {
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
  readonly failed: Promise<void>;
}

/** The recogniser's side of an utterance, with at most one decode ahead that is still of use. */
function createWords(house: Dialogue, hearing: Hearing, stream: number, signal: AbortSignal): Words {
  const { site, turn, language, prefer, wakeWord } = hearing;
  const final = Promise.withResolvers<string>();
  final.promise.catch(() => {});
  let ahead: (PromiseWithResolvers<string> & { answered: boolean }) | undefined;
  let stale = 0;
  let stopped = false;
  let spoken = { language, provider: "" };

  const clean = (text: string): string => (wakeWord === undefined ? text : withoutWakeWord(text, wakeWord));
  function hear({ kind, body }: Heard): void {
    if (kind !== "stt/heard") return;
    spoken = { language: body.language, provider: stt.provider()?.plugin ?? spoken.provider };
    const text = clean(body.text);
    if (body.final) final.resolve(text);
    else if (stale > 0) stale--;
    else if (ahead) {
      ahead.answered = true;
      ahead.resolve(text);
    }
    if (!body.final) void partial(house, hearing, text, spoken);
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
  };
}

async function partial(
  { bus, log }: Dialogue,
  { site, turn }: Hearing,
  text: string,
  spoken: { language: string; provider: string },
): Promise<void> {
  const body = { text, language: spoken.language, provider: spoken.provider || "unknown" };
  await bus.publish("transcript/partial", { site }, body, { turn }).catch((error) => {
    log.warn("Could not say a partial transcript.", { error });
  });
}
