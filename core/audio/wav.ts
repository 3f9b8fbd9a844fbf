/** WAV files (RIFF/WAVE, as in Microsoft's "Multimedia Programming Interface and Data Specifications 1.0"). */
import { Fault } from "../contract/index.ts";

export interface Wav {
  /** Hz. */
  readonly rate: number;
  readonly channels: number;
  /** Interleaved. */
  readonly samples: Int16Array;
}

interface Format {
  readonly tag: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
}

const tagPcm = 1;
const tagFloat = 3;
/** The tag proper is the first word of the sub-format at byte 24 (WAVEFORMATEXTENSIBLE). */
const tagExtensible = 0xfffe;
/** Programs that write into a pipe cannot know the length and put something above this. */
const lengthUnknown = 0x7fff_0000;

const refuse = (message: string): never => {
  throw new Fault("AUDIO_UNSUPPORTED", message, {
    remedy: "Give a WAV file of 8, 16, 24 or 32 bits; for others: ffmpeg -i FILE -ar 16000 -ac 1 speech.wav",
  });
};

function readFormat(chunk: Buffer): Format {
  if (chunk.length < 16) refuse(`a WAV file with a format chunk of ${chunk.length} bytes; 16 are the least`);
  const outer = chunk.readUInt16LE(0);
  const tag = outer === tagExtensible && chunk.length >= 26 ? chunk.readUInt16LE(24) : outer;
  const format = {
    tag,
    channels: chunk.readUInt16LE(2),
    rate: chunk.readUInt32LE(4),
    bits: chunk.readUInt16LE(14),
  };
  const { channels, rate, bits } = format;
  if (channels < 1 || channels > 32) refuse(`a WAV file with ${channels} channels`);
  if (rate < 1_000 || rate > 768_000) refuse(`a WAV file with ${rate} Hz`);
  if (chunk.readUInt16LE(12) !== (bits / 8) * channels) refuse("a WAV file whose format contradicts itself");
  return format;
}

/** How one sample is read; the offsets step by `bits / 8`. */
function readerOf({ tag, bits }: Format): (data: Buffer, offset: number) => number {
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
  return refuse(`a WAV file of ${bits} bits with the coding ${tag}, which this program cannot read`);
}

/** The chunks it needs; a chunk stands at an even offset, its length does not count the byte of padding. */
function findChunks(file: Buffer): { format: Format; data: Buffer } {
  let format: Format | undefined;
  for (let offset = 12; offset + 8 <= file.length; ) {
    const id = file.toString("latin1", offset, offset + 4);
    const length = file.readUInt32LE(offset + 4);
    const body = file.subarray(offset + 8, offset + 8 + length);
    if (id === "fmt ") format = readFormat(body);
    if (id === "data") {
      if (!format) return refuse("a WAV file whose samples come before their format");
      if (body.length < length && length < lengthUnknown) {
        return refuse(`a WAV file that is cut short: ${body.length} of ${length} bytes are there`);
      }
      return { format, data: body };
    }
    offset += 8 + length + (length % 2);
  }
  return refuse(format ? "a WAV file without samples" : "a WAV file without a format");
}

/** Reads PCM of 8, 16, 24 and 32 bits and float32 as 16-bit samples; AUDIO_UNSUPPORTED for all else. */
export function readWav(bytes: Uint8Array): Wav {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.toString("latin1", 0, 4) !== "RIFF" || file.toString("latin1", 8, 12) !== "WAVE") {
    refuse("this is no WAV file");
  }
  const { format, data } = findChunks(file);
  const read = readerOf(format);
  const width = format.bits / 8;
  const blocks = Math.floor(data.length / (width * format.channels));
  const samples = new Int16Array(blocks * format.channels);
  for (let i = 0; i < samples.length; i++) samples[i] = read(data, i * width);
  return { rate: format.rate, channels: format.channels, samples };
}

/** Interleaved samples as one channel: their mean. */
export function toMono(samples: Int16Array, channels: number): Int16Array {
  if (channels === 1) return samples;
  const mono = new Int16Array(Math.floor(samples.length / channels));
  for (let i = 0; i < mono.length; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += samples[i * channels + c] ?? 0;
    mono[i] = Math.round(sum / channels);
  }
  return mono;
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
