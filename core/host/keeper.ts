/** Keeps one named child process: starts it when it is needed, again when it died after a wait that grows, and ends it when it is idle. */
import { Fault } from "../contract/index.ts";
import { type Forked, forkProcess, type ProcessOptions } from "./forked.ts";
import type { LoadedThere, LoadOrder } from "./link.ts";

export interface KeeperOptions extends ProcessOptions {
  /** A process died. `keys`: the loads it took along; `blamed`: the plugin that is the likely cause. */
  readonly crashed: (
    process: string,
    keys: readonly string[],
    fault: Fault,
    blamed: string | undefined,
  ) => void;
  /** ms before the first restart; it doubles up to 30 s. Default 250. */
  readonly backoffMs?: number;
}

export interface Keeper extends AsyncDisposable {
  load(key: string, order: LoadOrder): Promise<LoadedThere>;
  drain(key: string, limitMs: number): Promise<void>;
  unload(key: string): Promise<void>;
  setPrivate(): void;
  pid(): number | undefined;
}

const healthyMs = 60_000;
const longestWaitMs = 30_000;
const idleMs = 5000;

/** The wait after a death: doubled each time, with jitter, from the start again after a minute of health. */
function createBackoff(firstMs: number) {
  let failures = 0;
  let notBefore = 0;
  return {
    failed(lived: number): number {
      if (lived > healthyMs) failures = 0;
      const wait = Math.min(longestWaitMs, firstMs * 2 ** failures++) * (0.75 + Math.random() / 2);
      notBefore = Date.now() + wait;
      return Math.round(wait);
    },
    async over(): Promise<void> {
      for (let left = notBefore - Date.now(); left > 0; left = notBefore - Date.now()) {
        await new Promise((resolve) => setTimeout(resolve, left));
      }
    },
    get failures() {
      return failures;
    },
  };
}

export function openKeeper(name: string, options: KeeperOptions, privately: () => boolean): Keeper {
  /** Loads that live in the process. */
  const keys = new Set<string>();
  const backoff = createBackoff(options.backoffMs ?? 250);
  let live: Forked | undefined;
  let closed = false;
  let idle: NodeJS.Timeout | undefined;
  let row: Promise<unknown> = Promise.resolve();

  function start(): Forked {
    const forked = forkProcess(name, options, privately(), (fault, blamed) => {
      if (live === forked) bury(forked, fault, blamed);
    });
    return forked;
  }

  function bury({ since }: Forked, fault: Fault, blamed: string | undefined): void {
    live = undefined;
    const restartIn = backoff.failed(Date.now() - since);
    const lost = [...keys];
    keys.clear();
    options
      .logOf(`process ${name}`)
      .error(fault.message, { restartIn, ...(blamed ? { plugin: blamed } : {}) });
    options.crashed(name, lost, fault, blamed);
  }

  async function ready(): Promise<Forked> {
    clearTimeout(idle);
    await backoff.over();
    if (closed) throw new Fault("CANCELLED", `The process ${name} was ended.`);
    live ??= start();
    const now = live;
    await now.up;
    return now;
  }

  async function load(key: string, order: LoadOrder): Promise<LoadedThere> {
    const there = await (await ready()).ask({ type: "load", key, order });
    keys.add(key);
    return there ?? { provides: [], instances: [] };
  }

  /** After two deaths in a row plugins are loaded one by one, so that the one at fault shows. */
  function loadInRow(key: string, order: LoadOrder): Promise<LoadedThere> {
    const mine = row.then(() => load(key, order));
    row = mine.catch(() => {});
    return mine;
  }

  const isSteady = (): boolean => live !== undefined && Date.now() - live.since > healthyMs;

  function restIfIdle(): void {
    clearTimeout(idle);
    if (keys.size > 0 || !live || live.busy) return;
    idle = setTimeout(() => void stop(), idleMs);
    idle.unref();
  }

  async function stop(): Promise<void> {
    clearTimeout(idle);
    const last = live;
    live = undefined;
    await last?.stop();
  }

  return {
    load: (key, order) => (backoff.failures < 2 || isSteady() ? load(key, order) : loadInRow(key, order)),
    async drain(key, limit) {
      if (live && keys.has(key)) await live.ask({ type: "drain", key, limit });
    },
    async unload(key) {
      if (!live || !keys.delete(key)) return;
      await live.ask({ type: "unload", key });
      restIfIdle();
    },
    setPrivate: () => live?.setPrivate(privately()),
    pid: () => live?.pid,
    async [Symbol.asyncDispose]() {
      closed = true;
      await stop();
    },
  };
}
