/** Whom a room should rather wait for: a plugin that is starting for the first time may be here in a moment, and be the one that was wanted. */
import type { Bus } from "../contract/index.ts";

/** All who wait for one plugin's first start together, ms from the first of them: a model that is fetched takes minutes. */
const patienceMs = 3000;

export interface Newcomers extends AsyncDisposable {
  /** Resolves when none of these plugins is starting for the first time any more, when that took too long, or when aborted. */
  settled(plugins: readonly string[], signal: AbortSignal): Promise<void>;
}

export async function openNewcomers(
  bus: Bus,
  { patience = patienceMs, now = performance.now.bind(performance) } = {},
): Promise<Newcomers> {
  /** Those that start for the first time, each with the end of the patience with it once somebody waits. */
  const starting = new Map<string, { until?: number }>();
  /** They were ready before. When they crash and start again, others stand in for them at once. */
  const known = new Set<string>();
  const waiting = new Set<() => void>();
  const ear = await bus.on(
    "plugin/state",
    {},
    ({ where: { plugin }, body: { phase, bootId } }) => {
      // An earlier hub's word may still stand on the bus.
      const isFresh = bootId === bus.bootId && (phase === "starting" || phase === "fetching");
      if (phase === "ready") known.add(plugin);
      if (isFresh && !known.has(plugin)) starting.set(plugin, starting.get(plugin) ?? {});
      else if (starting.delete(plugin)) for (const look of [...waiting]) look();
    },
    ({ plugin }) => {
      known.delete(plugin);
      if (starting.delete(plugin)) for (const look of [...waiting]) look();
    },
  );

  /** ms for which these are still worth waiting for; 0: they are not. */
  function worth(plugins: readonly string[]): number {
    return plugins.reduce((most, plugin) => {
      const one = starting.get(plugin);
      if (one === undefined) return most;
      one.until ??= now() + patience;
      return Math.max(most, one.until - now());
    }, 0);
  }

  return {
    settled(plugins, signal) {
      if (worth(plugins) <= 0 || signal.aborted) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = (): void => {
        if (signal.aborted || worth(plugins) <= 0) resolve();
      };
      waiting.add(look);
      signal.addEventListener("abort", look, { once: true });
      const timer = setTimeout(resolve, worth(plugins));
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(look);
        signal.removeEventListener("abort", look);
      });
    },
    async [Symbol.asyncDispose]() {
      await ear[Symbol.asyncDispose]();
      starting.clear();
      for (const look of [...waiting]) look();
    },
  };
}
