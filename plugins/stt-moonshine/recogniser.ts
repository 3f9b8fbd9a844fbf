/** Moonshine through sherpa-onnx: loading without stalling or killing the process, and decoding off the event loop. */
import { open } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Fault } from "hearsay";
import { createGate } from "./gate.ts";
import { cutLoops, hasWords } from "./text.ts";

/** What sherpa-onnx-node has and its typings lack. */
interface Sherpa {
  readonly OfflineRecognizer: { createAsync(config: object): Promise<Native> };
}
interface Native {
  createStream(): { acceptWaveform(audio: { sampleRate: number; samples: Float32Array }): void };
  decodeAsync(stream: object): Promise<{ readonly text: string }>;
}

export interface Recogniser {
  /** Words in mono samples at 16 kHz; "" when there are none, or when it is aborted before its turn. */
  decode(samples: Int16Array, signal: AbortSignal): Promise<string>;
}
export interface RecogniserOptions {
  readonly threads: number;
  readonly parallel: number;
  readonly padding: number;
}

const perMs = 16;

export async function loadRecogniser(folder: string, options: RecogniserOptions): Promise<Recogniser> {
  const tokens = join(folder, "tokens.txt");
  await checkTokens(tokens);
  const require = createRequire(import.meta.url);
  const { OfflineRecognizer } = require("sherpa-onnx-node") as Sherpa;
  const native = await OfflineRecognizer.createAsync({
    featConfig: { sampleRate: 16_000, featureDim: 80 },
    modelConfig: {
      moonshine: {
        encoder: join(folder, "encoder_model.onnx"),
        mergedDecoder: join(folder, "decoder_model_merged.onnx"),
      },
      tokens,
      numThreads: options.threads,
      provider: "cpu",
      debug: 0,
    },
  });
  const gate = createGate(options.parallel);

  async function once(samples: Int16Array, before: number, after: number): Promise<string> {
    const padded = new Float32Array(samples.length + (before + after) * perMs);
    for (let i = 0; i < samples.length; i++) padded[before * perMs + i] = (samples[i] ?? 0) / 32_768;
    const stream = native.createStream();
    stream.acceptWaveform({ sampleRate: 16_000, samples: padded });
    const { text } = await native.decodeAsync(stream);
    return hasWords(text) ? cutLoops(text.trim()) : "";
  }

  async function firstWords(samples: Int16Array, signal: AbortSignal): Promise<string> {
    for (const [before, after] of paddings(options.padding)) {
      const text = await once(samples, before, after);
      if (text || signal.aborted) return text;
    }
    return "";
  }

  return {
    decode: async (samples, signal) => (await gate.pass(signal, () => firstWords(samples, signal))) ?? "",
  };
}

/**
 * Zeros before and after, ms. Far-field speech sometimes decodes to nothing at all for one padding and well for another;
 * nothing costs only the encoder, so the others are tried. Noise decodes to nothing for all of them.
 */
function paddings(padding: number): readonly (readonly [number, number])[] {
  return [
    [padding, padding],
    [0, padding],
    [0, 0],
  ];
}

/** sherpa-onnx ends the whole process on a tokens file of another form; see speech-models.md, section 4. */
async function checkTokens(file: string): Promise<void> {
  const handle = await open(file).catch((cause: unknown) => {
    throw new Fault("MODEL_CORRUPT", `${file} cannot be read.`, { cause });
  });
  await using _close = { [Symbol.asyncDispose]: () => handle.close() };
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
  const [first] = buffer.toString("latin1", 0, bytesRead).split("\n");
  if (/^[A-Za-z0-9+/]+=*\t0$/.test(first ?? "")) return;
  throw new Fault("MODEL_CORRUPT", `${file} is not a table of base64 tokens.`);
}
