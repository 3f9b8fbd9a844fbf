/**
 * Where one voice can go on with a clause that another one began: the sounds of both are laid side by side, as two readings
 * of one text (dynamic time warping, Sakoe and Chiba 1978, with an open end), and changed over where both are quiet.
 */
import { bandCount, createBands, hopMs } from "../../audio/bands.ts";

export interface Join {
  /** ms of the first one's sound that are heard. */
  readonly leave: number;
  /** ms of the second one's sound that are left out. */
  readonly enter: number;
}

/** Quieter than the loudest by so much is all the same, dB. */
const depth = 50;
/** So far below the usual level one is between words, dB. */
const valley = 10;
/** A word that was broken off began so long ago at most, ms. */
const longestWord = 600;
/** The change-over is moved by so much at most to where the second one is quiet, ms. */
const searchMs = 80;

interface Rows {
  /** Each band around 0, in units of its own spread. */
  readonly shapes: readonly Float32Array[];
  /** dB around the mean of what is not silence, smoothed over three rows. */
  readonly levels: readonly number[];
}

function rowsOf(samples: Int16Array): Rows {
  const raw = createBands().push(samples);
  const loudest = raw.reduce((most, row) => Math.max(most, ...row), -120);
  const rows = raw.map((row) => row.map((level) => Math.max(level, loudest - depth)));
  const sums = rows.map((row) => row.reduce((sum, level) => sum + level, 0) / bandCount);
  const spoken = sums.filter((level) => level > loudest - depth + 6);
  const mean = spoken.reduce((sum, level) => sum + level, 0) / Math.max(1, spoken.length);
  const levels = sums.map((level, i) => ((sums[i - 1] ?? level) + level + (sums[i + 1] ?? level)) / 3 - mean);
  const means = Array.from({ length: bandCount }, (_, band) => average(rows.map((row) => row[band] ?? 0)));
  const spreads = means.map((middle, band) =>
    Math.max(1, Math.sqrt(average(rows.map((row) => ((row[band] ?? 0) - middle) ** 2)))),
  );
  const shapes = rows.map((row) =>
    row.map((level, band) => (level - (means[band] ?? 0)) / (spreads[band] ?? 1)),
  );
  return { shapes, levels };
}

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function distance(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let band = 0; band < bandCount; band++) sum += ((one[band] ?? 0) - (other[band] ?? 0)) ** 2;
  return Math.sqrt(sum);
}

/** From here to a row: rows back in the first one, and in the second one. Neither voice is more than twice as fast. */
const steps = [
  [1, 1],
  [1, 2],
  [2, 1],
] as const;

/** For each row of the first one, the row of the second one that sounds like it; the second one may go on after its end. */
function align(first: readonly Float32Array[], second: readonly Float32Array[]): number[] {
  const [n, m] = [first.length, second.length];
  const costs = new Float64Array(n * m).fill(Number.POSITIVE_INFINITY);
  const taken = new Uint8Array(n * m);
  const far = (i: number, j: number): number =>
    distance(first[i] ?? new Float32Array(bandCount), second[j] ?? new Float32Array(bandCount));
  costs[0] = far(0, 0);
  for (let i = 1; i < n; i++) {
    for (let j = 1; j < m; j++) {
      const here = far(i, j);
      for (const [step, [down, along]] of steps.entries()) {
        const before = i >= down && j >= along ? costs[(i - down) * m + j - along] : undefined;
        if (before === undefined || before === Number.POSITIVE_INFINITY) continue;
        const between = down + along > 2 ? 2 * far(i - down + 1, j - along + 1) + here : 2 * here;
        if (before + between >= (costs[i * m + j] ?? 0)) continue;
        costs[i * m + j] = before + between;
        taken[i * m + j] = step;
      }
    }
  }
  const costAt = (k: number): number => (costs[(n - 1) * m + k] ?? 0) / (n + k);
  let j = m - 1;
  for (let k = 0; k < m; k++) if (costAt(k) < costAt(j)) j = k;
  const map: number[] = new Array(n).fill(0);
  for (let i = n - 1; i > 0 && j > 0; ) {
    const [down, along] = steps[taken[i * m + j] ?? 0] ?? steps[0];
    map[i] = j;
    if (down === 2) map[i - 1] = j;
    i -= down;
    j -= along;
  }
  return map;
}

/** The first row that is not silence. */
const onsetOf = ({ levels }: Rows): number => Math.max(0, levels.findIndex((level) => level > -valley) - 2);

/** `heard`: ms of the first one that were heard already. Both mono at 16 kHz. */
export function joinOf(first: Int16Array, heard: number, second: Int16Array): Join {
  const a = rowsOf(first);
  const b = rowsOf(second);
  if (a.shapes.length === 0 || b.shapes.length === 0) return { leave: heard, enter: 0 };
  const [skipA, skipB] = [onsetOf(a), onsetOf(b)];
  const aligned = align(a.shapes.slice(skipA), b.shapes.slice(skipB));
  const map = [...new Array<number>(skipA).fill(0), ...aligned].map((row) => row + skipB);
  const from = Math.min(a.levels.length - 1, Math.ceil(heard / hopMs));
  const ahead = quietest(a.levels, from, a.levels.length);
  if ((a.levels[ahead] ?? 0) < -valley) return { leave: ahead * hopMs, enter: quietNear(b, map[ahead] ?? 0) };
  // In the middle of a word: that one is said again.
  const since = Math.max(0, from - Math.round(longestWord / hopMs));
  const between = a.levels.slice(since, from + 1).findLastIndex((level) => level < -valley);
  const before = between < 0 ? quietest(a.levels, since, from + 1) : since + between;
  return { leave: heard, enter: quietNear(b, map[before] ?? 0) };
}

function quietest(levels: readonly number[], from: number, to: number): number {
  let best = from;
  for (let i = from; i < to; i++) if ((levels[i] ?? 0) < (levels[best] ?? 0)) best = i;
  return best;
}

function quietNear({ levels }: Rows, row: number): number {
  const reach = Math.round(searchMs / hopMs);
  return quietest(levels, Math.max(0, row - reach), Math.min(levels.length, row + reach + 1)) * hopMs;
}
