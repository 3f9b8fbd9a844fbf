/** Audio as plugins see it: frames of raw samples, and the few conversions everybody needs. */

export interface AudioFormat {
  readonly codec: "pcm" | "opus";
  /** Hz. */
  readonly rate: number;
  readonly channels: number;
}

/** The format that speech is heard in: mono PCM at 16 kHz. */
export const speechFormat: AudioFormat = { codec: "pcm", rate: 16_000, channels: 1 };

/** A short piece of audio. Shared: pass it on, never write to it. */
export interface AudioFrame {
  readonly format: AudioFormat;
  /** Changes whenever the sender starts anew; u32. */
  readonly stream: number;
  /** Plus one a frame, wraps at 2^32; a gap is a loss. */
  readonly sequence: number;
  /** Capture time of the first sample, ms since 1970. */
  readonly at: number;
  /** PCM: signed 16-bit little-endian, interleaved. */
  readonly data: Uint8Array;
}

/** The samples of a PCM frame; a view where the bytes are aligned, else a copy. */
export function samplesOf(frame: AudioFrame): Int16Array {
  const { buffer, byteOffset, byteLength } = frame.data;
  if (byteOffset % 2 === 0) return new Int16Array(buffer as ArrayBuffer, byteOffset, byteLength >> 1);
  return new Int16Array(new Uint8Array(frame.data).buffer, 0, byteLength >> 1);
}

/** The samples as float32 in [-1, 1). */
export function toFloats(samples: Int16Array): Float32Array {
  const floats = new Float32Array(samples.length);
  for (let i = 0; i < samples.length; i++) floats[i] = (samples[i] ?? 0) / 32_768;
  return floats;
}

/** Float samples as int16, clipped at full scale. */
export function toSamples(floats: Float32Array): Int16Array {
  const samples = new Int16Array(floats.length);
  for (let i = 0; i < floats.length; i++) {
    const value = Math.round((floats[i] ?? 0) * 32_767);
    samples[i] = Math.max(-32_768, Math.min(32_767, value));
  }
  return samples;
}

/** Pieces of sound as one. */
export function joined(parts: readonly Int16Array[]): Int16Array<ArrayBuffer> {
  const all = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** How long a frame sounds, ms. */
export function durationOf(frame: AudioFrame): number {
  return (frame.data.byteLength / 2 / frame.format.channels / frame.format.rate) * 1000;
}

/** Samples of 20 ms at 16 kHz, the parts that `levelsOf` looks at. */
export const levelStep = 320;

/** Mean powers of successive 20 ms at 16 kHz, dBFS; silence is -120, and what is left over at the end is not looked at. */
export function levelsOf(samples: Int16Array): number[] {
  const levels: number[] = [];
  for (let from = 0; from + levelStep <= samples.length; from += levelStep) {
    let sum = 0;
    for (let i = from; i < from + levelStep; i++) sum += (samples[i] ?? 0) ** 2;
    levels.push(sum === 0 ? -120 : 10 * Math.log10(sum / levelStep / 32_768 ** 2));
  }
  return levels;
}
