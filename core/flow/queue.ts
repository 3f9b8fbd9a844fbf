/** A bounded queue between a producer that never waits and whoever iterates; each item goes to one consumer. */

export interface Queue<T> extends AsyncIterable<T> {
  /** False when the queue is closed, or full: then the oldest item was dropped to make room. */
  push(item: T): boolean;
  /** Ends the iteration after what is queued, or at once with an error. */
  close(error?: Error): void;
  readonly length: number;
  /** Items dropped because nobody took them in time. */
  readonly dropped: number;
}

export function createQueue<T>(limit: number): Queue<T> {
  const items: T[] = [];
  let sleepers: (() => void)[] = [];
  let closed = false;
  let failure: Error | undefined;
  let dropped = 0;
  const rouse = (): void => {
    const woken = sleepers;
    sleepers = [];
    for (const wake of woken) wake();
  };

  async function* drain(): AsyncGenerator<T> {
    while (true) {
      if (failure) throw failure;
      if (items.length > 0) yield items.shift() as T;
      else if (closed) return;
      else await new Promise<void>((resolve) => sleepers.push(resolve));
    }
  }

  return {
    push(item) {
      if (closed) return false;
      const full = items.length >= limit;
      if (full) {
        items.shift();
        dropped++;
      }
      items.push(item);
      rouse();
      return !full;
    },
    close(error) {
      closed = true;
      failure ??= error;
      rouse();
    },
    get length() {
      return items.length;
    },
    get dropped() {
      return dropped;
    },
    [Symbol.asyncIterator]: drain,
  };
}
