/** Listens to one utterance: feeds voice activity and recogniser, decides when the speaker is done, and returns the words. */
import type { AudioFrame, Messages } from "../contract/index.ts";
import { durationOf, Fault } from "../contract/index.ts";
import { attach } from "./attach.ts";
import { createClock } from "./capture.ts";
import type { Caught } from "./ears.ts";
import type { Dialogue } from "./house.ts";
import { createWords, type Words } from "./recognise.ts";
import type { Chosen } from "./rerank.ts";

/** A pause this long makes the recogniser decode ahead, so that the words are there when the turn ends. */
const earlyPauseMs = 160;
/** A sound shorter than this that holds no words was a cough or a door, ms; the ear stays open. */
const coughMs = 500;
/** Without a frame for so long the satellite is taken to be gone. */
const deafMs = 3000;
const lookMs = 500;
/** What comes so much faster than real time is a recording; so long its voice activity may take, ms. */
const hurryMs = 1000;
/** Audio before the onset of speech that recognisers want, ms; with seconds of quiet there, Moonshine hears nothing. */
const onsetMs = 300;
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

interface Ending {
  readonly rule: EndRule;
  /** When it was decided, ms since 1970. */
  readonly at: number;
}

/** Where the sounds of one utterance come together until it is over. */
interface Post {
  frame(caught: Caught): void;
  started(heardAt: number): void;
  paused(body: Messages["speech/paused"]): Promise<void>;
  stop(rule: EndRule): void;
  fail(why: unknown): void;
  /** Gives up on a satellite that fell silent. */
  look(): void;
  readonly ending: Promise<Ending>;
  words(): Words | undefined;
  /** By the hub's clock; undefined when nobody spoke. */
  spokenAt(): number | undefined;
}

function openPost(house: Dialogue, hearing: Hearing, given: number | undefined, signal: AbortSignal): Post {
  const { silence: base, maxUtterance, noSpeech } = house.settings();
  const { site, turn } = hearing;
  const silence = Math.round(base * patienceFactor[hearing.patience]);
  const pauses = silence > earlyPauseMs ? [earlyPauseMs, silence] : [silence];
  const end = Promise.withResolvers<Ending>();
  end.promise.catch(() => {});
  const stop = (rule: EndRule): void => end.resolve({ rule, at: Date.now() });
  const stream = given ?? 0;
  const frames: AudioFrame[] = [];
  const clock = createClock();
  let words: Words | undefined;
  let begun = hearing.from;
  let speech = { voiced: false, talking: false, from: begun ?? 0, last: begun ?? 0 };
  let wakeWordDue = hearing.wakeWord !== undefined;
  const openedAt = Date.now();
  let waiting: NodeJS.Timeout | undefined;

  const vad = attach(house, {
    wanted: { capability: "vad" },
    signal,
    start: ({ instance }) => house.calls.start("vad/watch", instance, { site, stream, pauses }, { turn }),
  });
  vad.over.catch(end.reject);
  function openWords(heardAt: number): Words {
    const opened = createWords(house, { ...hearing, stream, signal });
    opened.failed.catch(end.reject);
    for (const frame of frames) if (frame.at + durationOf(frame) > heardAt - onsetMs) opened.feed(frame);
    return opened;
  }
  async function wordsNow(): Promise<string | undefined> {
    if (!words?.known()) return undefined;
    const text = await words.text(false);
    return text === "" && !words.streaming() ? await words.again() : text;
  }
  /** What was voiced was the wake word alone, or no word at all: the command may still come. */
  function mayStillCome(heardAt: number): boolean {
    const length = heardAt - speech.from;
    return heardAt - (begun ?? 0) < noSpeech && (wakeWordDue || length < coughMs);
  }
  function listenOn(heardAt: number): void {
    wakeWordDue = false;
    if (!words?.streaming()) {
      words?.end();
      words = undefined;
    }
    speech = { voiced: false, talking: false, from: heardAt, last: heardAt };
  }

  /** A recording may come faster than it is looked through: what is voiced in it is heard of a little later. */
  function nobodySpoke(came: number): void {
    if (waiting !== undefined) return;
    const hurried = came > Date.now() - openedAt + hurryMs;
    waiting = setTimeout(
      () => {
        waiting = undefined;
        if (!speech.voiced) stop("none");
      },
      hurried ? hurryMs : 0,
    );
  }

  return {
    frame(caught) {
      const { frame } = caught;
      clock.note(caught);
      frames.push(frame);
      vad.feed(frame);
      words?.feed(frame);
      if (begun === undefined) {
        begun = frame.at;
        speech = { ...speech, from: begun, last: begun };
      }
      const now = frame.at + durationOf(frame);
      if (now - begun > maxUtterance) stop("limit");
      else if (!speech.voiced && now - speech.from > noSpeech) nobodySpoke(now - begun);
    },
    started(heardAt) {
      vad.worked();
      speech = { voiced: true, talking: true, from: speech.voiced ? speech.from : heardAt, last: heardAt };
      if (words) words.resumed();
      else words = openWords(heardAt);
    },
    async paused({ heardAt, silence: silent }) {
      speech = { ...speech, talking: false, last: heardAt };
      if (silent < silence) return words?.early();
      const at = Date.now();
      const text = await wordsNow().catch(() => undefined);
      if (speech.talking || signal.aborted) return;
      if (text === "" && mayStillCome(heardAt)) listenOn(heardAt);
      else end.resolve({ rule: "silence", at });
    },
    stop,
    fail: end.reject,
    look() {
      if (clock.idle() > deafMs) stop(speech.voiced ? "stop" : "none");
    },
    ending: end.promise,
    words: () => words,
    spokenAt() {
      if (!speech.voiced) return undefined;
      return speech.talking ? Date.now() - clock.idle() : clock.wall(speech.last);
    },
  };
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
