/** One clause asked of one voice: what it makes is kept back until it can be the clause, then flows, and is counted however it ends. */
import type { AudioFrame, Fault } from "../../contract/index.ts";
import { asFault, Fault as Failure, samplesOf, speechFormat } from "../../contract/index.ts";
import type { Calls } from "../calls.ts";
import type { Provider } from "../directory.ts";
import type { Manner } from "../reply/clause.ts";
import type { Sound } from "../reply/sound.ts";
import { accountOf } from "./account.ts";
import type { Router } from "./facts.ts";
import { countFrames, type Frames } from "./frames.ts";
import { firstLimit, holdFor, isRemote, stallLimit } from "./limits.ts";
import { isAudible, lettersIn, longest, shortest } from "./plausible.ts";
import { createPour } from "./pour.ts";

/** Frames may come after the word that all were sent: they are waited for so long. */
const stragglersMs = 250;
const perMs = speechFormat.rate / 1000;
/** What is so long is more than the scrap of a broken answer, ms of sound. */
const enoughMs = 600;

export interface Run {
  readonly provider: Provider;
  readonly manner: Manner;
  /** Resolves when what it made may be heard; rejects with its fault before. */
  readonly ready: Promise<void>;
  /** Resolves when all of the clause is made; rejects with its fault. */
  readonly over: Promise<void>;
  /** From now on what is made is heard. */
  pour(sound: Sound): void;
  /** ms that were given away to be heard. */
  poured(): number;
  made(): readonly Int16Array[];
  /** All frames came. */
  whole(): boolean;
  /** "lost": another voice had sound first. */
  cancel(why: "lost" | "cancelled"): void;
}

export interface RunHouse {
  readonly calls: Calls;
  readonly router: Router;
}

export interface RunAsked {
  readonly provider: Provider;
  readonly manner: Manner;
  readonly as: "first" | "hedge" | "retry";
  readonly turn?: string | undefined;
}

export function startRun(house: RunHouse, asked: RunAsked): Run {
  const { provider, manner } = asked;
  const account = accountOf(house.router, asked);
  const frames = countFrames();
  const pieces: Int16Array[] = [];
  const ready = Promise.withResolvers<void>();
  const ended = new AbortController();
  const pour = createPour(isRemote(provider));
  const checked = isRemote(provider) && lettersIn(manner.text) > 0;
  let made = 0;
  let voicedAt: number | undefined;
  let holding: NodeJS.Timeout | undefined;

  function release(): void {
    clearTimeout(holding);
    ready.resolve();
  }
  function hear(frame: AudioFrame): void {
    const samples = samplesOf(frame);
    frames.count(frame);
    if (ended.signal.aborted || samples.length === 0) return;
    pieces.push(samples);
    made += samples.length / perMs;
    pour.push(samples);
    if (voicedAt === undefined) {
      if (checked && !isAudible(samples)) return;
      voicedAt = performance.now();
      account.sounded();
      holding = setTimeout(release, holdFor(provider));
    }
    if (holdFor(provider) === 0 || made >= enoughMs) release();
  }
  /** What has come cannot be this clause. */
  function wrong(): Fault | undefined {
    if (!checked) return undefined;
    const { text, speed } = manner;
    const usual = account.pace();
    if (voicedAt === undefined) return contentFault(provider, "gave silence for words");
    if (made < shortest(text, speed, usual))
      return contentFault(provider, "gave too little sound for its words");
    return undefined;
  }

  async function work(): Promise<void> {
    const { turn } = asked;
    const context = { hearAudio: hear, ...(turn === undefined ? {} : { turn }) };
    await using call = await house.calls.start("tts/start", provider.instance, bodyOf(manner), context);
    const stop = (): void => call.cancel("cut");
    ended.signal.addEventListener("abort", stop, { once: true });
    if (ended.signal.aborted) stop();
    await call.tell("tts/text", { job: call.job, text: manner.text, last: true });
    const follow = async (): Promise<void> => {
      for await (const { kind, body } of call.heard) if (kind === "tts/spoken") frames.expect(body.frames);
      await call.done;
      await frames.settled(stragglersMs);
    };
    using late = watch(provider, frames, {
      voiced: () => voicedAt !== undefined,
      dry: () => pour.waiting() === 0,
    });
    using endless = checked ? limitOf(provider, manner, () => made) : undefined;
    await Promise.race([follow(), late.failed, ...(endless ? [endless.failed] : [])]);
    const fault = wrong();
    if (fault) throw fault;
  }

  const over = work().then(
    () => {
      clearTimeout(holding);
      account.done(made);
      pour.finish();
      ready.resolve();
    },
    (error) => {
      clearTimeout(holding);
      pour.stop();
      const fault = asFault(error, "JOB_FAILED");
      account.failed(fault, made);
      ready.reject(fault);
      throw fault;
    },
  );
  over.catch(() => {});
  ready.promise.catch(() => {});

  return {
    provider,
    manner,
    ready: ready.promise,
    over,
    made: () => pieces,
    whole: () => frames.whole(),
    poured: pour.poured,
    pour: (sound) => pour.into(sound),
    cancel(why) {
      account.cancel(why, made);
      pour.stop();
      clearTimeout(holding);
      ended.abort();
    },
  };
}

function bodyOf({ language, voice, emotion, speed }: Manner) {
  return {
    language,
    to: { stream: 0, format: speechFormat },
    ...(voice === undefined ? {} : { voice }),
    ...(emotion === undefined ? {} : { emotion }),
    ...(speed === undefined ? {} : { speed }),
  };
}

interface Watched {
  voiced(): boolean;
  /** All that came was given away. */
  dry(): boolean;
}
interface Watch extends Disposable {
  /** Rejects; never resolves. */
  readonly failed: Promise<never>;
}

/** A voice that has no first sound in time, or stops in the middle, is given up. */
function watch(provider: Provider, frames: Frames, { voiced, dry }: Watched): Watch {
  const late = Promise.withResolvers<never>();
  late.promise.catch(() => {});
  const begun = performance.now();
  const look = (): void => {
    const limit = voiced() ? stallLimit(provider) : firstLimit(provider);
    const idle = voiced() ? frames.idle() : performance.now() - begun;
    const left = voiced() && !dry() ? limit : limit - idle;
    if (left > 0) timer = setTimeout(look, Math.min(left, 100));
    else late.reject(silentFault(provider, limit, voiced()));
  };
  let timer = setTimeout(look, 100);
  return { failed: late.promise, [Symbol.dispose]: () => clearTimeout(timer) };
}

/** A service that never ends has misread its text. */
function limitOf(provider: Provider, { text, speed }: Manner, made: () => number): Watch {
  const late = Promise.withResolvers<never>();
  late.promise.catch(() => {});
  const timer = setInterval(() => {
    if (made() > longest(text, speed)) late.reject(contentFault(provider, "does not end"));
  }, 250);
  return { failed: late.promise, [Symbol.dispose]: () => clearInterval(timer) };
}

const contentFault = ({ plugin }: Provider, what: string): Fault =>
  new Failure("REMOTE_CONTENT", `${plugin} ${what}.`, { retryable: true });

const silentFault = ({ instance }: Provider, ms: number, begun: boolean): Fault =>
  new Failure("JOB_TIMEOUT", `${instance} ${begun ? "fell silent" : "was silent"} for ${ms} ms.`, {
    retryable: true,
  });
