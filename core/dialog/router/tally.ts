/** What a provider was asked and what it gave: sums that can be added up over days, and nothing of what was said. */
import type { Messages } from "../../contract/index.ts";
import { added, type Histogram, quantile } from "./histogram.ts";

export type Capability = "tts" | "stt" | "think";

/**
 * A request ends in exactly one of success, cancelled, lost or a failure; while it runs, or where the hub was killed,
 * in none of them.
 */
export interface Tally {
  readonly requests: number;
  readonly success: number;
  /** Nobody wanted it any more. */
  readonly cancelled: number;
  /** Another voice, asked in case, had sound first. */
  readonly lost: number;
  /** Of the requests: made because another voice was late, and made again after a failure. */
  readonly hedges: number;
  readonly retries: number;
  /** By the code of the fault. */
  readonly failures: Readonly<Record<string, number>>;
  /** Until the first sound, or the first word. */
  readonly first: Histogram;
  readonly characters: number;
  /** s of sound made or heard. */
  readonly seconds: number;
  /** US dollars by the price that its settings name. */
  readonly cost: number;
  /** Clauses that were kept, and cost nothing. */
  readonly hits: number;
  readonly input: number;
  readonly output: number;
}

const sums = [
  "requests",
  "success",
  "cancelled",
  "lost",
  "hedges",
  "retries",
  "characters",
  "seconds",
  "cost",
  "hits",
  "input",
  "output",
] as const;

export const noTally: Tally = {
  ...(Object.fromEntries(sums.map((name) => [name, 0])) as Record<(typeof sums)[number], number>),
  failures: {},
  first: {},
};

/** The sum of both. */
export function plus(one: Tally, other: Partial<Tally>): Tally {
  const totals = Object.fromEntries(sums.map((name) => [name, one[name] + (other[name] ?? 0)]));
  return {
    ...(totals as Record<(typeof sums)[number], number>),
    failures: added(one.failures, other.failures ?? {}),
    first: added(one.first, other.first ?? {}),
  };
}

type Said = NonNullable<Messages["provider/tally"]["today"]>;

/** As the bus tells it. */
export function saidOf({ first, failures, seconds, cost, ...rest }: Tally): Said {
  const p50 = quantile(first, 0.5);
  const p95 = quantile(first, 0.95);
  return {
    ...rest,
    failures: { ...failures },
    seconds: Math.round(seconds * 100) / 100,
    cost: Math.round(cost * 1e6) / 1e6,
    ...(p50 === undefined || p95 === undefined ? {} : { p50, p95 }),
  };
}
