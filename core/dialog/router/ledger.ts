/** Keeps what providers were asked and gave, by day and by month: written at once, so that a crash loses nothing of it. */
import type { Log, Store } from "../../contract/index.ts";
import { asFault } from "../../contract/index.ts";
import { type Capability, noTally, plus, type Tally } from "./tally.ts";

/** How many days and months are kept. */
const daysKept = 35;
const monthsKept = 13;

export interface Ledger {
  /** Adds to what a plugin did today and this month. */
  note(capability: Capability, plugin: string, more: Partial<Tally>): void;
  of(capability: Capability, plugin: string, period: Period): Tally;
  /** Everybody who did something this month or in the days that are kept. */
  known(): readonly { readonly capability: Capability; readonly plugin: string }[];
  /** The last days of a provider, newest first. */
  days(capability: Capability, plugin: string, count: number): readonly Day[];
  onNote(hear: (capability: Capability, plugin: string) => void): void;
}

export type Period = "day" | "month";
export interface Day extends Tally {
  /** As 2026-11-20, in UTC. */
  readonly day: string;
}

export interface LedgerFacts {
  /** Absent: nothing outlives this process. */
  readonly store?: Store | undefined;
  readonly log: Log;
  /** ms since 1970. */
  readonly now?: () => number;
}

/** Days are those of UTC, as the months of most services are. */
const stampOf = (now: number, period: Period): string =>
  new Date(now).toISOString().slice(0, period === "day" ? 10 : 7);
const keyOf = (period: Period, stamp: string, capability: string, plugin: string): string =>
  `${period}/${stamp}/${capability}/${plugin}`;

export async function openLedger({ store, log, now = Date.now }: LedgerFacts): Promise<Ledger> {
  const tallies = new Map<string, Tally>();
  const listeners = new Set<(capability: Capability, plugin: string) => void>();
  let today = stampOf(now(), "day");
  let isTold = false;
  const doubt = (error: unknown): void => {
    if (isTold) return;
    isTold = true;
    log.error("The statistics of providers cannot be kept.", { code: asFault(error).code });
  };
  for (const key of (await store?.keys("").catch(doubt)) ?? []) {
    const kept = await store?.get<Partial<Tally>>(key).catch(doubt);
    if (kept) tallies.set(key, plus(noTally, kept));
  }

  const isOld = (key: string): boolean => {
    const [period, stamp = ""] = key.split("/");
    const at = new Date(now());
    if (period === "day") return stamp < stampOf(now() - daysKept * 86_400_000, "day");
    at.setUTCDate(1);
    at.setUTCMonth(at.getUTCMonth() - monthsKept);
    return stamp < stampOf(at.getTime(), "month");
  };
  function forgetOld(): void {
    for (const key of [...tallies.keys()].filter(isOld)) {
      tallies.delete(key);
      store?.delete(key).catch(doubt);
    }
  }
  forgetOld();

  const of = (period: Period, stamp: string, capability: string, plugin: string): Tally =>
    tallies.get(keyOf(period, stamp, capability, plugin)) ?? noTally;

  return {
    note(capability, plugin, more) {
      const at = now();
      for (const period of ["day", "month"] as const) {
        const stamp = stampOf(at, period);
        const key = keyOf(period, stamp, capability, plugin);
        const next = plus(of(period, stamp, capability, plugin), more);
        tallies.set(key, next);
        store?.set(key, next).catch(doubt);
      }
      if (stampOf(at, "day") !== today) {
        today = stampOf(at, "day");
        forgetOld();
      }
      for (const hear of listeners) hear(capability, plugin);
    },
    of: (capability, plugin, period) => of(period, stampOf(now(), period), capability, plugin),
    known() {
      const names = new Set([...tallies.keys()].map((key) => key.split("/").slice(2).join("/")));
      return [...names].sort().map((name) => {
        const [capability = "", plugin = ""] = name.split("/");
        return { capability: capability as Capability, plugin };
      });
    },
    days(capability, plugin, count) {
      const all = Array.from({ length: count }, (_, i) => stampOf(now() - i * 86_400_000, "day"));
      return all.flatMap((day) => {
        const found = tallies.get(keyOf("day", day, capability, plugin));
        return found ? [{ day, ...found }] : [];
      });
    },
    onNote: (hear) => void listeners.add(hear),
  };
}
