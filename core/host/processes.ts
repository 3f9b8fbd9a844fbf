/** The child processes that plugins are placed in: started when needed, watched, and started again when they die. */
import { type Keeper, type KeeperOptions, openKeeper } from "./keeper.ts";
import type { LoadedThere, LoadOrder } from "./link.ts";

export interface Processes extends AsyncDisposable {
  /** Starts the process if need be; rejects with the plugin's fault, or PROCESS_CRASHED. */
  load(process: string, key: string, order: LoadOrder): Promise<LoadedThere>;
  drain(process: string, key: string, limitMs: number): Promise<void>;
  unload(process: string, key: string): Promise<void>;
  setPrivate(on: boolean): void;
  /** Process ids by name, of those that run. */
  pids(): Readonly<Record<string, number>>;
}

export function createProcesses(options: KeeperOptions): Processes {
  const keepers = new Map<string, Keeper>();
  let privately = options.private;
  const keeperOf = (name: string): Keeper => {
    const keeper = keepers.get(name) ?? openKeeper(name, options, () => privately);
    keepers.set(name, keeper);
    return keeper;
  };
  return {
    load: (name, key, order) => keeperOf(name).load(key, order),
    drain: (name, key, limitMs) => keeperOf(name).drain(key, limitMs),
    unload: (name, key) => keeperOf(name).unload(key),
    setPrivate(on) {
      privately = on;
      for (const keeper of keepers.values()) keeper.setPrivate();
    },
    pids() {
      const alive: Record<string, number> = {};
      for (const [name, keeper] of keepers) {
        const pid = keeper.pid();
        if (pid !== undefined) alive[name] = pid;
      }
      return alive;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...keepers.values()].map((keeper) => keeper[Symbol.asyncDispose]()));
    },
  };
}

/**
 * How children keep memory, for glibc (mallopt(3)): few pools for their many threads, and what is freed at the end of one
 * goes back from 16 MB on. The hub gives back more eagerly; inference frees and takes large pieces all the time.
 */
const memory = { MALLOC_ARENA_MAX: "2", MALLOC_TRIM_THRESHOLD_: "16777216" };

/** The environment for children: without what the settings took from it, and without what is named like a secret. */
export function childEnv(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const hidden =
    /^HEARSAY__|PASS(WORD|WD)?(_|$)|SECRET|TOKEN|CREDENTIAL|(^|_)KEY(_|$)|^NODE_OPTIONS$|^MALLOC_/i;
  return { ...Object.fromEntries(Object.entries(env).filter(([name]) => !hidden.test(name))), ...memory };
}
