/** WAV files (RIFF/WAVE, as in Microsoft's "Multimedia Programming Interface and Data Specifications 1.0"): format and samples. */
import { Fault } from "./fault.ts";

export interface WaveFormat {
  readonly tag: number;
  readonly channels: number;
  /** Hz. */
  readonly rate: number;
  readonly bits: number;
}

const tagPcm = 1;
const tagFloat = 3;
/** The tag proper is the first word of the sub-format at byte 24 (WAVEFORMATEXTENSIBLE). */
const tagExtensible = 0xfffe;
/** Programs that write into a pipe cannot know the length and put something above this. */
export const waveLengthUnknown = 0x7fff_0000;

export const refuseWave = (message: string): never => {
  throw new Fault("AUDIO_UNSUPPORTED", message, {
    remedy: "Give a WAV file of 8, 16, 24 or 32 bits; for others: ffmpeg -i FILE -ar 16000 -ac 1 speech.wav",
  });
};

/** The chunk "fmt ". Faults: AUDIO_UNSUPPORTED. */
export function readWaveFormat(chunk: Buffer): WaveFormat {
  if (chunk.length < 16)
    refuseWave(`a WAV file with a format chunk of ${chunk.length} bytes; 16 are the least`);
  const outer = chunk.readUInt16LE(0);
  const tag = outer === tagExtensible && chunk.length >= 26 ? chunk.readUInt16LE(24) : outer;
  const format = {
    tag,
    channels: chunk.readUInt16LE(2),
    rate: chunk.readUInt32LE(4),
    bits: chunk.readUInt16LE(14),
  };
  const { channels, rate, bits } = format;
  if (channels < 1 || channels > 32) refuseWave(`a WAV file with ${channels} channels`);
  if (rate < 1_000 || rate > 768_000) refuseWave(`a WAV file with ${rate} Hz`);
  if (chunk.readUInt16LE(12) !== (bits / 8) * channels)
    refuseWave("a WAV file whose format contradicts itself");
  return format;
}

/** How one sample is read; the offsets step by `bits / 8`. Faults: AUDIO_UNSUPPORTED. */
export function waveReader({ tag, bits }: WaveFormat): (data: Buffer, offset: number) => number {
  if (tag === tagPcm) {
    if (bits === 8) return (data, offset) => (data.readUInt8(offset) - 128) << 8;
    if (bits === 16) return (data, offset) => data.readInt16LE(offset);
    if (bits === 24) return (data, offset) => data.readIntLE(offset, 3) >> 8;
    if (bits === 32) return (data, offset) => data.readInt32LE(offset) >> 16;
  }
  if (tag === tagFloat && bits === 32) {
    return (data, offset) => {
      const value = Math.round(data.readFloatLE(offset) * 32_767);
      return Number.isNaN(value) ? 0 : Math.max(-32_768, Math.min(32_767, value));
    };
  }
  return refuseWave(`a WAV file of ${bits} bits with the coding ${tag}, which this program cannot read`);
}

/** Samples (interleaved where there is more than one channel) as a 16-bit PCM file. */
export function writeWav(samples: Int16Array, rate: number, channels = 1): Buffer {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(tagPcm, 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * channels * 2, 28);
  file.writeUInt16LE(channels * 2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(samples.length * 2, 40);
  Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).copy(file, 44);
  return file;
}
