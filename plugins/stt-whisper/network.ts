/** The Whisper network on onnxruntime: bands of sound to features, tokens to scores, one row at a time. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { bands, frameRate, melOf } from "./mel.ts";
import { openPositions, positionsName } from "./positions.ts";

type Tensors = Readonly<Record<string, Tensor>>;

/** What the encoder made of a sound. */
export type Features = Tensor;
/** What the decoder remembers. */
export type Memory = Tensors;
export interface Scored {
  /** Unnormalised scores of every token after the last one. */
  readonly scores: Float32Array;
  readonly memory: Memory;
}
export interface Network {
  /** Mono samples at 16 kHz, -1 to 1; at most 30 s. */
  encode(samples: Float32Array): Promise<Features>;
  /** Of the tokens after the features; without a memory they are the first. */
  step(features: Features, tokens: readonly number[], memory?: Memory): Promise<Scored>;
}

const mostSeconds = 30;
/** Silence that follows the sound: with less of it words at the end are lost, or said over and over. */
const tailSeconds = 5;

/** `window`: seconds that any piece of sound is filled up to at least; fewer are quicker, and hear worse. */
export async function loadNetwork(folder: string, threads: number, window: number): Promise<Network> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: ["cpu"],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: "all",
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  };
  const opened = openPositions(await readFile(join(folder, "encoder_model_quantized.onnx")));
  const { positions, width } = opened;
  const encoder = await InferenceSession.create(opened.model, options);
  const decoder = await InferenceSession.create(join(folder, "decoder_model_merged_quantized.onnx"), options);
  const inputs = decoder.inputNames.filter((name) => name.startsWith("past_key_values."));
  const own = inputs.filter((name) => name.includes(".decoder."));
  const heads = width / 64;
  const present = (input: string): string => input.replace("past_key_values", "present");
  const first = new Tensor("bool", Uint8Array.of(0), [1]);
  const later = new Tensor("bool", Uint8Array.of(1), [1]);
  const nothing = new Tensor("float32", new Float32Array(0), [0, heads, 1, 64]);
  const blank: Memory = Object.fromEntries(inputs.map((name) => [name, nothing]));

  return {
    async encode(samples) {
      const seconds = Math.max(window, samples.length / 16_000 + tailSeconds);
      const frames = 2 * Math.ceil((Math.min(mostSeconds, seconds) * frameRate) / 2);
      const features = new Tensor("float32", melOf(samples, frames), [1, bands, frames]);
      const places = positions.slice(0, (frames / 2) * width);
      const made = await encoder.run(
        { input_features: features, [positionsName]: new Tensor("float32", places, [frames / 2, width]) },
        ["last_hidden_state"],
      );
      return made.last_hidden_state as Tensor;
    },
    async step(features, tokens, memory) {
      const ids = BigInt64Array.from(tokens, (token) => BigInt(token));
      // What it knows of the sound comes with the first step alone.
      const kept = memory ? own : inputs;
      const feeds = {
        input_ids: new Tensor("int64", ids, [1, tokens.length]),
        encoder_hidden_states: features,
        use_cache_branch: memory ? later : first,
        ...(memory ?? blank),
      };
      const made = await decoder.run(feeds, ["logits", ...kept.map(present)]);
      const fresh = Object.fromEntries(kept.map((name) => [name, made[present(name)] as Tensor]));
      const logits = made.logits as Tensor;
      const size = logits.dims[2] ?? 0;
      const all = logits.data as Float32Array;
      return { scores: all.slice(all.length - size), memory: { ...memory, ...fresh } };
    },
  };
}
