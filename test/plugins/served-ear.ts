/** A service that hears: two sentences, each a tone of its own, and what all ears of services must do against it. */
import type { Plugin, SpeechToText } from "hearsay";
import type { RemoteSubject } from "../conformance/remote.ts";
import type { SttSubject } from "../conformance/stt.ts";
import { collect, framesOf, join16, noise, streamOf } from "../kit/clips.ts";
import { hostFor } from "../kit/host.ts";
import { type RemoteServer, type Reply, type Request, remoteServer, type Script } from "../kit/remote.ts";

const rate = 16_000;
const tongue = [
  { pitch: 440, words: "turn on the kitchen lights" },
  { pitch: 880, words: "what time is it" },
] as const;

/** A sentence with some quiet around it. */
export function uttered(which: 0 | 1): Int16Array {
  const { pitch } = tongue[which];
  const tone = Int16Array.from({ length: 1.2 * rate }, (_, i) => {
    const loud = 6000 + 2500 * Math.sin((i * 2 * Math.PI * 4) / rate);
    return loud * Math.sin((i * 2 * Math.PI * pitch) / rate);
  });
  return join16(noise(0.3, -75), tone, noise(0.3, -75, 5));
}

const windowSize = 640;
const leastWindows = 5;

/** What is said in it. */
export function wordsIn(samples: Int16Array): string {
  const heard: (0 | 1 | undefined)[] = [];
  for (let at = 0; at + windowSize <= samples.length; at += windowSize) {
    heard.push(pitchIn(samples.subarray(at, at + windowSize)));
  }
  const found: string[] = [];
  let run = 0;
  for (let at = 0; at <= heard.length; at++) {
    if (at > 0 && heard[at] === heard[at - 1]) run++;
    else {
      const before = at > 0 ? heard[at - 1] : undefined;
      if (before !== undefined && run >= leastWindows) found.push(tongue[before].words);
      run = 1;
    }
  }
  return found.join(" ");
}

/** Goertzel's measure of each pitch against all that sounds. */
function pitchIn(samples: Int16Array): 0 | 1 | undefined {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0);
  if (power / samples.length < 300 ** 2) return undefined;
  const shares = tongue.map(({ pitch }) => {
    const turn = 2 * Math.cos((2 * Math.PI * pitch) / rate);
    let [one, two] = [0, 0];
    for (const sample of samples) [one, two] = [sample + turn * one - two, one];
    return (2 * (one * one + two * two - turn * one * two)) / (power * samples.length);
  });
  const [first = 0, second = 0] = shares;
  if (Math.max(first, second) < 0.6) return undefined;
  return first > second ? 0 : 1;
}

/** The samples of a WAV file. */
export function samplesIn(wav: Buffer): Int16Array {
  const at = wav.indexOf("data") + 8;
  return new Int16Array(new Uint8Array(wav.subarray(at, wav.length - ((wav.length - at) % 2))).buffer);
}

export interface ServedEar<Options> {
  readonly plugin: Plugin<Options>;
  readonly key?: string;
  readonly options?: Partial<Options>;
  serve(request: Request): Script | Promise<Script>;
  /** Before it is used: where it serves sockets. */
  prepare?(server: RemoteServer): void;
}

export interface HostedEar extends AsyncDisposable {
  readonly server: RemoteServer;
  readonly stt: SpeechToText;
}

export async function openServedEar<Options>(
  ear: ServedEar<Options>,
  more: Partial<Options> = {},
  reply: Reply = ear.serve,
): Promise<HostedEar> {
  const server = await remoteServer(reply);
  ear.prepare?.(server);
  const { key } = ear;
  const options = {
    url: server.url,
    timeout: 20_000,
    ...(key === undefined ? {} : { key }),
    ...ear.options,
    ...more,
  };
  const hosted = await hostFor(ear.plugin, options as unknown as Partial<Options>);
  const { stt } = hosted.provided;
  if (!stt) throw new Error("It offers no stt.");
  return {
    server,
    stt,
    async [Symbol.asyncDispose]() {
      await hosted[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** All that one job heard of a sentence. */
export const hearOne = (
  stt: SpeechToText,
  samples = uttered(0),
  asked: Partial<Parameters<SpeechToText["transcribe"]>[1]> = {},
) => {
  const signal = asked.signal ?? new AbortController().signal;
  return collect(
    stt.transcribe(streamOf([...framesOf(samples, { ms: 80 })], signal), {
      language: "en",
      hints: [],
      ...asked,
      signal,
    }),
  );
};

export async function sttSubject<Options>(ear: ServedEar<Options>): Promise<SttSubject> {
  const hosted = await openServedEar(ear);
  return {
    stt: hosted.stt,
    language: "en",
    said: uttered(0),
    words: tongue[0].words,
    next: uttered(1),
    nextWords: tongue[1].words,
    [Symbol.asyncDispose]: () => hosted[Symbol.asyncDispose](),
  };
}

/** Of an ear that is asked by requests. */
export async function remoteSubject<Options>(
  ear: ServedEar<Options>,
  good: Script,
): Promise<RemoteSubject & AsyncDisposable> {
  const { server, stt, ...rest } = await openServedEar(ear, { timeout: 400 } as unknown as Partial<Options>);
  return {
    server,
    good,
    ...(ear.key === undefined ? {} : { key: ear.key }),
    act: (signal) => hearOne(stt, uttered(0), { signal }),
    [Symbol.asyncDispose]: () => rest[Symbol.asyncDispose](),
  };
}
