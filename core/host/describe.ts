/** Loads what plugins say of themselves: a few at a time, so that those first in line start while the rest are read, and each once. */
import type { Place } from "./find.ts";
import { describeAt, type Loaded, type LoadOptions } from "./load.ts";

export type Described = Loaded & { readonly complete: boolean };

export interface Describer {
  /** Kept for the next `take` of it. */
  peek(place: Place): Promise<Described>;
  /** What was peeked at, else what its files say now. */
  take(place: Place): Promise<Described>;
  /** What was peeked at is not wanted. */
  drop(place: Place): void;
}

/** Loading computes more than it waits: side by side all would be there late. */
const atOnce = 2;

export function createDescriber(options: LoadOptions): Describer {
  const peeked = new Map<string, Promise<Described>>();
  /** Those that are wanted for sure go before those that are only looked at. */
  const waiting = { wanted: [] as (() => void)[], looked: [] as (() => void)[] };
  let running = 0;
  async function describe(place: Place, line: keyof typeof waiting): Promise<Described> {
    if (running < atOnce) running++;
    else await new Promise<void>((resolve) => waiting[line].push(resolve));
    try {
      return await describeAt(place, options);
    } finally {
      // What it leads to, such as an order to another process, goes before the next.
      setImmediate(() => {
        const next = waiting.wanted.shift() ?? waiting.looked.shift();
        if (next) next();
        else running--;
      });
    }
  }
  return {
    peek(place) {
      const made = peeked.get(place.entry) ?? describe(place, "looked");
      made.catch(() => {});
      peeked.set(place.entry, made);
      return made;
    },
    take(place) {
      const made = peeked.get(place.entry);
      peeked.delete(place.entry);
      return made ?? describe(place, "wanted");
    },
    drop: (place) => void peeked.delete(place.entry),
  };
}
