/** Sound that a service sends, as pieces of a voice while it still comes: WAV, or samples without a header. */
import type { SpeechPiece } from "../capabilities.ts";
import { asFault } from "../fault.ts";
import { readWaveFormat, type WaveFormat, waveLengthUnknown, waveReader } from "../wave.ts";
import { remoteFault } from "./faults.ts";
import { wrongContent } from "./read.ts";
import type { Answer } from "./request.ts";

export interface SpeechFacts {
  /** Hz of samples without a header; of a WAV file its own counts. */
  readonly rate: number;
  /** Of samples without a header, default 1; they are mixed to one. */
  readonly channels?: number;
  /** The words of it, told with the first piece. */
  readonly text?: string;
  /** Shorter sound, ms, is REMOTE_CONTENT; default 20. */
  readonly least?: number;
}

const longestPiece = 16_384;
/** Of a WAV file before its samples. */
const longestHead = 65_536;
const otherSound = /^(ID3|OggS|fLaC)/;
const otherType = /mpeg|mp3|mp4|ogg|opus|flac|webm|aac/;

/**
 * The sound of an answer: 16-bit samples, little-endian, or a WAV file, which is known by its beginning.
 * Faults: REMOTE_CONTENT (text, another format, too short), REMOTE_FAILED (cut off).
 */
export async function* speechOf(answer: Answer, facts: SpeechFacts): AsyncGenerator<SpeechPiece> {
  if (/json|text|html|xml/.test(answer.type)) throw await wrongContent(answer, "sound");
  const rate = Number(/rate=(\d+)/.exec(answer.headers.get("content-type") ?? "")?.[1]);
  const known = rate >= 1000 ? { ...facts, rate } : facts;
  // Some servers give a WAV file another name; samples without a header they do not.
  yield* speak(answer.body, answer.service, known, !otherType.test(answer.type));
}

/** The same for bytes that came in another way: a web socket, or events. */
export function speechFrom(
  bytes: AsyncIterable<Uint8Array>,
  service: string,
  facts: SpeechFacts,
): AsyncIterable<SpeechPiece> {
  return speak(bytes, service, facts, true);
}

async function* speak(
  bytes: AsyncIterable<Uint8Array>,
  service: string,
  facts: SpeechFacts,
  rawAllowed: boolean,
): AsyncGenerator<SpeechPiece> {
  const { text, least = 20 } = facts;
  const decoder = createDecoder(service, facts, rawAllowed);
  let ms = 0;
  for await (const part of bytes) {
    for (const { samples, rate } of decoder.feed(part)) {
      yield { samples, rate, ...(ms === 0 && text !== undefined ? { text } : {}) };
      ms += (samples.length / rate) * 1000;
    }
  }
  decoder.end();
  if (ms < least) {
    throw remoteFault("REMOTE_CONTENT", `${service} sent no sound (${Math.round(ms)} ms).`);
  }
}

interface Decoder {
  feed(part: Uint8Array): Generator<{ samples: Int16Array; rate: number }>;
  /** Faults: REMOTE_FAILED when more was announced than came; REMOTE_CONTENT when not even the header came. */
  end(): void;
}

interface Body {
  readonly format: WaveFormat;
  /** Bytes of samples that are still to come. */
  left: number;
}

function createDecoder(service: string, { rate, channels = 1 }: SpeechFacts, rawAllowed: boolean): Decoder {
  const raw: WaveFormat | undefined = rawAllowed ? { tag: 1, channels, rate, bits: 16 } : undefined;
  let body: Body | undefined;
  let kept: Buffer = Buffer.alloc(0);

  return {
    *feed(part) {
      kept = kept.length === 0 ? Buffer.from(part) : Buffer.concat([kept, part]);
      if (!body) {
        const begun = beginning(kept, service, raw);
        if (!begun) return;
        body = begun.body;
        kept = kept.subarray(begun.at);
      }
      const whole = (body.format.bits / 8) * body.format.channels;
      const usable = Math.min(kept.length, body.left);
      const now = usable - (usable % whole);
      const data = kept.subarray(0, now);
      kept = kept.subarray(now);
      body.left -= now;
      yield* piecesOf(data, body.format);
      if (body.left <= 0) kept = Buffer.alloc(0); // Chunks after the samples.
    },
    end() {
      if (!body && kept.length > 0) throw remoteFault("REMOTE_CONTENT", `${service} sent no sound.`);
      if (body && Number.isFinite(body.left) && body.left > 0) {
        throw remoteFault(
          "REMOTE_FAILED",
          `${service} broke off: ${body.left} bytes of the sound are missing.`,
        );
      }
    },
  };
}

/** Where samples begin; undefined: more bytes are needed to tell. */
function beginning(
  bytes: Buffer,
  service: string,
  raw: WaveFormat | undefined,
): { body: Body; at: number } | undefined {
  if (bytes.length < 4) return undefined;
  const head = bytes.toString("latin1", 0, 12);
  const wave = head.startsWith("RIFF");
  if (otherSound.test(head) || (!wave && !raw)) {
    throw remoteFault("REMOTE_CONTENT", `${service} sent compressed sound in place of WAV or samples.`);
  }
  if (!wave && raw) return { body: { format: raw, left: Number.POSITIVE_INFINITY }, at: 0 };
  try {
    const begun = samplesAt(bytes);
    if (!begun && bytes.length > longestHead) throw new Error("a WAV file without samples");
    return begun;
  } catch (thrown) {
    throw remoteFault("REMOTE_CONTENT", `${service} sent ${asFault(thrown).message}.`, { cause: thrown });
  }
}

/** Of a WAV file: its format, and where the chunk of samples begins; undefined: it did not come yet. */
function samplesAt(file: Buffer): { body: Body; at: number } | undefined {
  let format: WaveFormat | undefined;
  for (let offset = 12; offset + 8 <= file.length; ) {
    const id = file.toString("latin1", offset, offset + 4);
    const length = file.readUInt32LE(offset + 4);
    if (id === "data") {
      if (!format) throw new Error("a WAV file whose samples come before their format");
      // A program that writes into a pipe puts nothing there, or more than there can be.
      const known = length > 0 && length < waveLengthUnknown;
      return { body: { format, left: known ? length : Number.POSITIVE_INFINITY }, at: offset + 8 };
    }
    if (id === "fmt ") {
      if (file.length < offset + 8 + length) return undefined;
      format = readWaveFormat(file.subarray(offset + 8, offset + 8 + length));
      waveReader(format);
    }
    offset += 8 + length + (length % 2);
  }
  return undefined;
}

function* piecesOf(data: Buffer, format: WaveFormat): Generator<{ samples: Int16Array; rate: number }> {
  const { channels, rate, bits } = format;
  const width = bits / 8;
  const read = waveReader(format);
  const blocks = data.length / (width * channels);
  for (let from = 0; from < blocks; from += longestPiece) {
    const samples = new Int16Array(Math.min(longestPiece, blocks - from));
    for (let i = 0; i < samples.length; i++) {
      let sum = 0;
      for (let c = 0; c < channels; c++) sum += read(data, ((from + i) * channels + c) * width);
      samples[i] = Math.round(sum / channels);
    }
    yield { samples, rate };
  }
}
