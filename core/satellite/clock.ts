/** Keeps a satellite's time in step with the hub's: asks it in short bursts, and notices when this machine's clock is set. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Bus, Messages } from "../contract/index.ts";
import { bestOf, createEstimate, type Reading, readingOf } from "./timing.ts";

export interface ClockOptions {
  readonly bus: Bus;
  /** This machine's, ms since 1970. */
  readonly clock: () => number;
  /** ms that really passed since any one moment. */
  readonly elapsed?: () => number;
  /** ms between bursts; the last one goes on. */
  readonly pauses?: readonly number[];
  /** Called when others would reckon wrongly by what was told last. */
  onChange(told: NonNullable<Messages["site/state"]["clock"]>): void;
}

export interface Clock extends Disposable {
  /** The moment of the hub's clock by this machine's; undefined while nothing is known of it. */
  here(hubTime: number): number | undefined;
  /** Looks at the hub's clock now. */
  look(): Promise<void>;
}

/** Questions of one burst: enough that one of them finds the way free. */
const burst = 6;
/** Close together at first, since rooms may be asked at once; then as crystals need it. */
const usualPauses = [2000, 8000, 30_000, 64_000];
const askMs = 2000;
/** How often the clock is compared with the time that passed, ms, and what counts as set. */
const compareEvery = 1000;
const steppedMs = 100;
/** Others are told when they would be wrong by so much, ms and parts per million. */
const toldMs = 2;
const toldPpm = 5;

export function startClock(options: ClockOptions): Clock {
  const { bus, clock, elapsed = () => performance.now(), pauses = usualPauses, onChange } = options;
  const estimate = createEstimate();
  const closing = new AbortController();
  const { signal } = closing;
  let told: { offset: number; skew?: number } | undefined;
  let bursts = 0;
  let apart = clock() - elapsed();
  let looking: Promise<void> | undefined;

  function tell(): void {
    const offset = estimate.offset(clock());
    if (offset === undefined) return;
    const skew = estimate.skew();
    const near = told !== undefined && Math.abs(told.offset - offset) < toldMs;
    const like =
      Math.abs((told?.skew ?? 0) - (skew ?? 0)) < toldPpm && (skew === undefined || told?.skew !== undefined);
    if (near && like) return;
    told = { offset: tenths(offset), ...(skew === undefined ? {} : { skew: tenths(skew) }) };
    onChange(told);
  }

  async function ask(): Promise<Reading> {
    const asked = clock();
    const { received, sent } = await bus.ask("clock/ask", {}, {}, { timeout: askMs, signal });
    return readingOf({ asked, heard: clock(), received, sent });
  }

  async function readBurst(): Promise<void> {
    const readings: Reading[] = [];
    try {
      for (let i = 0; i < burst; i++) readings.push(await ask());
    } catch {
      // A hub that is away, or knows no clock: what is known holds until the next burst.
    }
    const best = bestOf(readings);
    if (!best || signal.aborted) return;
    estimate.add(best);
    tell();
  }

  const look = (): Promise<void> => {
    looking ??= readBurst().finally(() => {
      looking = undefined;
    });
    return looking;
  };

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await look();
      const pause = pauses[Math.min(bursts++, pauses.length - 1)] ?? 0;
      await sleep(pause, undefined, { signal, ref: false });
    }
  }

  const compare = setInterval(() => {
    const now = clock() - elapsed();
    const stepped = Math.abs(now - apart) > steppedMs;
    apart = now;
    if (!stepped) return;
    estimate.forget();
    void look();
  }, compareEvery);
  compare.unref();
  run().catch(() => {});

  return {
    here(hubTime) {
      const offset = estimate.offset(clock());
      return offset === undefined ? undefined : hubTime - offset;
    },
    look,
    [Symbol.dispose]() {
      clearInterval(compare);
      closing.abort();
    },
  };
}

const tenths = (value: number): number => Math.round(value * 10) / 10;
