/** The binary frame that carries audio on the bus, as bus-schema/audio.md describes it. */
import { type AudioFrame, Fault } from "../contract/index.ts";

/** Bytes before the samples; even, so that the samples stay aligned. */
export const headerBytes = 24;
/** A whole frame, header included. */
export const maxFrameBytes = 65_536;
const minRate = 8_000;
const maxRate = 48_000;

const magic = 0x48;
const version = 1;
const codecs = ["pcm", "opus"] as const;

const refuse = (message: string): never => {
  throw new Fault("FRAME_INVALID", message);
};

const isU32 = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff;

/** What a header may say and a payload may be; the same for sender and receiver. */
function checkFacts({ format, at, data }: AudioFrame): void {
  const { codec, rate, channels } = format;
  if (channels !== 1 && channels !== 2) refuse(`an audio frame has 1 or 2 channels, not ${channels}`);
  if (!Number.isInteger(rate) || rate < minRate || rate > maxRate) {
    refuse(`an audio frame has a rate of ${minRate} to ${maxRate} Hz, not ${rate}`);
  }
  if (!Number.isFinite(at)) refuse(`an audio frame needs its capture time, not ${at}`);
  if (data.byteLength === 0) refuse("an audio frame without samples");
  if (codec === "pcm" && data.byteLength % (2 * channels) !== 0) {
    refuse(`${data.byteLength} bytes are no whole number of 16-bit samples in ${channels} channels`);
  }
}

/** The frame as bytes; rejects what no reader would take with FRAME_INVALID. */
export function encodeFrame(frame: AudioFrame): Buffer {
  const { format, stream, sequence, at, data } = frame;
  const length = headerBytes + data.byteLength;
  if (length > maxFrameBytes) refuse(`an audio frame of ${length} bytes is over ${maxFrameBytes}`);
  const codec = codecs.indexOf(format.codec);
  if (codec < 0) refuse(`no such codec: ${format.codec}`);
  if (!isU32(stream) || !isU32(sequence)) refuse("stream and sequence are 32-bit numbers without a sign");
  checkFacts(frame);
  const bytes = Buffer.allocUnsafe(length);
  bytes[0] = magic;
  bytes[1] = version;
  bytes[2] = codec;
  bytes[3] = format.channels;
  bytes.writeUInt32LE(format.rate, 4);
  bytes.writeUInt32LE(stream, 8);
  bytes.writeUInt32LE(sequence, 12);
  bytes.writeDoubleLE(at, 16);
  bytes.set(data, headerBytes);
  return bytes;
}

/** The frame in these bytes, its data a view of them; FRAME_INVALID when they are none. */
export function decodeFrame(bytes: Uint8Array): AudioFrame {
  if (bytes.byteLength > maxFrameBytes) {
    refuse(`an audio frame of ${bytes.byteLength} bytes is over ${maxFrameBytes}`);
  }
  if (bytes.byteLength < headerBytes) refuse(`${bytes.byteLength} bytes are too few for an audio frame`);
  if (bytes[0] !== magic) refuse("these bytes are no audio frame: they do not begin with 0x48");
  if (bytes[1] !== version) refuse(`an audio frame of version ${bytes[1]}; this reader knows ${version}`);
  const codec = codecs[bytes[2] ?? -1] ?? refuse(`an audio frame with the unknown codec ${bytes[2]}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frame: AudioFrame = {
    format: { codec, rate: view.getUint32(4, true), channels: view.getUint8(3) },
    stream: view.getUint32(8, true),
    sequence: view.getUint32(12, true),
    at: view.getFloat64(16, true),
    data: new Uint8Array(bytes.buffer, bytes.byteOffset + headerBytes, bytes.byteLength - headerBytes),
  };
  checkFacts(frame);
  return frame;
}

/** The bytes under these samples, without a copy; little-endian as every machine is that Node 24 runs on here. */
export function bytesOf(samples: Int16Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

export interface FrameFacts {
  /** Hz. */
  readonly rate: number;
  readonly stream: number;
  readonly sequence: number;
  /** Capture time of the first sample, ms since 1970. */
  readonly at: number;
}

/** Mono PCM samples as a frame; the samples are shared, not copied. */
export function pcmFrame(samples: Int16Array, { rate, stream, sequence, at }: FrameFacts): AudioFrame {
  return { format: { codec: "pcm", rate, channels: 1 }, stream, sequence, at, data: bytesOf(samples) };
}
