/** Estimates how far the hub's clock is from this machine's, and how fast they drift apart, from exchanges of four times. */

/** The four times of RFC 5905, section 8, ms since 1970. */
export interface Exchange {
  /** By the clock that asks: T1 and T4. */
  readonly asked: number;
  readonly heard: number;
  /** By the hub's clock: T2 and T3. */
  readonly received: number;
  readonly sent: number;
}

export interface Reading {
  /** By the clock that asks. */
  readonly at: number;
  /** Hub's clock minus this one, ms; wrong by half of `delay` at most. */
  readonly offset: number;
  /** Time on the way, both ways together, ms. */
  readonly delay: number;
}

export interface Estimate {
  /** Hub's clock minus this one at that moment, ms; undefined before the first reading. */
  offset(at: number): number | undefined;
  /** By how much the hub's clock is faster, parts per million; undefined until it can be told from the jitter. */
  skew(): number | undefined;
  /** Takes the reading of one burst. True when it contradicts what was known, so that all of that was dropped: a clock was set. */
  add(reading: Reading): boolean;
  forget(): void;
}

const kept = 16;
/** No crystal is worse; a line that says so follows the jitter. */
const worstSkew = 500;
/** Granularity of the clocks, and what they may do between two readings, ms. */
const slack = 5;
/** A line through readings of less than this says nothing of drift, ms. */
const shortestSpan = 60_000;

export function readingOf({ asked, heard, received, sent }: Exchange): Reading {
  return {
    at: (asked + heard) / 2,
    offset: (received - asked + (sent - heard)) / 2,
    delay: Math.max(0, heard - asked - (sent - received)),
  };
}

/** The reading that was least on the way: what delays a message only ever adds (RFC 5905, section 10). */
export const bestOf = (readings: readonly Reading[]): Reading | undefined =>
  readings.reduce<Reading | undefined>(
    (best, one) => (best === undefined || one.delay < best.delay ? one : best),
    undefined,
  );

export function createEstimate(): Estimate {
  let readings: Reading[] = [];
  let line: Line | undefined;

  const offset = (at: number): number | undefined => line && line.offset + line.slope * (at - line.at);

  return {
    offset,
    skew: () => (line && line.slope !== 0 ? line.slope * 1e6 : undefined),
    add(reading) {
      const before = readings.at(-1);
      const expected = offset(reading.at);
      const contradicts =
        before !== undefined &&
        expected !== undefined &&
        (reading.at < before.at || Math.abs(reading.offset - expected) > room(before, reading));
      if (contradicts) readings = [];
      readings = [...readings.slice(1 - kept), reading];
      line = fit(readings);
      return contradicts;
    },
    forget() {
      readings = [];
      line = undefined;
    },
  };
}

/** How far two honest readings may be apart, ms. */
const room = (one: Reading, other: Reading): number =>
  (one.delay + other.delay) / 2 + slack + (Math.abs(other.at - one.at) * worstSkew) / 1e6;

interface Line {
  readonly at: number;
  readonly offset: number;
  /** ms a ms. */
  readonly slope: number;
}

/** Least squares; a reading that was long on the way counts little. */
function fit(readings: readonly Reading[]): Line | undefined {
  const [first] = readings;
  const last = readings.at(-1);
  if (!first || !last) return undefined;
  const weights = readings.map(({ delay }) => 1 / (1 + delay) ** 2);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (value: (one: Reading) => number): number =>
    readings.reduce((sum, one, i) => sum + value(one) * (weights[i] ?? 0), 0) / all;
  // Far from zero the squares of times since 1970 lose their digits.
  const at = first.at + mean((one) => one.at - first.at);
  const offset = first.offset + mean((one) => one.offset - first.offset);
  const spread = mean((one) => (one.at - at) ** 2);
  const slope = spread === 0 ? 0 : mean((one) => (one.at - at) * (one.offset - offset)) / spread;
  const told = last.at - first.at >= shortestSpan && Math.abs(slope) * 1e6 <= worstSkew;
  if (told) return { at, offset, slope };
  const { at: when, offset: there } = bestOf(readings) ?? last;
  return { at: when, offset: there, slope: 0 };
}
