/** "Did you mean": the known word nearest to a mistyped one. */

/** Levenshtein distance, two rows at a time. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}

/** The nearest of the known words, when few enough letters differ. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_.]/g, "");
  const ranked = known
    .map((name) => ({ name, off: distance(plain(word), plain(name)) }))
    .sort((a, b) => a.off - b.off);
  const [best] = ranked;
  const limit = Math.max(2, Math.floor(word.length / 3));
  return best && best.off <= limit && best.off < word.length - 1 ? best.name : undefined;
}
