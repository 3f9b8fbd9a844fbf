/** A circuit breaker for each name: after repeated failures it is left alone for a while, then tried once (Nygard, Release It!). */

const failuresToOpen = 3;
const firstPauseMs = 10_000;
const longestPauseMs = 300_000;

export interface Breaker {
  allows(name: string): boolean;
  report(name: string, ok: boolean): void;
}

interface Health {
  failures: number;
  openUntil: number;
}

export function createBreaker(now: () => number): Breaker {
  const health = new Map<string, Health>();
  return {
    allows: (name) => (health.get(name)?.openUntil ?? 0) <= now(),
    report(name, ok) {
      if (ok) {
        health.delete(name);
        return;
      }
      const failures = (health.get(name)?.failures ?? 0) + 1;
      const excess = failures - failuresToOpen;
      const pause = excess < 0 ? 0 : Math.min(longestPauseMs, firstPauseMs * 2 ** excess);
      health.set(name, { failures, openUntil: now() + pause });
    },
  };
}
