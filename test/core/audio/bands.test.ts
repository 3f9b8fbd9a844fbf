/** Levels by band: a tone stands in its own, silence at the floor, and it does not matter how the samples come. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { bandCount, createBands, floorDb } from "../../../core/audio/bands.ts";

const tone = (frequency: number, length = 16_000): Int16Array =>
  Int16Array.from({ length }, (_, i) =>
    Math.round(10_000 * Math.sin((2 * Math.PI * frequency * i) / 16_000)),
  );

it.each([
  { frequency: 220, band: 0 },
  { frequency: 960, band: 3 },
  { frequency: 4_600, band: 7 },
])("$frequency Hz is loudest in band $band", ({ frequency, band }) => {
  const last = createBands().push(tone(frequency)).at(-1) ?? new Float32Array(bandCount);
  expect(last.indexOf(Math.max(...last))).toBe(band);
  expect(last[band]).toBeCloseTo(20 * Math.log10(10_000 / 32_768) - 3, 0);
});

it("tells silence by its floor", () => {
  const rows = createBands().push(new Int16Array(1_600));
  expect(rows.flatMap((row) => [...row]).every((level) => level === floorDb)).toBe(true);
});

it("does not depend on how the samples come", () => {
  const whole = tone(700, 4_096);
  const wanted = createBands().push(whole);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 20 }), (sizes) => {
      const bands = createBands();
      const rows: Float32Array[] = [];
      for (let from = 0, turn = 0; from < whole.length; turn++) {
        const size = sizes[turn % sizes.length] ?? 1;
        rows.push(...bands.push(whole.subarray(from, from + size)));
        from += size;
      }
      expect(rows).toEqual(wanted);
    }),
  );
});
