/** Hears in a thread of its own: the runtime computes on the thread that calls it. */
import { parentPort, workerData } from "node:worker_threads";
import type { Failed, GrammarData } from "hearsay/voice";
import { createListener, type Heard, type ListenerOptions } from "./listener.ts";

/** What the thread is made with. */
export interface Made {
  /** Of the verified model. */
  readonly folder: string;
  readonly options: ListenerOptions;
}
export type Order =
  /** `waiting`: so many others have stopped speaking and want to be heard. */
  | { readonly hear: Int16Array; readonly waiting: number }
  /** `version` is given back with everything heard from then on. */
  | { readonly learn: GrammarData | undefined; readonly version: number };
export type Result = { readonly heard: Heard; readonly version: number } | Failed;

const { folder, options } = workerData as Made;
const listener = await createListener(folder, options);
let known = 0;

async function answer(order: Order): Promise<Result> {
  if ("hear" in order) return { heard: await listener.hear(order.hear, order.waiting), version: known };
  known = order.version;
  listener.learn(order.learn);
  return { heard: { text: "", by: "free" }, version: known };
}

parentPort?.on("message", async (order: Order) => {
  const result: Result = await answer(order).catch((thrown: unknown) => ({
    problem: thrown instanceof Error ? thrown.message : String(thrown),
  }));
  parentPort?.postMessage(result);
});
parentPort?.postMessage("ready");
