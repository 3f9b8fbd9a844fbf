/** Cuts near-silence off the ends of a clause, so that its first sound comes at once. */

/** ms looked at in one go, and ms of quiet that stay before and after the sound. */
const step = 5;
const before = 15;
const after = 60;
/** The least sound, as a share of the clause's own peak (-42 dB); weak fricatives are above it. */
const share = 0.008;

/** The part of `samples` that sounds, 15 ms before and 60 ms after it; empty when nothing does. `rate`: Hz. */
export function trimQuiet(samples: Int16Array, rate: number): Int16Array {
  const size = Math.round((rate * step) / 1000);
  const peaks = peaksOf(samples, size);
  const loud = Math.max(1, Math.max(0, ...peaks) * share);
  const first = peaks.findIndex((peak) => peak >= loud);
  if (first < 0) return samples.subarray(0, 0);
  const last = peaks.findLastIndex((peak) => peak >= loud);
  const from = first * size - (before * rate) / 1000;
  const to = (last + 1) * size + (after * rate) / 1000;
  return samples.slice(Math.max(0, Math.round(from)), Math.round(to));
}

function peaksOf(samples: Int16Array, size: number): number[] {
  const peaks: number[] = [];
  for (let from = 0; from < samples.length; from += size) {
    let peak = 0;
    for (const sample of samples.subarray(from, from + size)) peak = Math.max(peak, Math.abs(sample));
    peaks.push(peak);
  }
  return peaks;
}
