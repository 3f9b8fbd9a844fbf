/** WAV files (RIFF/WAVE, as in Microsoft's "Multimedia Programming Interface and Data Specifications 1.0"). */
import {
  readWaveFormat,
  refuseWave as refuse,
  type WaveFormat,
  waveLengthUnknown,
  waveReader,
} from "../contract/wave.ts";

export { writeWav } from "../contract/wave.ts";

export interface Wav {
  /** Hz. */
  readonly rate: number;
  readonly channels: number;
  /** Interleaved. */
  readonly samples: Int16Array;
}

/** The chunks it needs; a chunk stands at an even offset, its length does not count the byte of padding. */
function findChunks(file: Buffer): { format: WaveFormat; data: Buffer } {
  let format: WaveFormat | undefined;
  for (let offset = 12; offset + 8 <= file.length; ) {
    const id = file.toString("latin1", offset, offset + 4);
    const length = file.readUInt32LE(offset + 4);
    const body = file.subarray(offset + 8, offset + 8 + length);
    if (id === "fmt ") format = readWaveFormat(body);
    if (id === "data") {
      if (!format) return refuse("a WAV file whose samples come before their format");
      if (body.length < length && length < waveLengthUnknown) {
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
  const read = waveReader(format);
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
