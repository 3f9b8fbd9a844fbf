/** Runs eSpeak NG in a thread of its own: a sentence is computed at once, on the thread that asks. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { joined } from "hearsay";
import type { Failed } from "hearsay/voice";

/** What the thread is made with. */
export interface Made {
  /** Of the verified model. */
  readonly folder: string;
}
export interface Order {
  readonly text: string;
  /** As eSpeak names it: "de", "pt-br". */
  readonly voice: string;
  /** Words a minute, and 0 to 99. */
  readonly rate: number;
  readonly pitch: number;
}
export type Result = { readonly samples: Int16Array } | Failed;

/** As much of the program as is used here; it comes without types. */
interface Speaker {
  set_voice(name: string, language: string): number;
  set_rate(rate: number): void;
  set_pitch(pitch: number): void;
  synthesize(text: string, hear: (samples: Int16Array) => boolean): void;
}
interface Program {
  default(): Promise<{ readonly eSpeakNGWorker: new () => Speaker }>;
}

const { folder } = workerData as Made;
const program = (await import(pathToFileURL(join(folder, "espeak-ng.mjs")).href)) as Program;
const { eSpeakNGWorker } = await program.default();
const speaker = new eSpeakNGWorker();

function synthesise({ text, voice, rate, pitch }: Order): Int16Array {
  if (speaker.set_voice("", voice) !== 0) throw new Error(`eSpeak NG has no voice ${voice}.`);
  speaker.set_rate(rate);
  speaker.set_pitch(pitch);
  const parts: Int16Array[] = [];
  speaker.synthesize(text, (samples) => {
    parts.push(samples);
    return false;
  });
  return joined(parts);
}

parentPort?.on("message", (order: Order) => {
  let result: Result;
  try {
    result = { samples: synthesise(order) };
  } catch (thrown) {
    result = { problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }
  parentPort?.postMessage(result);
});
parentPort?.postMessage("ready");
