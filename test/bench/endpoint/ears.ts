/** The recogniser for whoever tries endpointers: what it makes of a sound, how long that takes, and each sound only once. */
import { createHash } from "node:crypto";
import type { AudioFrame, Flush, SpeechToText } from "hearsay";
import { framesOf } from "../../kit/clips.ts";

export interface HeardSound {
  readonly text: string;
  readonly by: "free" | "nearest" | "grammar";
  /** The words heard freely. */
  readonly free: string;
  /** ms that it took. */
  readonly took: number;
}
export interface Ears {
  hear(samples: Int16Array): Promise<HeardSound>;
}

/** `msPerSecond`: what a second of sound is taken to cost; absent: as long as it takes here. */
export function earsOf(stt: SpeechToText, msPerSecond?: number): Ears {
  const known = new Map<string, Promise<HeardSound>>();
  return {
    hear(samples) {
      const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
      const key = createHash("sha256").update(bytes).digest("base64");
      const there = known.get(key) ?? hearOnce(stt, samples, msPerSecond);
      known.set(key, there);
      return there;
    },
  };
}

async function hearOnce(stt: SpeechToText, samples: Int16Array, cost?: number): Promise<HeardSound> {
  async function* audio(): AsyncGenerator<AudioFrame | Flush> {
    for (const frame of framesOf(samples, { at: 0 })) yield frame;
    yield "flush";
  }
  const began = performance.now();
  const asked = { language: "en", hints: [], signal: new AbortController().signal };
  for await (const { text, heard = text, by = "free" } of stt.transcribe(audio(), asked)) {
    const took = cost === undefined ? performance.now() - began : (samples.length / 16_000) * cost;
    return { text, by, free: heard, took };
  }
  return { text: "", by: "free", free: "", took: 0 };
}
