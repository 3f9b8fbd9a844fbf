/** The beginning of a recording, for services that want short ones. */

/** How far before the limit a pause is looked for, ms. */
const searchMs = 2000;

/** At most `ms` of it, ended at the quietest 20 ms of the last two seconds of that. */
export function beginningOf(samples: Int16Array, rate: number, ms: number): Int16Array {
  const most = Math.floor((rate * ms) / 1000);
  if (samples.length <= most) return samples;
  const step = Math.round(rate / 50);
  const from = Math.max(0, most - Math.floor((rate * searchMs) / 1000));
  let end = most;
  let least = Number.POSITIVE_INFINITY;
  for (let at = from; at + step <= most; at += step) {
    const level = powerOf(samples.subarray(at, at + step));
    if (level <= least) {
      least = level;
      end = at + Math.floor(step / 2);
    }
  }
  return samples.slice(0, end);
}

const powerOf = (samples: Int16Array): number => samples.reduce((sum, one) => sum + one * one, 0);
