/** How loud samples are. */

/** What silence counts as, dBFS: JSON has no minus infinity. */
export const silence = -120;

/** RMS level against a full-scale square wave, dBFS: a full-scale sine is -3, silence -120. */
export function dbfs(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  if (sum === 0) return silence;
  return Math.max(silence, 10 * Math.log10(sum / samples.length / 32_768 ** 2));
}
