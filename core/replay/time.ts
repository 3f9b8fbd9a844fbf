/** Virtual time for a whole process: its clocks stand still while anything is at work, and jump to the next timer when nothing is. */
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import timersPromises from "node:timers/promises";

export interface VirtualTime {
  /** ms since 1970. */
  now(): number;
  /** It is this time now, earlier or later, and nothing waits any more. */
  go(start: number): void;
  /** Lets time pass until the promise settles. Rejects as it does, or with STALLED when nothing will ever happen. */
  until<T>(promise: Promise<T>): Promise<T>;
}

/** The promise waits for something that no timer and no work in this process will bring. */
class Stalled extends Error {
  override readonly name = "Stalled";
}

interface Timer {
  readonly call: () => void;
  readonly every: number | undefined;
  readonly order: number;
  at: number;
}

const real = { setImmediate, clearImmediate, Date, promisedImmediate: timersPromises.setImmediate };
/** So many rounds of the event loop without work of this process are taken for rest. */
const restRounds = 3;
/** Work outside of the loop's own thread: files, names, compression. */
const isWork = (resource: string): boolean => /^(FSReq|GetAddrInfo|Zlib|RandomBytes|Worker)/.test(resource);

/**
 * Takes the place of Date, performance.now and all timers, for everything that this process has loaded or will load.
 * For a process of its own: nothing puts the real ones back.
 */
export function takeOverTime(start: number): VirtualTime {
  const waiting = new Map<number, Timer>();
  let now = start;
  let count = 0;
  const immediates = new Set<unknown>();

  function add(call: () => void, ms: number, every?: number): TimerHandle {
    const order = ++count;
    waiting.set(order, { call, every, order, at: now + lengthOf(ms) });
    return handleOf(order, waiting, () => now + lengthOf(ms));
  }
  const next = (): Timer | undefined => {
    let first: Timer | undefined;
    for (const one of waiting.values()) {
      if (!first || one.at < first.at || (one.at === first.at && one.order < first.order)) first = one;
    }
    return first;
  };
  const soon = (call: Call, ...args: unknown[]): NodeJS.Immediate => {
    const handle = real.setImmediate(() => {
      immediates.delete(handle);
      call(...args);
    });
    immediates.add(handle);
    return handle;
  };
  const never = (handle: NodeJS.Immediate): void => {
    immediates.delete(handle);
    real.clearImmediate(handle);
  };
  replaceClocks(() => now, start);
  replaceTimers(add, (handle) => void waiting.delete(orderOf(handle)), { soon, never });
  syncBuiltinESMExports();

  async function rest(): Promise<void> {
    for (let quiet = 0; quiet < restRounds; ) {
      const before = immediates.size;
      await real.promisedImmediate();
      const busy = before > 0 || immediates.size > 0 || process.getActiveResourcesInfo().some(isWork);
      quiet = busy ? 0 : quiet + 1;
    }
  }
  function fire(timer: Timer): void {
    now = Math.max(now, timer.at);
    if (timer.every === undefined) waiting.delete(timer.order);
    else timer.at = now + lengthOf(timer.every);
    timer.call();
  }

  return {
    now: () => now,
    go(to) {
      waiting.clear();
      now = to;
    },
    async until(promise) {
      let over = false;
      const end = (): void => {
        over = true;
      };
      promise.then(end, end);
      while (true) {
        await rest();
        if (over) return await promise;
        const timer = next();
        if (!timer) throw new Stalled("Nothing is left to wait for.");
        fire(timer);
      }
    },
  };
}

/** As Node has it: less than 1 ms, too long and no number are 1 ms. */
const lengthOf = (ms: number): number => (ms >= 1 && ms <= 2 ** 31 - 1 ? Math.trunc(ms) : 1);

interface TimerHandle {
  readonly order: number;
  ref(): TimerHandle;
  unref(): TimerHandle;
  hasRef(): boolean;
  refresh(): TimerHandle;
  close(): TimerHandle;
  [Symbol.toPrimitive](): number;
  [Symbol.dispose](): void;
}

function handleOf(order: number, waiting: Map<number, Timer>, due: () => number): TimerHandle {
  const handle: TimerHandle = {
    order,
    ref: () => handle,
    unref: () => handle,
    hasRef: () => true,
    refresh() {
      const timer = waiting.get(order);
      if (timer) timer.at = due();
      return handle;
    },
    close() {
      waiting.delete(order);
      return handle;
    },
    [Symbol.toPrimitive]: () => order,
    [Symbol.dispose]: () => void waiting.delete(order),
  };
  return handle;
}

const orderOf = (handle: unknown): number =>
  typeof handle === "object" && handle !== null && "order" in handle ? Number(handle.order) : Number(handle);

function replaceClocks(now: () => number, start: number): void {
  const VirtualDate = new Proxy(real.Date, {
    construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [now()] : args, self),
    apply: () => new real.Date(now()).toString(),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
  globalThis.Date = VirtualDate;
  performance.now = () => now() - start;
}

type Add = (call: () => void, ms: number, every?: number) => TimerHandle;
type Call = (...args: unknown[]) => void;
interface Soon {
  soon(call: Call, ...args: unknown[]): NodeJS.Immediate;
  never(handle: NodeJS.Immediate): void;
}

function replaceTimers(add: Add, clear: (handle: unknown) => void, at: Soon): void {
  const later = (call: Call, ms = 1, ...args: unknown[]): TimerHandle => add(() => call(...args), ms);
  const again = (call: Call, ms = 1, ...args: unknown[]): TimerHandle => add(() => call(...args), ms, ms);
  const all = {
    setTimeout: later,
    setInterval: again,
    clearTimeout: clear,
    clearInterval: clear,
    setImmediate: at.soon,
    clearImmediate: at.never,
  };
  Object.assign(globalThis, all);
  Object.assign(timers, all);
  type Options = { signal?: AbortSignal };
  const sleep = <T>(ms = 1, value?: T, { signal }: Options = {}): Promise<T | undefined> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(aborted(signal));
      const timer = later(() => {
        signal?.removeEventListener("abort", stop);
        resolve(value);
      }, ms);
      const stop = (): void => {
        clear(timer);
        reject(signal && aborted(signal));
      };
      signal?.addEventListener("abort", stop, { once: true });
    });
  const promised = <T>(value?: T): Promise<T | undefined> =>
    new Promise((resolve) => at.soon(() => resolve(value)));
  Object.assign(timersPromises, { setTimeout: sleep, setImmediate: promised });
  AbortSignal.timeout = (ms) => {
    const abort = new AbortController();
    later(
      () => abort.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError")),
      ms,
    );
    return abort.signal;
  };
}

/** As node:timers/promises rejects. */
const aborted = (signal: AbortSignal): Error =>
  Object.assign(new Error("The operation was aborted", { cause: signal.reason }), {
    name: "AbortError",
    code: "ABORT_ERR",
  });
