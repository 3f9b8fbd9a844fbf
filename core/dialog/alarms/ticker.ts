/** Calls back when something is due, whatever the clock does: stepped by hand or NTP, stopped by sleep, or far in the future. */

/** Nothing tells a program that the wall clock was set, and setTimeout takes at most 2^31 ms: so look every second. */
const lookEvery = 1000;
/** Less is slewing or a slow timer. */
const smallestStep = 2000;

export interface TickerFacts {
  /** Wall clock, ms since 1970. */
  readonly now: () => number;
  /** ms that really passed, asleep or awake, since any one moment. */
  readonly elapsed: () => number;
  /** When the next thing is due, ms since 1970; undefined: nothing is. */
  readonly next: () => number | undefined;
  readonly due: () => void;
  /** The wall clock was set: it is now `by` ms ahead of the time that passed. */
  readonly stepped: (by: number) => void;
}

export interface Ticker extends Disposable {
  /** Looks at the clock now, and again when the next thing is due. */
  look(): void;
}

export function startTicker({ now, elapsed, next, due, stepped }: TickerFacts): Ticker {
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let last: { wall: number; passed: number } | undefined;

  function compare(): void {
    const seen = { wall: now(), passed: elapsed() };
    const by = last ? seen.wall - last.wall - (seen.passed - last.passed) : 0;
    last = seen;
    if (Math.abs(by) >= smallestStep) stepped(by);
  }

  function plan(): void {
    clearTimeout(timer);
    const at = next();
    if (closed || at === undefined) return;
    timer = setTimeout(look, Math.max(0, Math.min(Math.ceil(at - now()), lookEvery)));
    timer.unref();
  }

  function look(): void {
    if (closed) return;
    compare();
    const at = next();
    if (at !== undefined && at <= now()) due();
    plan();
  }

  return {
    look,
    [Symbol.dispose]() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
