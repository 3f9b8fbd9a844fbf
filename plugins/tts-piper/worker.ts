/** Runs a published Piper voice in a thread of its own: its runtime computes on the thread that calls it. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import type { Failed } from "hearsay/voice";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { idsOf, type VoiceConfig } from "./published.ts";

/** What the thread is made with. */
export interface Made {
  readonly network: string;
  readonly config: VoiceConfig;
  /** Of the verified model espeak-ng. */
  readonly espeak: string;
  readonly threads: number;
}
export interface Order {
  readonly text: string;
  readonly speaker: number;
  readonly speed: number;
}
export type Result = { readonly samples: Float32Array } | Failed;

/** As much of eSpeak NG as is used here; it comes without types. */
interface Speaker {
  set_voice(name: string, language: string): number;
  synthesize_ipa(text: string): { readonly ipa: string };
}
interface Program {
  default(): Promise<{ readonly eSpeakNGWorker: new () => Speaker }>;
}

const { network, config, espeak, threads } = workerData as Made;
const program = (await import(pathToFileURL(join(espeak, "espeak-ng.mjs")).href)) as Program;
const { eSpeakNGWorker } = await program.default();
const speaker = new eSpeakNGWorker();
const session = await InferenceSession.create(network, {
  executionProviders: ["cpu"],
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  graphOptimizationLevel: "all",
});

/** eSpeak leaves out punctuation, which Piper speaks by; it parts sounds, and names languages where they change. */
function soundsOf(text: string): string {
  if (config.phoneme_type === "text") return text;
  if (speaker.set_voice("", config.espeak.voice) !== 0)
    throw new Error(`eSpeak NG has no voice ${config.espeak.voice}.`);
  return text
    .split(/([,;:.!?]+)/)
    .map((part, at) => {
      if (at % 2 === 1) return `${part[0]} `;
      return speaker
        .synthesize_ipa(part)
        .ipa.replace(/\([a-z-]+\)|_/g, "")
        .replace(/\s+/g, " ")
        .trim();
    })
    .join("")
    .trim();
}

async function synthesise({ text, speaker: sid, speed }: Order): Promise<Float32Array> {
  const ids = BigInt64Array.from(idsOf(soundsOf(text), config.phoneme_id_map), BigInt);
  const { noise_scale = 0.667, length_scale = 1, noise_w = 0.8 } = config.inference ?? {};
  const scales = Float32Array.of(noise_scale, length_scale / speed, noise_w);
  const made = await session.run({
    input: new Tensor("int64", ids, [1, ids.length]),
    input_lengths: new Tensor("int64", BigInt64Array.of(BigInt(ids.length)), [1]),
    scales: new Tensor("float32", scales, [3]),
    ...(session.inputNames.includes("sid")
      ? { sid: new Tensor("int64", BigInt64Array.of(BigInt(sid)), [1]) }
      : {}),
  });
  return made[session.outputNames[0] ?? "output"]?.data as Float32Array;
}

parentPort?.on("message", async (order: Order) => {
  const result: Result = await synthesise(order).then(
    (samples) => ({ samples }),
    (thrown: unknown) => ({ problem: thrown instanceof Error ? thrown.message : String(thrown) }),
  );
  parentPort?.postMessage(result);
});
parentPort?.postMessage("ready");
