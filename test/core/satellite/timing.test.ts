/** How a satellite reckons the hub's clock from exchanges of times: bounds that hold for any network, and steps of a clock. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestOf, createEstimate, type Reading, readingOf } from "../../../core/satellite/timing.ts";

const start = 1_800_000_000_000;

/** One exchange at a true moment: the hub's clock is right, the satellite's is `offset` behind and `skew` ppm slower. */
function exchange(at: number, there: number, back: number, offset: number, skew = 0): Reading {
  const own = (time: number): number => time - offset - ((time - start) * skew) / 1e6;
  return readingOf({ asked: own(at), received: at + there, sent: at + there, heard: own(at + there + back) });
}

describe("one exchange", () => {
  it("is wrong by half of its delay at most, whatever the two ways took", () => {
    const ms = fc.double({ min: 0, max: 400, noNaN: true });
    const offsets = fc.double({ min: -1e7, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(ms, ms, offsets, (there, back, offset) => {
        const reading = exchange(start, there, back, offset);
        expect(reading.delay).toBeCloseTo(there + back, 2);
        expect(Math.abs(reading.offset - offset)).toBeLessThanOrEqual(reading.delay / 2 + 0.01);
      }),
    );
  });

  it("of a burst that was least on the way is the one that counts", () => {
    const [slow, quick] = [exchange(start, 90, 2, 500), exchange(start + 1, 3, 2, 500)];
    expect(bestOf([slow, quick])).toBe(quick);
    expect(bestOf([])).toBeUndefined();
  });
});

/** A burst a minute for 20 minutes; each way takes 1 to 80 ms, mostly little (a queue's delays, by numbers from 0 to 1). */
function follow(seed: number, offset: number, skew: number) {
  const estimate = createEstimate();
  let dropped = 0;
  let at = start;
  let state = seed;
  const delay = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + 80 * (state / 2 ** 32) ** 4;
  };
  for (let n = 0; n < 20; n++, at += 64_000) {
    const burst = Array.from({ length: 6 }, (_, i) => exchange(at + i * 20, delay(), delay(), offset, skew));
    const best = bestOf(burst);
    if (best && estimate.add(best)) dropped++;
  }
  const own = at - offset - ((at - start) * skew) / 1e6;
  return { estimate, dropped, error: Math.abs((estimate.offset(own) ?? Infinity) - (at - own)) };
}

describe("the estimate", () => {
  it("follows a clock that is wrong and drifts, through jitter, and takes no drift for a step", () => {
    const skews = fc.double({ min: -100, max: 100, noNaN: true });
    const offsets = fc.integer({ min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(fc.nat(), offsets, skews, (seed, offset, skew) => {
        const { error, dropped, estimate } = follow(seed, offset, skew);
        expect(dropped).toBe(0);
        expect(error).toBeLessThan(5);
        expect(Math.abs((estimate.skew() ?? 0) - skew)).toBeLessThan(12);
      }),
    );
  });

  it("knows nothing before its first reading, and no drift from two readings close together", () => {
    const estimate = createEstimate();
    expect(estimate.offset(start)).toBeUndefined();
    estimate.add(exchange(start, 2, 2, 40));
    estimate.add(exchange(start + 2000, 2, 3, 40));
    expect(estimate.offset(start)).toBeCloseTo(40, 0);
    expect(estimate.skew()).toBeUndefined();
  });

  it.each([3_600_000, -3_600_000, 250, -250])("begins anew when a clock was set by %i ms", (step) => {
    const estimate = createEstimate();
    for (let n = 0; n < 8; n++) estimate.add(exchange(start + n * 64_000, 2, 2, 40));
    expect(estimate.add(exchange(start + 9 * 64_000, 2, 2, 40 + step))).toBe(true);
    expect(estimate.offset(start + 9 * 64_000)).toBeCloseTo(40 + step, 0);
    expect(estimate.add(exchange(start + 10 * 64_000, 2, 2, 40 + step))).toBe(false);
  });
});
