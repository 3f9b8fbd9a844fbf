/** What is counted: quantiles out of few numbers, sums by day and month, kept over restarts, and bounded. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binOf, type Histogram, quantile } from "../../../../core/dialog/router/histogram.ts";
import { openLedger } from "../../../../core/dialog/router/ledger.ts";
import { noTally, plus, saidOf } from "../../../../core/dialog/router/tally.ts";
import { openStore } from "../../../../core/store/index.ts";
import { silentLog } from "../stage.ts";

const histogramOf = (values: readonly number[]): Histogram => {
  const bins: Record<string, number> = {};
  for (const value of values) bins[binOf(value)] = (bins[binOf(value)] ?? 0) + 1;
  return bins;
};

describe("a histogram of latencies", () => {
  it("knows a quantile within 5 %, whatever was counted", () => {
    const latencies = fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(latencies, fc.constantFrom(0.5, 0.95), (values, share) => {
        const sorted = [...values].sort((a, b) => a - b);
        const wanted = sorted[Math.max(1, Math.ceil(values.length * share)) - 1] ?? 0;
        const found = quantile(histogramOf(values), share) ?? Number.NaN;
        expect(Math.abs(found - wanted)).toBeLessThanOrEqual(0.05 * wanted + 0.5);
      }),
    );
  });

  it("of nothing knows none", () => expect(quantile({}, 0.5)).toBeUndefined());

  it.each([0, -5, Number.MAX_SAFE_INTEGER])("has a bin for %d ms", (ms) => {
    expect(quantile({ [binOf(ms)]: 1 }, 0.5)).toBeGreaterThan(0);
  });
});

describe("a ledger", () => {
  const day = 86_400_000;
  const noon = Date.UTC(2026, 10, 20, 12);

  it("sums up, keeps it over restarts, and begins anew with a day and a month", async () => {
    await using store = await openStore({ memory: true });
    let now = noon;
    const open = () => openLedger({ store: store.scope("l"), log: silentLog, now: () => now });
    const first = await open();
    first.note("tts", "a", { requests: 1, characters: 20 });
    first.note("tts", "a", { success: 1, first: { [binOf(100)]: 1 }, cost: 0.5 });
    first.note("stt", "a", { requests: 1, failures: { JOB_FAILED: 1 } });
    const again = await open();
    expect(saidOf(again.of("tts", "a", "day"))).toMatchObject({
      requests: 1,
      success: 1,
      characters: 20,
      cost: 0.5,
      p50: expect.closeTo(100, -1),
    });
    expect(again.of("stt", "a", "month").failures).toEqual({ JOB_FAILED: 1 });
    now += day;
    again.note("tts", "a", { requests: 1 });
    expect([again.of("tts", "a", "day").requests, again.of("tts", "a", "month").requests]).toEqual([1, 2]);
    now = Date.UTC(2026, 11, 1);
    expect(again.of("tts", "a", "month")).toEqual(noTally);
    expect(again.days("tts", "a", 31).map(({ day: at }) => at)).toEqual(["2026-11-21", "2026-11-20"]);
  });

  it("forgets days and months of long ago", async () => {
    await using store = await openStore({ memory: true });
    const scope = store.scope("l");
    let now = noon;
    const ledger = await openLedger({ store: scope, log: silentLog, now: () => now });
    for (let i = 0; i < 800; i++) {
      ledger.note("tts", "a", { requests: 1 });
      now += day;
    }
    expect((await scope.keys()).length).toBeLessThanOrEqual(36 + 14);
  });

  it("is worth nothing to others when its store is broken, and says so once", async () => {
    const store = await openStore({ memory: true });
    const told: string[] = [];
    const log = { ...silentLog, error: (text: string) => void told.push(text) };
    const ledger = await openLedger({ store: store.scope("l"), log });
    await store.close();
    for (let i = 0; i < 3; i++) ledger.note("tts", "a", { requests: 1 });
    await Promise.resolve();
    expect(ledger.of("tts", "a", "day").requests).toBe(3);
    await expect.poll(() => told.length).toBe(1);
  });

  it("adds what is absent as nothing", () => {
    expect(plus(noTally, {})).toEqual(noTally);
  });
});
