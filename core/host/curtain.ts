/** Holds back what the house can listen and answer without, until the rest of it has started: they share the processor. */

export interface Curtain {
  /** A load that is held back waits here; over once the curtain is up, or the signal aborted. */
  wait(name: string, signal: AbortSignal): Promise<void>;
  /** Resolves when `name` is held back. */
  held(name: string): Promise<void>;
  /** For good. */
  rise(): void;
}

export function createCurtain(): Curtain {
  const up = Promise.withResolvers<void>();
  const holds = new Map<string, PromiseWithResolvers<void>>();
  const holdOf = (name: string): PromiseWithResolvers<void> => {
    const hold = holds.get(name) ?? Promise.withResolvers<void>();
    holds.set(name, hold);
    return hold;
  };
  return {
    async wait(name, signal) {
      holdOf(name).resolve();
      const ended = Promise.withResolvers<void>();
      const end = (): void => ended.resolve();
      signal.addEventListener("abort", end, { once: true });
      if (signal.aborted) end();
      await Promise.race([up.promise, ended.promise]);
      signal.removeEventListener("abort", end);
    },
    held: (name) => holdOf(name).promise,
    rise: () => up.resolve(),
  };
}
