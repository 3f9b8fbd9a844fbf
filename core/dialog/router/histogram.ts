/** Latencies in few numbers: counts in bins that grow by an eighth of an octave, so that a quantile is known within 5 % however many there were. */

/** Counts by bin; bins that were never hit are absent. */
export type Histogram = Readonly<Record<string, number>>;

const perOctave = 8;
/** Bins; the last one begins at about 65 s and has no end. */
const most = 16 * perOctave;

/** `ms`: 1 and less are the first bin. */
export const binOf = (ms: number): number =>
  Math.min(most, Math.max(0, Math.floor(Math.log2(Math.max(1, ms)) * perOctave)));

/** The middle of a bin, ms. */
const middleOf = (bin: number): number => 2 ** ((bin + 0.5) / perOctave);

export const added = (one: Histogram, other: Histogram): Histogram => {
  const sum: Record<string, number> = { ...one };
  for (const [bin, count] of Object.entries(other)) sum[bin] = (sum[bin] ?? 0) + count;
  return sum;
};

/** ms below which a share of them lies, 0 to 1; undefined where there are none. */
export function quantile(histogram: Histogram, share: number): number | undefined {
  const bins = Object.entries(histogram)
    .map(([bin, count]) => [Number(bin), count] as const)
    .sort(([a], [b]) => a - b);
  const all = bins.reduce((sum, [, count]) => sum + count, 0);
  let left = Math.max(1, Math.ceil(all * share));
  for (const [bin, count] of bins) {
    left -= count;
    if (left <= 0) return Math.round(middleOf(bin));
  }
  return undefined;
}
