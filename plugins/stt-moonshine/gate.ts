/** Lets so many pass at once; the others wait in the order they came, and leave the line when they are aborted. */

export interface Gate {
  /** Runs `work` when there is room; resolves with undefined when it is aborted before its turn. */
  pass<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | undefined>;
}

export function createGate(limit: number): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;

  /** False when aborted first. */
  async function enter(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (inside < limit) {
      inside++;
      return true;
    }
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const admit = (): void => resolve(true);
    const leave = (): void => {
      waiting.splice(waiting.indexOf(admit), 1);
      resolve(false);
    };
    waiting.push(admit);
    signal.addEventListener("abort", leave, { once: true });
    const admitted = await promise;
    signal.removeEventListener("abort", leave);
    return admitted;
  }

  return {
    async pass(signal, work) {
      if (!(await enter(signal))) return undefined;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else inside--;
      }
    },
  };
}
