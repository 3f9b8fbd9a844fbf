/** Piper's network as a function. Its library computes in threads of its own, so nothing here blocks. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { Fault, toSamples } from "hearsay";

interface Generated {
  readonly samples: Float32Array;
  readonly sampleRate: number;
}
interface Network {
  readonly numSpeakers: number;
  readonly sampleRate: number;
  generateAsync(asked: { text: string; sid: number; speed: number }): Promise<Generated>;
}
/** As much of sherpa-onnx-node as is used here; it comes without types. */
interface Sherpa {
  readonly OfflineTts: { createAsync(config: object): Promise<Network> };
}

export interface Settings {
  readonly threads: number;
  /** How much the tone, and the length of sounds, vary by chance; 0 is not at all. */
  readonly noise: number;
  readonly noiseWidth: number;
}

export interface Engine {
  /** Hz. */
  readonly rate: number;
  readonly speakers: number;
  /** One clause. Clauses of several jobs take turns. Rejects with JOB_FAILED; with CANCELLED when aborted. */
  say(text: string, speaker: number, speed: number, signal: AbortSignal): Promise<Int16Array>;
}

/** The library takes a noise of 0 for "not said" and uses its own default. */
const least = 1e-9;

/** `folder`: of the verified model; a damaged one would end the process. Rejects with JOB_FAILED. */
export async function loadEngine(folder: string, settings: Settings): Promise<Engine> {
  const require = createRequire(import.meta.url);
  const { OfflineTts } = require("sherpa-onnx-node") as Sherpa;
  const network = await OfflineTts.createAsync({
    model: {
      vits: {
        model: join(folder, "model.onnx"),
        tokens: join(folder, "tokens.txt"),
        dataDir: join(folder, "espeak-ng-data"),
        noiseScale: Math.max(least, settings.noise),
        noiseScaleW: Math.max(least, settings.noiseWidth),
        lengthScale: 1,
      },
      numThreads: settings.threads,
      provider: "cpu",
    },
    maxNumSentences: 1,
  }).catch((cause: unknown) => {
    throw new Fault("JOB_FAILED", `Piper does not load its model from ${folder}.`, { cause });
  });

  let line: Promise<unknown> = Promise.resolve();
  async function run(text: string, sid: number, speed: number, signal: AbortSignal): Promise<Int16Array> {
    if (signal.aborted) throw new Fault("CANCELLED", "The clause was cancelled.");
    const { samples } = await network.generateAsync({ text, sid, speed });
    return toSamples(samples);
  }
  return {
    rate: network.sampleRate,
    speakers: network.numSpeakers,
    say(text, speaker, speed, signal) {
      const turn = line.then(() => run(text, speaker, speed, signal));
      line = turn.catch(() => undefined);
      return turn;
    },
  };
}
