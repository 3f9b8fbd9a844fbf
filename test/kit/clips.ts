/** The speech clips beside the repository: found, read, and cut into frames as a satellite would send them. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type AudioFrame, asFault, Fault, speechFormat } from "hearsay";
import { readWav } from "../../core/audio/wav.ts";

export interface Clip {
  readonly file: string;
  readonly seconds: number;
  /** Where its speaker stops, ms since the first sample; absent: where voice activity last hears a voice. */
  readonly end?: number;
  readonly kind: "command" | "read" | "wake" | "negative" | "noise";
  /** Null where the words are not certain. */
  readonly transcript: string | null;
  readonly words_from?: "source" | "recognisers";
  readonly wake_word: string | null;
  readonly speaker: "human" | "synthetic" | null;
  readonly language: string | null;
  readonly domain?: string;
  readonly speaker_group?: string;
}
export interface Clips {
  readonly folder: string;
  readonly clips: readonly Clip[];
}

const root = resolve(import.meta.dirname, "../..");
export const defaultManifest: string = resolve(root, "../shared/data/speech/manifest.json");

/** Why the clips cannot be used here, or undefined when they can. */
export const noClips: string | undefined = existsSync(defaultManifest)
  ? undefined
  : "the speech clips (../shared/data/speech) are not on this machine";

/** A manifest's clips; of none when the default one is absent. Faults: USAGE for a manifest or a clip that is not there. */
export function readClips(manifest: string = defaultManifest): Clips {
  const folder = dirname(manifest);
  if (manifest === defaultManifest && noClips) return { folder, clips: [] };
  const read = given(manifest, () => JSON.parse(readFileSync(manifest, "utf8")) as { clips?: Clip[] });
  if (!Array.isArray(read.clips)) throw misuse(`${manifest} has no list "clips".`);
  const absent = read.clips.filter(({ file }) => !existsSync(resolve(folder, String(file))));
  const [first] = absent;
  if (first) throw misuse(`${absent.length} clips of ${manifest} are not there, such as ${first.file}.`);
  return { folder, clips: read.clips };
}

/** A clip's samples: mono, 16 kHz. Faults: USAGE for a file that cannot be read as such. */
export function samplesOfClip(clips: Clips, file: string): Int16Array {
  const path = resolve(clips.folder, file);
  const wav = given(path, () => readWav(readFileSync(path)));
  if (wav.rate !== speechFormat.rate || wav.channels !== 1) {
    throw misuse(`${path}: ${wav.rate} Hz, ${wav.channels} channels; expected 16000 Hz mono.`);
  }
  return wav.samples;
}

const misuse = (message: string, cause?: unknown): Fault =>
  new Fault("USAGE", message, {
    remedy:
      'A manifest is {"clips": [{"file", "kind", "transcript", …}]}; files are relative to it, or absolute.',
    cause,
  });

function given<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    throw misuse(`${path} cannot be read: ${asFault(thrown).message}`, thrown);
  }
}

export interface Framing {
  /** Of one frame; default 80. */
  readonly ms?: number;
  /** Capture time of the first sample; default 1,000,000. */
  readonly at?: number;
  readonly stream?: number;
  /** First sequence number; default 0. */
  readonly sequence?: number;
}

/** The samples as frames with rising sequence and capture time; the last one may be shorter. */
export function* framesOf(samples: Int16Array, framing: Framing = {}): Generator<AudioFrame> {
  const { ms = 80, at = 1_000_000, stream = 1, sequence = 0 } = framing;
  const { rate } = speechFormat;
  const size = Math.round((ms * rate) / 1000);
  for (let from = 0, index = 0; from < samples.length; from += size, index++) {
    const part = samples.slice(from, from + size);
    yield {
      format: speechFormat,
      stream,
      sequence: (sequence + index) >>> 0,
      at: at + (from * 1000) / rate,
      data: new Uint8Array(part.buffer, part.byteOffset, part.byteLength),
    };
  }
}

/** The same, as the host hands it to a plugin: one at a time, ended when the signal aborts. */
export async function* streamOf<T>(items: Iterable<T>, signal?: AbortSignal): AsyncGenerator<T> {
  for (const item of items) {
    if (signal?.aborted) return;
    await new Promise<void>((done) => setImmediate(done));
    yield item;
  }
}

/** Everything an async sequence gives. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Noise with a flat spectrum, the same for the same seed; `level` in dBFS (root mean square). */
export function noise(seconds: number, level = -40, seed = 1): Int16Array {
  const samples = new Int16Array(Math.round(seconds * speechFormat.rate));
  const scale = 32_768 * 10 ** (level / 20) * Math.sqrt(3);
  let state = seed >>> 0 || 1;
  for (let i = 0; i < samples.length; i++) {
    // xorshift32 (Marsaglia 2003): good enough for noise, and the same everywhere.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    samples[i] = Math.max(-32_768, Math.min(32_767, ((state >>> 0) / 2 ** 31 - 1) * scale));
  }
  return samples;
}

export function silence(seconds: number): Int16Array {
  return new Int16Array(Math.round(seconds * speechFormat.rate));
}

export function join16(...parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
