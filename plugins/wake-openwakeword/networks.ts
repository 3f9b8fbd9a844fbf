/** The openWakeWord networks, one session each for all streams: spectrogram, embedding, and a small classifier a phrase. */
import { join } from "node:path";
import type { InferenceSession } from "onnxruntime-node";
import { chunkSize } from "./chunks.ts";

/** What can be heard, and where its classifier is. */
export const phrases = {
  "hey jarvis": { model: "openwakeword-hey-jarvis", file: "hey_jarvis_v0.1" },
  alexa: { model: "openwakeword-alexa", file: "alexa_v0.1" },
  "hey mycroft": { model: "openwakeword-hey-mycroft", file: "hey_mycroft_v0.1" },
} as const;
export type Word = keyof typeof phrases;

/** The spectrogram of a chunk needs this much of the chunk before it. */
const overlap = 480;
const bands = 32;
const melRows = 76;
const newRows = 8;
const width = 96;
const depth = 16;
/** Fills every ring once: 16 embeddings, the first of them over 76 rows of spectrogram. */
const primingChunks = depth + Math.ceil(melRows / newRows);
const primingLevel = 1000;

export interface Ear {
  /** Scores, 0 to 1, of the listened words after 1280 more samples. */
  scores(samples: Int16Array, listened: readonly Word[]): Promise<ReadonlyMap<Word, number>>;
  /** Forgets what it heard. */
  reset(): void;
}
export interface Networks extends AsyncDisposable {
  open(): Ear;
}

interface Memory {
  /** In the range of int16, as the spectrogram was trained on. */
  readonly audio: Float32Array;
  readonly mels: Float32Array;
  readonly embeddings: Float32Array;
}

export async function loadNetworks(
  folderOf: (model: string) => string,
  words: readonly Word[],
): Promise<Networks> {
  const { InferenceSession } = await import("onnxruntime-node");
  const sessions: InferenceSession[] = [];
  const load = async (model: string, file: string): Promise<InferenceSession> => {
    const session = await InferenceSession.create(join(folderOf(model), `${file}.onnx`), {
      executionProviders: ["cpu"],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      graphOptimizationLevel: "all",
    });
    sessions.push(session);
    return session;
  };
  const mel = await load("openwakeword-features", "melspectrogram");
  const embedding = await load("openwakeword-features", "embedding_model");
  const classifiers = new Map<Word, InferenceSession>();
  for (const word of words) classifiers.set(word, await load(phrases[word].model, phrases[word].file));

  const hear = await createEar(mel, embedding, classifiers);
  const fresh = await primed(hear);
  return {
    open: () => {
      const memory = blank();
      restore(memory, fresh);
      const ear = hear(memory);
      return { scores: ear, reset: () => restore(memory, fresh) };
    },
    async [Symbol.asyncDispose]() {
      for (const session of sessions) await session.release();
    },
  };
}

type Hear = (memory: Memory) => Ear["scores"];

async function createEar(
  mel: InferenceSession,
  embedding: InferenceSession,
  classifiers: ReadonlyMap<Word, InferenceSession>,
): Promise<Hear> {
  const { Tensor } = await import("onnxruntime-node");
  const run = async (
    session: InferenceSession,
    input: InstanceType<typeof Tensor>,
  ): Promise<Float32Array> => {
    const [into = ""] = session.inputNames;
    const [out = ""] = session.outputNames;
    const results = await session.run({ [into]: input });
    return results[out]?.data as Float32Array;
  };

  return ({ audio, mels, embeddings }) => {
    const audioIn = new Tensor("float32", audio, [1, audio.length]);
    const melsIn = new Tensor("float32", mels, [1, melRows, bands, 1]);
    const embeddingsIn = new Tensor("float32", embeddings, [1, depth, width]);
    return async (samples, listened) => {
      audio.copyWithin(0, chunkSize);
      audio.set(samples, overlap);
      const rows = await run(mel, audioIn);
      slide(
        mels,
        rows.map((value) => value / 10 + 2),
      );
      slide(embeddings, await run(embedding, melsIn));
      const scores = new Map<Word, number>();
      for (const word of listened) {
        const session = classifiers.get(word);
        if (session) scores.set(word, (await run(session, embeddingsIn))[0] ?? 0);
      }
      return scores;
    };
  };
}

function slide(ring: Float32Array, fresh: Float32Array): void {
  ring.copyWithin(0, fresh.length);
  ring.set(fresh, ring.length - fresh.length);
}

function blank(): Memory {
  return {
    audio: new Float32Array(overlap + chunkSize),
    mels: new Float32Array(melRows * bands).fill(1),
    embeddings: new Float32Array(depth * width),
  };
}

/**
 * What an ear remembers that has heard quiet noise. From empty rings alexa and hey mycroft score above 0.9 for the
 * first second of any sound at all; openWakeWord itself starts from the features of noise for the same reason.
 */
async function primed(hear: Hear): Promise<Memory> {
  const memory = blank();
  const ear = hear(memory);
  let state = 1;
  for (let chunk = 0; chunk < primingChunks; chunk++) {
    const samples = Int16Array.from({ length: chunkSize }, () => {
      // A linear congruential generator (Numerical Recipes): the same noise every time.
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return (state / 2 ** 31 - 1) * primingLevel;
    });
    await ear(samples, []);
  }
  return memory;
}

function restore(memory: Memory, from: Memory): void {
  memory.audio.set(from.audio);
  memory.mels.set(from.mels);
  memory.embeddings.set(from.embeddings);
}
