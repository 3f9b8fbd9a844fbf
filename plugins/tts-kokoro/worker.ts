/** Runs Kokoro in a thread of its own: its runtime computes on the thread that calls it, for seconds at a time. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { Failed } from "hearsay/voice";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { cutPhonemes, type Dialect, loadPhonemes } from "./phonemes.ts";
import { loadTongues, type tongues } from "./tongues.ts";

/** What the thread is made with. */
export interface Made {
  /** Of the verified model. */
  readonly folder: string;
  readonly threads: number;
  /** Of the models kokoro-voices and espeak-ng, where other languages than English are wanted. */
  readonly others?: { readonly voices: string; readonly espeak: string };
}
export interface Order {
  /** English: words only, no figures. */
  readonly text: string;
  readonly voice: string;
  /** Base language; of English the dialect. */
  readonly language: Dialect | keyof typeof tongues;
  readonly speed: number;
}
export type Result = { readonly samples: Float32Array } | Failed;

/** Rows of a voice's style table, its width, and the most phonemes that the network takes. */
const rows = 510;
const width = 256;

const { folder, threads, others } = workerData as Made;
const english = loadPhonemes();
const other = others ? await loadTongues(others.espeak) : undefined;
const { model } = JSON.parse(readFileSync(join(folder, "tokenizer.json"), "utf8")) as {
  model: { vocab: Record<string, number> };
};
const styles = new Map<string, Float32Array>();
const session = await InferenceSession.create(join(folder, "model_quantized.onnx"), {
  executionProviders: ["cpu"],
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  graphOptimizationLevel: "all",
});

/** The second letter of a voice is who speaks, the first the language. */
const isEnglish = (voice: string): boolean => /^[ab]/.test(voice);
const fileOf = (voice: string): string =>
  join(isEnglish(voice) || !others ? folder : others.voices, "voices", `${voice}.bin`);
const phonemesOf = ({ text, language }: Order): string =>
  language === "en-US" || language === "en-GB" ? english(text, language) : (other?.(text, language) ?? "");

function styleOf(voice: string, phonemes: number): Float32Array {
  let style = styles.get(voice);
  if (!style) {
    const bytes = new Uint8Array(readFileSync(fileOf(voice)));
    style = new Float32Array(bytes.buffer);
    styles.set(voice, style);
  }
  const row = Math.min(phonemes, rows - 1);
  return style.slice(row * width, (row + 1) * width);
}

async function synthesise(phonemes: string, { voice, speed }: Order): Promise<Float32Array> {
  const ids = BigInt64Array.from(["$", ...phonemes, "$"], (sign) => BigInt(model.vocab[sign] ?? 0));
  const { waveform } = await session.run({
    input_ids: new Tensor("int64", ids, [1, ids.length]),
    style: new Tensor("float32", styleOf(voice, phonemes.length), [1, width]),
    speed: new Tensor("float32", [speed], [1]),
  });
  return waveform?.data as Float32Array;
}

async function answer(order: Order): Promise<Float32Array> {
  const waves: Float32Array[] = [];
  const phonemes = [...phonemesOf(order)].filter((sign) => sign in model.vocab).join("");
  for (const part of cutPhonemes(phonemes, rows)) waves.push(await synthesise(part, order));
  const samples = new Float32Array(waves.reduce((sum, wave) => sum + wave.length, 0));
  let at = 0;
  for (const wave of waves) {
    samples.set(wave, at);
    at += wave.length;
  }
  return samples;
}

parentPort?.on("message", async (order: Order) => {
  const result: Result = await answer(order).then(
    (samples) => ({ samples }),
    (thrown: unknown) => ({ problem: thrown instanceof Error ? thrown.message : String(thrown) }),
  );
  parentPort?.postMessage(result);
});
parentPort?.postMessage("ready");
