/** A few who do the same work: the first is there from the start, others come when all are busy; work waits in the order it came. */

export interface Crew<T> extends AsyncDisposable {
  /** Runs `work` with one of them when one is free; resolves with undefined when it is aborted before its turn. */
  pass<R>(signal: AbortSignal, work: (one: T) => Promise<R>): Promise<R | undefined>;
  /** Those that are there now. */
  all(): readonly T[];
}

/** Resolves when the first is there; rejects when it does not come. That another does not come is no fault: work waits. */
export async function createCrew<T extends AsyncDisposable>(
  most: number,
  call: () => Promise<T>,
): Promise<Crew<T>> {
  const there: T[] = [await call()];
  const idle: T[] = [...there];
  const waiting: ((one: T) => void)[] = [];
  let coming = 0;
  let closed = false;

  function free(one: T): void {
    const next = waiting.shift();
    if (next) next(one);
    else idle.push(one);
  }
  function callAnother(): void {
    if (there.length + coming >= most) return;
    coming++;
    call()
      .then(async (one) => {
        if (closed) return one[Symbol.asyncDispose]();
        there.push(one);
        free(one);
      })
      .catch(() => {})
      .finally(() => coming--);
  }
  async function take(signal: AbortSignal): Promise<T | undefined> {
    if (signal.aborted) return undefined;
    const one = idle.pop();
    if (one) return one;
    callAnother();
    const { promise, resolve } = Promise.withResolvers<T | undefined>();
    const leave = (): void => {
      waiting.splice(waiting.indexOf(resolve), 1);
      resolve(undefined);
    };
    waiting.push(resolve);
    signal.addEventListener("abort", leave, { once: true });
    const given = await promise;
    signal.removeEventListener("abort", leave);
    return given;
  }

  return {
    all: () => there,
    async pass(signal, work) {
      const one = await take(signal);
      if (one === undefined) return undefined;
      try {
        return await work(one);
      } finally {
        free(one);
      }
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      for (const one of there) await one[Symbol.asyncDispose]();
    },
  };
}
