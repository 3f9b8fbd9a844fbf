/** The recogniser for whoever tries endpointers: what it makes of a sound, how long that takes, and each sound only once. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
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
export interface Ears extends Disposable {
  hear(samples: Int16Array): Promise<HeardSound>;
}
export interface EarsOptions {
  /** What a second of sound is taken to cost, ms; absent: as long as it takes here. */
  readonly cost?: number;
  /** A file that keeps what was heard, so that another policy is tried in no time; it is another one for other models. */
  readonly kept?: string;
}

export function earsOf(stt: SpeechToText, { cost, kept }: EarsOptions): Ears {
  const before = kept !== undefined && existsSync(kept) ? readFileSync(kept, "utf8") : "[]";
  const entries = JSON.parse(before) as readonly (readonly [string, HeardSound])[];
  const known = new Map<string, HeardSound>(entries);
  return {
    async hear(samples) {
      const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
      const key = createHash("sha256").update(bytes).digest("base64");
      const heard = known.get(key) ?? (await hearOnce(stt, samples));
      known.set(key, heard);
      return cost === undefined ? heard : { ...heard, took: (samples.length / 16_000) * cost };
    },
    [Symbol.dispose]() {
      if (kept !== undefined) writeFileSync(kept, JSON.stringify([...known]));
    },
  };
}

async function hearOnce(stt: SpeechToText, samples: Int16Array): Promise<HeardSound> {
  async function* audio(): AsyncGenerator<AudioFrame | Flush> {
    for (const frame of framesOf(samples, { at: 0 })) yield frame;
    yield "flush";
  }
  const began = performance.now();
  const asked = { language: "en", hints: [], signal: new AbortController().signal };
  for await (const { text, heard = text, by = "free" } of stt.transcribe(audio(), asked)) {
    return { text, by, free: heard, took: performance.now() - began };
  }
  return { text: "", by: "free", free: "", took: 0 };
}
