/** The Moonshine network on onnxruntime: sound to features, features and tokens to scores, for one row of tokens or several. */
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";

/** What the encoder made of a sound. */
export type Features = Tensor;
type Tensors = Readonly<Record<string, Tensor>>;

/** What the decoder remembers of its rows. */
export interface Memory {
  /** Tokens so far, of every row. */
  readonly tensors: Tensors;
  readonly rows: number;
}
export interface Scored {
  /** Unnormalised scores of every token, row after row. */
  readonly scores: Float32Array;
  readonly memory: Memory;
}
export interface Network {
  /** Mono samples at 16 kHz, -1 to 1; throws for fewer than 895. */
  encode(samples: Float32Array): Promise<Features>;
  /** Of the first token, one row. */
  begin(features: Features): Promise<Scored>;
  /** Each row goes on from the row `parent` of the memory with `token`. */
  step(
    features: Features,
    memory: Memory,
    rows: readonly { readonly parent: number; readonly token: number }[],
  ): Promise<Scored>;
}

const beginToken = 1;
const heads = 8;

export async function loadNetwork(folder: string, threads: number): Promise<Network> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: ["cpu"],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: "all",
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  };
  // The encoder's pool would keep room for every length of sound there ever was; the decoder without one takes twice as long.
  const unpooled = { ...options, enableCpuMemArena: false };
  const encoder = await InferenceSession.create(join(folder, "encoder_model.onnx"), unpooled);
  const decoder = await InferenceSession.create(join(folder, "decoder_model_merged.onnx"), options);
  const inputs = decoder.inputNames.filter((name) => name.startsWith("past_key_values."));
  const own = inputs.filter((name) => name.includes(".decoder."));
  const present = (input: string): string => input.replace("past_key_values", "present");
  const first = new Tensor("bool", Uint8Array.of(0), [1]);
  const later = new Tensor("bool", Uint8Array.of(1), [1]);

  async function run(
    features: Features,
    tokens: readonly number[],
    past: Tensors,
    branch: Tensor,
  ): Promise<Scored> {
    const ids = BigInt64Array.from(tokens, (token) => BigInt(token));
    // What it knows of the sound comes with the first step alone; a later one leaves it out.
    const kept = branch === first ? inputs : own;
    const feeds = {
      input_ids: new Tensor("int64", ids, [tokens.length, 1]),
      encoder_hidden_states: features,
      use_cache_branch: branch,
      ...past,
    };
    const made = await decoder.run(feeds, ["logits", ...kept.map(present)]);
    const fresh = Object.fromEntries(kept.map((name) => [name, made[present(name)] as Tensor]));
    const memory = { tensors: { ...past, ...fresh }, rows: tokens.length };
    return { scores: made.logits?.data as Float32Array, memory };
  }

  return {
    async encode(samples) {
      const made = await encoder.run({ input_values: new Tensor("float32", samples, [1, samples.length]) });
      return made.last_hidden_state as Tensor;
    },
    begin(features) {
      const width = (features.dims[2] ?? 0) / heads;
      const blank = new Tensor("float32", new Float32Array(0), [0, heads, 1, width]);
      return run(features, [beginToken], Object.fromEntries(inputs.map((name) => [name, blank])), first);
    },
    step(features, memory, rows) {
      const same = rows.length === memory.rows && rows.every(({ parent }, index) => parent === index);
      const past = same ? memory.tensors : { ...memory.tensors, ...chosen(memory.tensors, own, rows) };
      const tokens = rows.map(({ token }) => token);
      return run(features, tokens, past, later);
    },
  };
}

/** The rows that go on, in their new order. */
function chosen(
  tensors: Tensors,
  names: readonly string[],
  rows: readonly { readonly parent: number }[],
): Tensors {
  const made: Record<string, Tensor> = {};
  for (const name of names) {
    const tensor = tensors[name] as Tensor;
    const [, ...shape] = tensor.dims;
    const size = shape.reduce((product, length) => product * length, 1);
    const from = tensor.data as Float32Array;
    const data = new Float32Array(size * rows.length);
    for (const [row, { parent }] of rows.entries()) {
      data.set(from.subarray(parent * size, (parent + 1) * size), row * size);
    }
    made[name] = new Tensor("float32", data, [rows.length, ...shape]);
  }
  return made;
}
