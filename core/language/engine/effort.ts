/** Bounds what one sentence may cost: templates built to hurt, or simply very many, must not stop the house. */

/** What one match may still do: looks at a state, a name or a place. */
export interface Effort {
  left: number;
}

/** Several times what any sentence of the published language packs takes (docs/decisions/0019). */
export const mostEffort = 100_000;

export const oneSentence = (): Effort => ({ left: mostEffort });

/**
 * Does each of these with its share of one half, then with all that is left those whose share was too small. Gives back
 * what was too much even then: half a reading may be the wrong one. The same work always comes to the same end.
 */
export function shared<T>(
  all: readonly T[],
  effort: Effort,
  work: (one: T, effort: Effort) => void,
): readonly T[] {
  const tried = (some: readonly T[], shareOf: (index: number) => number): readonly T[] =>
    some.filter((one, index) => {
      const given = Math.floor(shareOf(index));
      const own = { left: given };
      work(one, own);
      effort.left -= given - Math.max(0, own.left);
      return own.left < 0;
    });
  if (all.length === 1) return tried(all, () => effort.left);
  const share = effort.left / 2 / all.length;
  return tried(
    tried(all, () => share),
    () => effort.left,
  );
}
