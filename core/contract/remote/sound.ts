/** What an ear sends to a service: the sound of a job as a WAV file, or as samples while it comes. */
import { type AudioFrame, joined, samplesOf } from "../audio.ts";
import type { Flush } from "../capabilities.ts";
import { Fault } from "../fault.ts";
import { writeWav } from "../wave.ts";

export { writeWav };

export interface Recorded {
  readonly samples: Int16Array;
  /** Hz. */
  readonly rate: number;
  readonly ms: number;
}

/** All frames as one piece of sound, at most `limit` ms: what is older is left out. Flushes are passed over. */
export async function recordingOf(
  audio: AsyncIterable<AudioFrame | Flush>,
  signal: AbortSignal,
  limit = 120_000,
): Promise<Recorded> {
  const parts: Int16Array[] = [];
  let rate = 16_000;
  let size = 0;
  for await (const item of audio) {
    if (signal.aborted) break;
    if (item === "flush") continue;
    ({ rate } = formatOf(item));
    const samples = samplesOf(item).slice();
    parts.push(samples);
    size += samples.length;
    while (size > (limit * rate) / 1000) size -= parts.shift()?.length ?? 0;
  }
  return { samples: joined(parts), rate, ms: (size / rate) * 1000 };
}

function formatOf({ format }: AudioFrame): AudioFrame["format"] {
  if (format.codec === "pcm" && format.channels === 1) return format;
  throw new Fault("AUDIO_UNSUPPORTED", `${format.codec} with ${format.channels} channels cannot be sent.`);
}

/** A recording as a file to upload: `form.append("file", fileOf(await recordingOf(audio, signal)), "speech.wav")`. */
export function fileOf({ samples, rate }: Pick<Recorded, "samples" | "rate">): Blob {
  return new Blob([new Uint8Array(writeWav(samples, rate))], { type: "audio/wav" });
}
