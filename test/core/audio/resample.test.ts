/** The resampler: as long as it must be, the same in any pieces, flat where it passes and deaf where it stops. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createResampler, resample } from "../../../core/audio/resample.ts";
import { asFault } from "../../../core/contract/index.ts";

const sine = (hertz: number, rate: number, count: number, peak = 16_000): Int16Array =>
  Int16Array.from({ length: count }, (_, i) => Math.round(peak * Math.sin((2 * Math.PI * hertz * i) / rate)));

/** Power of the middle of the samples, without the edges where the signal begins and ends. */
const power = (samples: ArrayLike<number>): number => {
  const middle = Array.from(samples).slice(samples.length >> 2, -(samples.length >> 2));
  return middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length;
};
const decibels = (ratio: number): number => 10 * Math.log10(ratio);

const pairs: [number, number][] = [
  [22_050, 16_000],
  [24_000, 16_000],
  [48_000, 16_000],
  [44_100, 16_000],
  [8_000, 16_000],
  [16_000, 22_050],
  [16_000, 48_000],
  [16_000, 44_100],
];

describe("the resampler", () => {
  it.each(pairs)("passes speech from %i to %i Hz unchanged and in time", (from, to) => {
    for (const hertz of [100, 1_000, 0.45 * Math.min(from, to)]) {
      const made = resample(sine(hertz, from, from), from, to);
      const wanted = sine(hertz, to, to);
      const wrong = Array.from(made, (sample, i) => sample - (wanted[i] ?? 0));
      expect(made).toHaveLength(to);
      expect(decibels(power(wrong) / power(wanted))).toBeLessThan(-75);
    }
  });

  it.each(pairs.filter(([from, to]) => from > to))("lets nothing alias from %i to %i Hz", (from, to) => {
    for (const share of [0.505, 0.6, 0.75]) {
      const hertz = share * to;
      if (hertz >= from / 2) continue;
      const loud = sine(hertz, from, from, 30_000);
      expect(decibels(power(resample(loud, from, to)) / power(loud))).toBeLessThan(-85);
    }
  });

  it("gives the same in any pieces, and again after a flush", () => {
    const rate = fc.constantFrom(8_000, 16_000, 22_050, 24_000, 44_100, 48_000);
    const samples = fc.int16Array({ maxLength: 700 });
    fc.assert(
      fc.property(rate, rate, samples, fc.array(fc.nat(200)), (from, to, all, cuts) => {
        const resampler = createResampler(from, to);
        const whole = Array.from(resample(all, from, to));
        for (let round = 0; round < 2; round++) {
          const pieces: number[] = [];
          let start = 0;
          for (const length of cuts) {
            pieces.push(...resampler.process(all.subarray(start, start + length)));
            start = Math.min(all.length, start + length);
          }
          pieces.push(...resampler.process(all.subarray(start)), ...resampler.flush());
          expect(pieces).toEqual(whole);
        }
        expect(whole).toHaveLength(Math.ceil((all.length * to) / from));
      }),
    );
  });

  it("keeps a constant as it is and clips what is too loud", () => {
    const constant = resample(new Int16Array(4_000).fill(12_345), 22_050, 16_000);
    expect(new Set(constant.slice(500, -500))).toEqual(new Set([12_345]));
    const square = Int16Array.from({ length: 4_000 }, (_, i) => (i % 100 < 50 ? 32_767 : -32_768));
    expect(Math.max(...resample(square, 16_000, 48_000))).toBe(32_767);
  });

  it("hands equal rates through", () => {
    const samples = Int16Array.of(1, 2, 3);
    expect(createResampler(16_000, 16_000).process(samples)).toBe(samples);
  });

  it.each([
    [0, 16_000],
    [16_000, 0.5],
    [Number.NaN, 16_000],
    [767_999, 48_000],
  ])("refuses to make %d Hz into %d Hz", (from, to) => {
    expect(() => createResampler(from, to)).toThrow();
    try {
      createResampler(from, to);
    } catch (thrown) {
      expect(asFault(thrown).code).toBe("AUDIO_UNSUPPORTED");
    }
  });
});
