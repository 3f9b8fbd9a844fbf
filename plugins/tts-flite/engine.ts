/** The flite thread as a function: one sentence at a time, in order, with a new thread after a crash. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { Fault } from "hearsay";
import type { Made, Order, Result } from "./worker.ts";

export interface Engine extends AsyncDisposable {
  /** Samples at 16 kHz. Rejects with JOB_FAILED; with CANCELLED when aborted, or when the engine is closed. */
  say(order: Order, signal: AbortSignal): Promise<Int16Array>;
}

/** ms a sentence may take; the longest that is ever sent takes about 500. */
const hangLimit = 20_000;
const headerBytes = 44;

/** `wasm`: path of flite.wasm. Rejects with JOB_FAILED when the program does not load. */
export async function startEngine(wasm: string): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), "hearsay-flite-"));
  let thread: Promise<Worker> | undefined;
  const forget = (): void => {
    thread = undefined;
  };
  thread = startThread({ wasm, folder }, forget);
  await thread;
  let line: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function run(order: Order, signal: AbortSignal): Promise<Int16Array> {
    if (closed || signal.aborted) throw new Fault("CANCELLED", "The sentence was cancelled.");
    thread ??= startThread({ wasm, folder }, forget);
    try {
      return await exchange(await thread, order);
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      // The thread may be gone or stuck: whatever it is, the next sentence starts with a new one.
      await (await thread?.catch(() => undefined))?.terminate();
      forget();
      throw closed ? new Fault("CANCELLED", "The voice was closed.", { cause: thrown }) : thrown;
    }
  }

  return {
    say(order, signal) {
      const turn = line.then(() => run(order, signal));
      line = turn.catch(() => undefined);
      return turn;
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      await (await thread?.catch(() => undefined))?.terminate();
      await line;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startThread(made: Made, gone: () => void): Promise<Worker> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: made,
    // node:wasi says at every start that it is experimental.
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  worker.unref();
  // Without a listener of its own an error of an idle thread would end the process.
  worker.on("error", gone).on("exit", gone);
  await answerOf(worker);
  return worker;
}

async function exchange(worker: Worker, order: Order): Promise<Int16Array> {
  const answer = answerOf(worker);
  worker.postMessage(order);
  const result = (await answer) as Result;
  if ("problem" in result) throw failed(result.problem);
  const { wav } = result;
  const rate = new DataView(wav.buffer, wav.byteOffset).getUint32(24, true);
  if (rate !== 16_000) throw failed(`flite gave ${rate} Hz instead of 16000 Hz.`);
  return new Int16Array(wav.slice(headerBytes, wav.length & ~1).buffer);
}

/** The thread's next message; rejects when it dies or hangs. */
function answerOf(worker: Worker): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const onError = (error: Error): void => reject(failed(error.message, error));
  const onExit = (code: number): void => reject(failed(`The flite thread ended with code ${code}.`));
  const timer = setTimeout(() => reject(failed(`flite did not answer within ${hangLimit} ms.`)), hangLimit);
  worker.once("message", resolve).once("error", onError).once("exit", onExit);
  return promise.finally(() => {
    clearTimeout(timer);
    worker.off("message", resolve).off("error", onError).off("exit", onExit);
  });
}

function failed(message: string, cause?: Error): Fault {
  return new Fault("JOB_FAILED", message, { retryable: true, ...(cause ? { cause } : {}) });
}
