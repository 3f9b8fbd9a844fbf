/** Remembers by number: a map for what is short, pages for the many numbers close together that a long text makes. */

export interface Notes<T> {
  get(key: number): T | undefined;
  set(key: number, value: T): void;
}

const pageBits = 6;
const page = 1 << pageBits;

/** Pages are several times as fast for a hundred thousand notes, and slower for a hundred. */
export function notes<T>(many: boolean): Notes<T> {
  if (!many) return new Map<number, T>();
  const pages = new Map<number, (T | undefined)[]>();
  return {
    get: (key) => pages.get(Math.floor(key / page))?.[key % page],
    set(key, value) {
      const number = Math.floor(key / page);
      let there = pages.get(number);
      if (there === undefined) {
        there = new Array<T | undefined>(page).fill(undefined);
        pages.set(number, there);
      }
      there[key % page] = value;
    },
  };
}
