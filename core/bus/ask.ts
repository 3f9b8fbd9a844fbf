/** Questions under way: each waits for the one answer that names it, until its time is over or it is cancelled. */
import type { Answers, AskedKind } from "../../bus-schema/index.ts";
import { type AskOptions, type Bus, Fault, faultOf, type Message } from "../contract/index.ts";
import { checkAnswer } from "./check.ts";

interface Pending {
  readonly kind: AskedKind;
  readonly resolve: (result: object) => void;
  readonly reject: (fault: Fault) => void;
}

export interface Asking {
  ask<K extends AskedKind>(kind: K, question: Message<K>, options: AskOptions): Promise<Answers[K]>;
  /** Answers that nobody waited for any more. */
  readonly late: number;
  /** Rejects everything that still waits. */
  close(fault: Fault): void;
}

export interface AskingNeeds {
  readonly instance: string;
  readonly publish: (question: Message) => Promise<void>;
  readonly on: Bus["on"];
}

export function createAsking({ instance, publish, on }: AskingNeeds): Asking {
  const pending = new Map<string, Pending>();
  let listening: Promise<AsyncDisposable> | undefined;
  let late = 0;

  const hear = ({ cause, body }: Message<"answer">): void => {
    const waiting = cause === undefined ? undefined : pending.get(cause);
    if (cause === undefined || !waiting) {
      late++;
      return;
    }
    pending.delete(cause);
    settle(waiting, body);
  };
  // One subscription for all questions of this client: each SUBSCRIBE costs a broker a scan of retained messages.
  const listen = (): Promise<AsyncDisposable> => {
    listening ??= on("answer", { instance }, hear).catch((thrown) => {
      listening = undefined;
      throw thrown;
    });
    return listening;
  };

  return {
    async ask(kind, question, options) {
      const { promise, resolve, reject } = Promise.withResolvers<object>();
      const limit = options.timeout ?? 5000;
      const end = (fault: Fault): void => {
        pending.delete(question.id);
        reject(fault);
      };
      const timer = setTimeout(() => end(timedOut(kind, limit)), limit);
      const cancel = (): void => end(cancelled(kind, options.signal));
      options.signal?.addEventListener("abort", cancel, { once: true });
      if (options.signal?.aborted) cancel();
      try {
        await Promise.race([listen(), promise]);
        pending.set(question.id, { kind, resolve, reject });
        options.asked?.(question.id);
        await Promise.race([publish(question as unknown as Message), promise]);
        return (await promise) as Answers[typeof kind];
      } finally {
        clearTimeout(timer);
        pending.delete(question.id);
        options.signal?.removeEventListener("abort", cancel);
        // When sending failed, the time-out or cancellation is nobody's any more.
        promise.catch(() => {});
      }
    },
    get late() {
      return late;
    },
    close(fault) {
      for (const waiting of pending.values()) waiting.reject(fault);
      pending.clear();
    },
  };
}

function settle(
  { kind, resolve, reject }: Pending,
  { ok, result, problem }: Message<"answer">["body"],
): void {
  if (!ok) {
    reject(faultOf(problem ?? { code: "INTERNAL", message: `${kind} failed without saying why.` }));
    return;
  }
  try {
    checkAnswer(kind, result ?? {});
    resolve(result ?? {});
  } catch (thrown) {
    reject(thrown as Fault);
  }
}

const timedOut = (kind: AskedKind, limit: number): Fault =>
  new Fault("ASK_TIMEOUT", `Nobody answered ${kind} within ${limit} ms.`, { retryable: true });

const cancelled = (kind: AskedKind, signal: AbortSignal | undefined): Fault =>
  new Fault("CANCELLED", `The question ${kind} was cancelled.`, { cause: signal?.reason });
