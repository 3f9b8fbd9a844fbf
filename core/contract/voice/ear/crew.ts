/** A few who do the same work: the first is there from the start, others come when all are busy; work waits in line. */

export interface Crew<T> extends AsyncDisposable {
  /**
   * Runs `work` with one of them when one is free; resolves with undefined when it is aborted before its turn. Of those
   * that wait, the one whose `rank` is least then goes first, of equals the one that came first.
   */
  pass<R>(signal: AbortSignal, work: (one: T) => Promise<R>, rank?: () => number): Promise<R | undefined>;
  /** Those that are there now. */
  all(): readonly T[];
  /** How many wait. */
  waiting(): number;
}

interface Waiting<T> {
  readonly rank: () => number;
  begin(one: T | undefined): void;
}
const first = (): number => 0;

/** Resolves when the first is there; rejects when it does not come. That another does not come is no fault: work waits. */
export async function createCrew<T extends AsyncDisposable>(
  most: number,
  call: () => Promise<T>,
): Promise<Crew<T>> {
  const there: T[] = [await call()];
  const idle: T[] = [...there];
  let line: Waiting<T>[] = [];
  let coming = 0;
  let closed = false;

  function free(one: T): void {
    const ranks = line.map(({ rank }) => rank());
    const next = line[ranks.indexOf(Math.min(...ranks))];
    line = line.filter((other) => other !== next);
    if (next) next.begin(one);
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
  async function take(signal: AbortSignal, rank: () => number): Promise<T | undefined> {
    if (signal.aborted) return undefined;
    const one = idle.pop();
    if (one) return one;
    callAnother();
    const { promise, resolve } = Promise.withResolvers<T | undefined>();
    const mine = { rank, begin: resolve };
    const leave = (): void => {
      line = line.filter((other) => other !== mine);
      resolve(undefined);
    };
    line.push(mine);
    signal.addEventListener("abort", leave, { once: true });
    const given = await promise;
    signal.removeEventListener("abort", leave);
    return given;
  }

  return {
    all: () => there,
    waiting: () => line.length,
    async pass(signal, work, rank = first) {
      const one = await take(signal, rank);
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
