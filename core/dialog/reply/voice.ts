/** Makes the sound of a clause: from what was kept, else by a voice, and by the next one where that fails. */
import type { AudioFrame } from "../../contract/index.ts";
import { asFault, durationOf, Fault, samplesOf, speechFormat } from "../../contract/index.ts";
import type { JobCall } from "../calls.ts";
import type { Provider } from "../directory.ts";
import { queueFor } from "../free.ts";
import type { Dialogue } from "../house.ts";
import type { SoundCache } from "./cache/cache.ts";
import { keyOf } from "./cache/key.ts";
import type { Manner } from "./clause.ts";
import type { Maker, Sound } from "./sound.ts";

/** A voice that sends nothing for so long is given up. */
const mutedMs = 8000;
const comebackMs = 1500;
/** Frames may come after the word that all were sent: they are waited for so long. */
const stragglersMs = 250;

export interface VoiceHouse extends Pick<Dialogue, "directory" | "calls"> {
  readonly sounds?: SoundCache | undefined;
  /** Nobody has asked for it yet. */
  readonly ahead?: boolean;
}

export interface Wanted {
  readonly prefer: readonly string[];
  readonly signal: AbortSignal;
  readonly turn?: string;
}

/** Fills `sound`, and ends it however it goes; rejects with its fault, NO_PROVIDER where nobody can. Aborted, it leaves it. */
export async function makeSound(
  house: VoiceHouse,
  manner: Manner,
  sound: Sound,
  wanted: Wanted,
): Promise<void> {
  const { directory } = house;
  const { prefer, signal } = wanted;
  const tried = new Set<string>();
  const asked = { capability: "tts", language: manner.language, prefer } as const;
  const queue = queueFor(directory, asked, comebackMs, signal);
  const fail = (fault: Fault): never => {
    sound.end(fault);
    throw fault;
  };
  while (!signal.aborted) {
    await directory.settled({ ...asked, not: tried }, signal);
    // What is kept needs nobody's time, so that a voice which is busy will do.
    const named = directory.choose({ ...asked, not: tried, full: true });
    if (named && !house.ahead && (await fromCache(house, named, manner, sound))) return;
    const provider = await queue.next(tried).catch((error) => fail(asFault(error)));
    if (!provider) return;
    const fault = await speakWith(house, provider, manner, sound, wanted).then(
      () => undefined,
      (error) => asFault(error),
    );
    if (signal.aborted) return;
    const busy = fault?.code === "PROVIDER_BUSY";
    if (!busy) directory.report(provider, !fault);
    if (!fault) return sound.end();
    if (house.ahead) return fail(fault);
    if (busy) {
      queue.refused(provider);
      continue;
    }
    // The room may have heard a part of it already; the whole clause comes after that.
    tried.add(provider.instance);
  }
}

const makerOf = (provider: Provider, { voice }: Manner): Maker => ({
  provider: provider.plugin,
  voice: voice ?? provider.voices?.[0]?.name ?? provider.plugin,
});

async function fromCache(
  { sounds }: VoiceHouse,
  provider: Provider,
  manner: Manner,
  sound: Sound,
): Promise<boolean> {
  const kept = await sounds?.get(keyOf(provider, manner));
  if (!kept) return false;
  sound.begin(makerOf(provider, manner));
  sound.push(kept);
  sound.end();
  return true;
}

async function speakWith(
  house: VoiceHouse,
  provider: Provider,
  manner: Manner,
  sound: Sound,
  { signal, turn }: Wanted,
): Promise<void> {
  const { text, language, voice, emotion, speed } = manner;
  const made: Int16Array[] = [];
  const frames = createTally();
  sound.begin(makerOf(provider, manner));
  const hearAudio = (frame: AudioFrame): void => {
    const samples = samplesOf(frame);
    frames.count(frame);
    made.push(samples);
    sound.push(samples);
  };
  const body = {
    language,
    to: { stream: 0, format: speechFormat },
    ...(voice === undefined ? {} : { voice }),
    ...(emotion === undefined ? {} : { emotion }),
    ...(speed === undefined ? {} : { speed }),
  };
  const context = { hearAudio, ...(turn === undefined ? {} : { turn }) };
  await using call = await house.calls.start("tts/start", provider.instance, body, context);
  const stop = (): void => call.cancel("cut");
  signal.addEventListener("abort", stop, { once: true });
  try {
    signal.throwIfAborted();
    await call.tell("tts/text", { job: call.job, text, last: true });
    await allOf(call, frames);
  } finally {
    signal.removeEventListener("abort", stop);
  }
  if (frames.whole()) house.sounds?.put(keyOf(provider, manner), text, made, house.ahead);
}

interface Tally {
  count(frame: AudioFrame): void;
  /** So many were sent. */
  expect(frames: number): void;
  whole(): boolean;
  /** Resolves when all that were sent came, or after `ms`. */
  settled(ms: number): Promise<void>;
  /** ms since the last one; Infinity before the first. */
  idle(): number;
}

function createTally(): Tally {
  let came = 0;
  let sent: number | undefined;
  let at = Number.NEGATIVE_INFINITY;
  let look = (): void => {};
  return {
    count(frame) {
      if (durationOf(frame) > 0) came++;
      at = performance.now();
      look();
    },
    expect: (frames) => {
      sent = frames;
    },
    whole: () => came === sent,
    idle: () => performance.now() - at,
    settled: (ms) =>
      new Promise((resolve) => {
        if (sent === undefined || came >= sent) return resolve();
        const timer = setTimeout(resolve, ms);
        look = () => {
          if (came < (sent ?? 0)) return;
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}

/** Waits until a clause was sent. It may take long, but not without sending anything. */
async function allOf(call: JobCall, frames: Tally): Promise<void> {
  const late = Promise.withResolvers<never>();
  const begun = performance.now();
  const look = (): void => {
    const left = mutedMs - Math.min(frames.idle(), performance.now() - begun);
    if (left > 0) timer = setTimeout(look, left);
    else late.reject(silentFault(call.instance));
  };
  let timer = setTimeout(look, mutedMs);
  const hear = async (): Promise<void> => {
    for await (const { kind, body } of call.heard) if (kind === "tts/spoken") frames.expect(body.frames);
    await call.done;
    await frames.settled(stragglersMs);
  };
  try {
    await Promise.race([hear(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const silentFault = (instance: string): Fault =>
  new Fault("JOB_TIMEOUT", `${instance} was silent for ${mutedMs} ms.`, { retryable: true });
