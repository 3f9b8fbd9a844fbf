/** Hears in a thread of its own: the runtime computes on the thread that calls it. */
import { parentPort, workerData } from "node:worker_threads";
import { cutLoops, type Failed, hasWords } from "hearsay/voice";
import { loadNetwork } from "./network.ts";
import { partsOf } from "./parts.ts";
import { loadVocabulary } from "./vocabulary.ts";
import { type Decoded, decode } from "./words.ts";

/** What the thread is made with. */
export interface Made {
  /** Of the verified model. */
  readonly folder: string;
  readonly threads: number;
  /** Seconds that any piece of sound is filled up to. */
  readonly window: number;
}
export interface Order {
  /** Mono, 16 kHz. */
  readonly samples: Int16Array;
  /** Base languages that may be spoken. */
  readonly languages: readonly string[];
  /** Shared; not 0 any more when nobody wants the words. */
  readonly stop: Int32Array;
}
export type Result = Decoded | Failed;

const { folder, threads, window } = workerData as Made;
const vocabulary = await loadVocabulary(folder);
const network = await loadNetwork(folder, threads, window);

async function answer({ samples, languages, stop }: Order): Promise<Decoded> {
  const stopped = (): boolean => Atomics.load(stop, 0) !== 0;
  const heard: Decoded[] = [];
  for (const part of partsOf(samples)) {
    const features = await network.encode(Float32Array.from(part, (sample) => sample / 32_768));
    // One utterance is in one language: what its first words are in.
    const known = heard.find(({ text }) => text !== "")?.language;
    const wish = { languages: known ? [known] : languages, seconds: part.length / 16_000, stopped };
    const { text, ...facts } = await decode(network, vocabulary, features, wish);
    heard.push({ ...facts, text: hasWords(text) ? cutLoops(text) : "" });
    if (stopped()) break;
  }
  const spoken = heard.filter(({ text }) => text !== "");
  const [first] = spoken.length > 0 ? spoken : heard;
  return { language: "", sure: 0, ...first, text: spoken.map(({ text }) => text).join(" ") };
}

parentPort?.on("message", async (order: Order) => {
  const result: Result = await answer(order).catch((thrown: unknown) => ({
    problem: thrown instanceof Error ? thrown.message : String(thrown),
  }));
  parentPort?.postMessage(result);
});
parentPort?.postMessage("ready");
