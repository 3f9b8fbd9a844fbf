/** The automaton of a source's templates: states shared wherever what may follow is the same. */

/** What a state does; `a` and `b` of it are in `States`. */
export const kind = {
  /** Takes the character `a`, then `b`. */
  sign: 0,
  /** A space between words, then `b`. */
  space: 1,
  /** A value of the slot reference `a`, then `b`. */
  slot: 2,
  /** The first character of the free text of slot reference `a`, then `b`, its `more`. */
  free: 3,
  /** Any further characters of the free text of slot reference `a`, then `b`. */
  more: 4,
  /** The end of a template of block `a`. */
  end: 5,
} as const;

/** Plain while it grows, typed once it is done. */
export type Numbers = readonly number[] | Uint8Array | Int32Array;

/** States by number; a reference below zero is a fork of several: `forks[-1 - reference]`. */
export interface States {
  readonly kinds: Numbers;
  readonly a: Numbers;
  readonly b: Numbers;
  readonly forks: readonly Numbers[];
}

export interface StateBuilder extends States {
  state(of: number, a: number, b: number): number;
  /** One reference for all of these; forks within are taken apart. */
  fork(references: readonly number[]): number;
  /** States, and what forks lead to. */
  size(): number;
}

export function stateBuilder(): StateBuilder {
  const kinds: number[] = [];
  const a: number[] = [];
  const b: number[] = [];
  const forks: (readonly number[])[] = [];
  const known = new Map<string, number>();
  const knownForks = new Map<string, number>();
  let forked = 0;
  return {
    kinds,
    a,
    b,
    forks,
    state(of, first, second) {
      const key = `${of} ${first} ${second}`;
      const there = known.get(key);
      if (there !== undefined) return there;
      kinds.push(of);
      a.push(first);
      b.push(second);
      known.set(key, kinds.length - 1);
      return kinds.length - 1;
    },
    fork(references) {
      const plain = new Set<number>();
      for (const one of references) {
        if (one >= 0) plain.add(one);
        else for (const inner of forks[-1 - one] ?? []) plain.add(inner);
      }
      const sorted = [...plain].sort((x, y) => x - y);
      if (sorted.length === 1) return sorted[0] ?? 0;
      const key = sorted.join(" ");
      const there = knownForks.get(key);
      if (there !== undefined) return there;
      forks.push(sorted);
      forked += sorted.length;
      knownForks.set(key, -forks.length);
      return -forks.length;
    },
    size: () => kinds.length + forked,
  };
}

/** The same states in little room. */
export const frozen = ({ kinds, a, b, forks }: States): States => ({
  kinds: Uint8Array.from(kinds),
  a: Int32Array.from(a),
  b: Int32Array.from(b),
  forks: forks.map((fork) => Int32Array.from(fork)),
});

/** Bytes that frozen states take. */
export const bytesOf = ({ kinds, forks }: States): number =>
  kinds.length * 9 + forks.reduce((sum, fork) => sum + fork.length * 4 + 100, 0);
