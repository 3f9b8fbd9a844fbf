/** Changes the sample rate of a stream: a polyphase filter of Kaiser-windowed sinc (Smith, "Digital Audio Resampling"). */
import { Fault } from "../contract/index.ts";

export interface Resampler {
  /** What can be said of these and earlier samples; some of the newest wait for what follows. */
  process(samples: Int16Array): Int16Array;
  /** The rest, as if silence followed; after it the resampler is as new. */
  flush(): Int16Array;
}

interface Filter {
  /** Input samples on each side of an output sample. */
  readonly half: number;
  /** Output samples before the phases repeat, and input samples in that time. */
  readonly up: number;
  readonly down: number;
  /** `up` rows of `2 * half` weights. */
  readonly weights: Float32Array;
}

/** Kaiser's beta for 96 dB, and the taps which that needs for a band of 0.9 to 1 times the lower Nyquist frequency. */
const beta = 9.62;
const halfTaps = 62;
const cutoff = 0.95;
const tables = new Map<string, Filter>();
const tablesKept = 8;
/** Rates with no common divisor need a row a phase; a rate out of a strange file must not take all memory. */
const mostWeights = 8_000_000;

/** The modified Bessel function of order 0, by its series. */
function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

function design(from: number, to: number): Filter {
  const divisor = gcd(from, to);
  const up = to / divisor;
  const down = from / divisor;
  const scale = Math.min(1, to / from);
  const half = Math.ceil(halfTaps / scale);
  if (up * 2 * half > mostWeights) {
    throw new Fault("AUDIO_UNSUPPORTED", `${from} Hz cannot be converted to ${to} Hz`);
  }
  const weights = new Float32Array(up * 2 * half);
  const peak = bessel(beta);
  for (let phase = 0; phase < up; phase++) {
    const row = weights.subarray(phase * 2 * half, (phase + 1) * 2 * half);
    let sum = 0;
    for (let i = 0; i < row.length; i++) {
      const x = i - half + 1 - phase / up;
      const angle = Math.PI * x * scale * cutoff;
      const window = bessel(beta * Math.sqrt(Math.max(0, 1 - (x / half) ** 2))) / peak;
      row[i] = (angle === 0 ? 1 : Math.sin(angle) / angle) * window;
      sum += row[i] ?? 0;
    }
    for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) / sum;
  }
  return { half, up, down, weights };
}

function filterFor(from: number, to: number): Filter {
  const key = `${from}/${to}`;
  const known = tables.get(key);
  if (known) return known;
  const filter = design(from, to);
  const [oldest] = tables.keys();
  if (tables.size >= tablesKept && oldest !== undefined) tables.delete(oldest);
  tables.set(key, filter);
  return filter;
}

const identity: Resampler = { process: (samples) => samples, flush: () => new Int16Array(0) };

/**
 * Mono samples at `from` Hz as samples at `to` Hz, in any pieces. No delay: the first sample out is the first one in;
 * n samples give ceil(n * to / from). Flat to 0.9 of the lower Nyquist frequency, aliases below -90 dB.
 */
export function createResampler(from: number, to: number): Resampler {
  for (const rate of [from, to]) {
    if (!Number.isInteger(rate) || rate < 1_000 || rate > 768_000) {
      throw new Fault("AUDIO_UNSUPPORTED", `a sample rate of ${rate} Hz cannot be converted`);
    }
  }
  if (from === to) return identity;
  const { half, up, down, weights } = filterFor(from, to);
  const width = 2 * half;
  let kept = new Int16Array(half - 1);
  /** Index in `kept` of the first sample the next output needs, and that output's phase. */
  let first = 0;
  let phase = 0;
  let taken = 0;
  let given = 0;

  const run = (samples: Int16Array, limit: number): Int16Array => {
    const input = new Int16Array(kept.length + samples.length);
    input.set(kept);
    input.set(samples, kept.length);
    const most = Math.ceil(((input.length - first) * up) / down) + 1;
    const output = new Int16Array(Math.max(0, Math.min(most, limit)));
    let count = 0;
    while (count < output.length && first + width <= input.length) {
      const row = phase * width;
      let sum = 0;
      for (let i = 0; i < width; i++) sum += (input[first + i] ?? 0) * (weights[row + i] ?? 0);
      output[count++] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
      phase += down;
      first += Math.floor(phase / up);
      phase %= up;
    }
    const used = Math.min(first, input.length);
    kept = input.slice(used);
    first -= used;
    given += count;
    return output.subarray(0, count);
  };

  return {
    process(samples) {
      taken += samples.length;
      return run(samples, Number.POSITIVE_INFINITY);
    },
    flush() {
      const rest = run(new Int16Array(width), Math.ceil((taken * up) / down) - given);
      kept = new Int16Array(half - 1);
      first = phase = taken = given = 0;
      return rest;
    },
  };
}

/** All of a recording at once. */
export function resample(samples: Int16Array, from: number, to: number): Int16Array {
  const resampler = createResampler(from, to);
  const body = resampler.process(samples);
  const rest = resampler.flush();
  if (rest.length === 0) return body;
  const whole = new Int16Array(body.length + rest.length);
  whole.set(body);
  whole.set(rest, body.length);
  return whole;
}
