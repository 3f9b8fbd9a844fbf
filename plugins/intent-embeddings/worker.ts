/** Embeds sentences in a thread of its own: the runtime computes on the thread that calls it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { Tokenizer } from "@huggingface/tokenizers";
import type { Failed } from "hearsay/voice";
import { InferenceSession, Tensor } from "onnxruntime-node";

/** What the thread is made with. */
export interface Made {
  /** Has the three files of the model. */
  readonly folder: string;
  /** Stands before every text: what the model was taught with. */
  readonly prefix: string;
}
export interface Order {
  readonly texts: readonly string[];
}
/** One vector of length 1 for each text. */
export type Result = { readonly vectors: readonly Float32Array[] } | Failed;

/** Pieces of words that the network takes. */
const longest = 128;

const { folder, prefix } = workerData as Made;
const read = (file: string): object => JSON.parse(readFileSync(join(folder, file), "utf8"));
const tokenizer = new Tokenizer(read("tokenizer.json"), read("tokenizer_config.json"));
const session = await InferenceSession.create(join(folder, "model_quantized.onnx"), {
  executionProviders: ["cpu"],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: "all",
});

async function embed(text: string): Promise<Float32Array> {
  const ids = tokenizer.encode(prefix + text).ids.slice(0, longest);
  const shape = [1, ids.length];
  const same = (value: bigint) => new Tensor("int64", new BigInt64Array(ids.length).fill(value), shape);
  const given: Record<string, Tensor> = {
    input_ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), shape),
    attention_mask: same(1n),
    token_type_ids: same(0n),
  };
  // Models of other families have no token types.
  const inputs = Object.fromEntries(session.inputNames.map((name) => [name, given[name] as Tensor]));
  const output = await session.run(inputs);
  return pooled(output.last_hidden_state?.data as Float32Array, ids.length);
}

/** The mean over the pieces, of length 1. */
function pooled(states: Float32Array, count: number): Float32Array {
  const width = states.length / count;
  const sum = new Float32Array(width);
  for (let index = 0; index < states.length; index++) {
    sum[index % width] = (sum[index % width] ?? 0) + (states[index] ?? 0);
  }
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => value / length);
}

parentPort?.on("message", async ({ texts }: Order) => {
  let result: Result;
  try {
    const vectors: Float32Array[] = [];
    for (const text of texts) vectors.push(await embed(text));
    result = { vectors };
  } catch (thrown) {
    result = { problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }
  parentPort?.postMessage(result);
});
parentPort?.postMessage("ready");
