/** The Silero network: one session for all streams, and the small state each stream carries from window to window. */
import { join } from "node:path";
import { windowSize } from "./windows.ts";

/** v5 and v6 want the last 64 samples of the window before; without them they hear nothing. */
const context = 64;

export interface Voice {
  /** Probability, 0 to 1, that the next 512 samples hold a voice. */
  probability(samples: Int16Array): Promise<number>;
  reset(): void;
}
export interface Model extends AsyncDisposable {
  open(): Voice;
}

/** Loads silero_vad_v6.onnx from the folder. The runtime is imported here, not with the plugin's description. */
export async function loadModel(folder: string): Promise<Model> {
  const { InferenceSession, Tensor } = await import("onnxruntime-node");
  const session = await InferenceSession.create(join(folder, "silero_vad_v6.onnx"), {
    executionProviders: ["cpu"],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: "all",
  });
  const rate = new Tensor("int64", BigInt64Array.of(16_000n), []);

  function open(): Voice {
    const heard = new Float32Array(context + windowSize);
    const input = new Tensor("float32", heard, [1, heard.length]);
    const blank = () => new Tensor("float32", new Float32Array(256), [2, 1, 128]);
    let state = blank();
    return {
      async probability(samples) {
        heard.copyWithin(0, windowSize);
        for (let i = 0; i < windowSize; i++) heard[context + i] = (samples[i] ?? 0) / 32_768;
        const { output, stateN } = await session.run({ input, state, sr: rate });
        if (stateN) state = stateN as typeof state;
        return Number(output?.data[0] ?? 0);
      },
      reset() {
        heard.fill(0);
        state = blank();
      },
    };
  }

  return { open, [Symbol.asyncDispose]: () => session.release() };
}
