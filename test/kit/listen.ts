/** A recogniser for tests of voices: what would a listener understand of these samples? */
import { createRequire } from "node:module";
import { join } from "node:path";
import { toFloats } from "hearsay";
import { createResampler } from "../../core/audio/resample.ts";
import { modelFolder } from "./models.ts";

interface Recogniser {
  createStream(): { acceptWaveform(audio: { sampleRate: number; samples: Float32Array }): void };
  decodeAsync(stream: unknown): Promise<{ text: string }>;
}
interface Sherpa {
  readonly OfflineRecognizer: { createAsync(config: object): Promise<Recogniser> };
}

const model = "moonshine-base-en";
const rate = 16_000;
/** Without quiet around it the recogniser repeats itself. */
const margin = rate * 0.3;

/** Words that Moonshine base hears in mono samples of any rate; its model is fetched when absent. */
export async function openListener(): Promise<(samples: Int16Array, from: number) => Promise<string>> {
  const folder = await modelFolder(model);
  const { OfflineRecognizer } = createRequire(import.meta.url)("sherpa-onnx-node") as Sherpa;
  const recogniser = await OfflineRecognizer.createAsync({
    featConfig: { sampleRate: rate, featureDim: 80 },
    modelConfig: {
      moonshine: {
        encoder: join(folder, "encoder_model.onnx"),
        mergedDecoder: join(folder, "decoder_model_merged.onnx"),
      },
      tokens: join(folder, "tokens.txt"),
      numThreads: 1,
      provider: "cpu",
      debug: 0,
    },
  });
  return async (samples, from) => {
    const resampler = createResampler(from, rate);
    const parts = [resampler.process(samples), resampler.flush()];
    const heard = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0) + 2 * margin);
    let at = margin;
    for (const part of parts) {
      heard.set(toFloats(part), at);
      at += part.length;
    }
    const stream = recogniser.createStream();
    stream.acceptWaveform({ sampleRate: rate, samples: heard });
    return (await recogniser.decodeAsync(stream)).text.trim();
  };
}
