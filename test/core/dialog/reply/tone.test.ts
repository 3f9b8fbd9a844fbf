/** The tone that stands for "done": short, soft at both ends, and no louder than a voice. */
import { expect, it } from "vitest";
import { doneTone } from "../../../../core/dialog/reply/tone.ts";

it("is short, does not click, and is not loud", () => {
  const tone = doneTone();
  expect(tone.length / 16).toBeLessThanOrEqual(400);
  const peak = tone.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(peak).toBeGreaterThan(4000);
  expect(peak).toBeLessThan(9000);
  expect(Math.abs(tone[0] ?? 1)).toBeLessThan(50);
  expect(Math.abs(tone.at(-1) ?? 1)).toBeLessThan(50);
  const steps = tone.map((value, i) => Math.abs(value - (tone[i - 1] ?? 0)));
  expect(Math.max(...steps)).toBeLessThan(peak);
});
