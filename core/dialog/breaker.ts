/**
 * A circuit breaker for each name: after repeated failures it is left alone for a while, then tried with one job at a time
 * until that went well (Nygard, Release It!). Whom it refuses is not asked, so it has no calls to wrap.
 */
import type { Fault } from "../contract/index.ts";

const failuresToOpen = 3;
const firstPauseMs = 10_000;
const longestPauseMs = 300_000;
/** A key that is wrong or an account that is empty is mended by a person: one failure is enough, ms. */
const deniedPauseMs = 60_000;
/** A trial that nobody told the end of is over after this, ms. */
const longestTrialMs = 30_000;

export type Standing = "well" | "left alone" | "on trial";

export interface Breaker {
  allows(name: string): boolean;
  standing(name: string): Standing;
  /** It gets a job now: after a pause that is the trial, and others wait for how it goes. */
  begin(name: string): void;
  /** Its job was ended without showing anything about it. */
  release(name: string): void;
  /** `fault`: what it failed with, where it did. */
  report(name: string, ok: boolean, fault?: Fault): void;
}

interface Health {
  readonly failures: number;
  readonly openUntil: number;
  readonly trialSince?: number;
}

export function createBreaker(now: () => number): Breaker {
  const health = new Map<string, Health>();
  const standing = (name: string): Standing => {
    const one = health.get(name);
    if (!one || one.failures < failuresToOpen) return "well";
    if (one.openUntil > now()) return "left alone";
    return "on trial";
  };
  return {
    standing,
    allows(name) {
      const at = standing(name);
      const since = health.get(name)?.trialSince;
      const isTried = since !== undefined && now() - since < longestTrialMs;
      return at === "well" || (at === "on trial" && !isTried);
    },
    begin(name) {
      const one = health.get(name);
      if (one && standing(name) === "on trial") health.set(name, { ...one, trialSince: now() });
    },
    release(name) {
      const one = health.get(name);
      if (one) health.set(name, { failures: one.failures, openUntil: one.openUntil });
    },
    report(name, ok, fault) {
      if (ok) {
        health.delete(name);
        return;
      }
      const denied = fault?.code === "REMOTE_DENIED" || fault?.code === "REMOTE_LIMIT";
      const before = health.get(name)?.failures ?? 0;
      const failures = Math.max(before + 1, denied ? failuresToOpen : 0);
      const excess = failures - failuresToOpen;
      const grown = excess < 0 ? 0 : Math.min(longestPauseMs, firstPauseMs * 2 ** excess);
      const asked = denied ? (fault?.retryAfter ?? deniedPauseMs) : 0;
      health.set(name, { failures, openUntil: now() + Math.max(grown, Math.min(asked, longestPauseMs)) });
    },
  };
}
