/** Calls handlers one after another outside of whoever spoke: in order, without recursion, and none hurts another. */
import { asFault, type Log } from "../contract/index.ts";

export interface Delivery {
  /** Queues a call; calls run in the order they were queued. */
  push(what: string, call: () => unknown): void;
  /** Calls that threw or rejected. */
  readonly failures: number;
}

/** After so many calls timers and sockets get their turn, so that two handlers answering each other starve nobody. */
const stretch = 512;

export function createDelivery(log: Log | undefined): Delivery {
  let queue: { readonly what: string; readonly call: () => unknown }[] = [];
  let next = 0;
  let running = false;
  let failures = 0;

  const fail = (what: string, thrown: unknown): void => {
    failures++;
    const { code, message } = asFault(thrown);
    log?.error("a bus handler failed", { kind: what, code, message });
  };
  const run = ({ what, call }: { readonly what: string; readonly call: () => unknown }): void => {
    try {
      const done = call();
      if (done instanceof Promise) done.catch((thrown) => fail(what, thrown));
    } catch (thrown) {
      fail(what, thrown);
    }
  };
  const drain = (): void => {
    for (let called = 0; next < queue.length; called++) {
      if (called === stretch) {
        queue = queue.slice(next);
        next = 0;
        setImmediate(drain);
        return;
      }
      const item = queue[next++];
      if (item) run(item);
    }
    queue = [];
    next = 0;
    running = false;
  };

  return {
    push(what, call) {
      queue.push({ what, call });
      if (running) return;
      running = true;
      queueMicrotask(drain);
    },
    get failures() {
      return failures;
    },
  };
}
