/** A thread as a function: one order at a time, in order of asking, and a new thread after a crash. */
import { Worker } from "node:worker_threads";
import { Fault } from "../fault.ts";

export interface ThreadFacts {
  /** Its module; it says anything once it is ready, then answers every message with one. */
  readonly module: URL;
  /** Its `workerData`. */
  readonly data: object;
  /** ms an answer may take before the thread counts as stuck. */
  readonly limit: number;
  /** ms without an order after which it is ended to save memory; the next order starts it anew. Absent: never. */
  readonly idle?: number;
}
export interface Thread<Order, Result> extends AsyncDisposable {
  /** Rejects with JOB_FAILED; with CANCELLED when aborted before its turn, or when the thread is closed. */
  ask(order: Order, signal: AbortSignal): Promise<Result>;
}

/** What a thread answers when it fails and lives on. */
export interface Failed {
  readonly problem: string;
}

/** Resolves when the thread is ready. Rejects with JOB_FAILED when it does not start. */
export async function openThread<Order, Result extends object>(
  facts: ThreadFacts,
): Promise<Thread<Order, Exclude<Result, Failed>>> {
  let worker: Promise<Worker> | undefined;
  const forget = (): void => {
    worker = undefined;
  };
  worker = start(facts, forget);
  await worker;
  let line: Promise<unknown> = Promise.resolve();
  let closed = false;
  let resting: NodeJS.Timeout | undefined;

  /** In line, so that it never ends under an order. */
  function rest(): void {
    clearTimeout(resting);
    if (facts.idle === undefined || closed) return;
    resting = setTimeout(() => {
      line = line.then(stop, stop);
    }, facts.idle).unref();
  }
  async function stop(): Promise<void> {
    await (await worker?.catch(() => undefined))?.terminate();
    forget();
  }
  async function run(order: Order, signal: AbortSignal): Promise<Exclude<Result, Failed>> {
    if (closed || signal.aborted) throw new Fault("CANCELLED", "The voice was asked to stop.");
    worker ??= start(facts, forget);
    const result = await exchange<Order, Result>(await worker, order, facts.limit).catch(async (thrown) => {
      await stop(); // It may be stuck: the next order gets a new thread.
      throw closed ? new Fault("CANCELLED", "The voice was closed.", { cause: thrown }) : thrown;
    });
    if ("problem" in result) throw failed(String(result.problem));
    return result as Exclude<Result, Failed>;
  }

  rest();
  return {
    ask(order, signal) {
      clearTimeout(resting);
      const turn = line.then(() => run(order, signal));
      line = turn.catch(() => undefined).then(rest);
      return turn;
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      clearTimeout(resting);
      await stop();
      await line;
    },
  };
}

async function start({ module, data, limit }: ThreadFacts, gone: () => void): Promise<Worker> {
  // Experimental parts of Node that a voice builds on are no news to its users.
  const execArgv = ["--disable-warning=ExperimentalWarning"];
  const worker = new Worker(module, { workerData: data, execArgv });
  worker.unref();
  // Without a listener of its own an error of an idle thread would end the process.
  worker.on("error", gone).on("exit", gone);
  await answerOf(worker, limit);
  return worker;
}

async function exchange<Order, Result>(worker: Worker, order: Order, limit: number): Promise<Result> {
  const answer = answerOf(worker, limit);
  worker.postMessage(order);
  return (await answer) as Result;
}

/** The thread's next message; rejects when it dies or hangs. */
function answerOf(worker: Worker, limit: number): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const onError = (error: Error): void => reject(failed(error.message, error));
  const onExit = (code: number): void => reject(failed(`The thread of the voice ended with code ${code}.`));
  const timer = setTimeout(() => reject(failed(`The voice did not answer within ${limit} ms.`)), limit);
  worker.once("message", resolve).once("error", onError).once("exit", onExit);
  return promise.finally(() => {
    clearTimeout(timer);
    worker.off("message", resolve).off("error", onError).off("exit", onExit);
  });
}

function failed(message: string, cause?: Error): Fault {
  return new Fault("JOB_FAILED", message, { retryable: true, ...(cause ? { cause } : {}) });
}
