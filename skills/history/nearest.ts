/** Finds the name that sounds most like a word that no name is, by the letters that must change. */

/** Letters that may differ, as a share of the longer name; beyond it, two names have nothing to do with each other. */
const mostChanged = 0.5;
/** Longer words are nobody's name, and would take long to compare. */
const longest = 80;

/** Undefined where nothing is near. */
export function nearestName(said: string, names: readonly string[]): string | undefined {
  const wanted = said.toLowerCase().slice(0, longest);
  const ranked = names
    .map((name) => ({ name, far: distance(wanted, name.toLowerCase().slice(0, longest)) }))
    .sort((one, other) => one.far - other.far);
  const [best] = ranked;
  if (!best) return undefined;
  return best.far / Math.max(wanted.length, best.name.length, 1) <= mostChanged ? best.name : undefined;
}

/** Levenshtein distance. */
export function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      const same = one[at - 1] === other[to - 1] ? 0 : 1;
      next.push(Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + same));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
