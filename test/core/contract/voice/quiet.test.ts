/** Quiet at both ends of a clause, which voices do not play. */
import { trimQuiet } from "hearsay/voice";
import { describe, expect, it } from "vitest";

describe("quiet", () => {
  it("is cut off both ends, but not out of the middle", () => {
    const samples = new Int16Array(16_000);
    samples.fill(9_000, 4_000, 5_000);
    samples.fill(9_000, 9_000, 10_000);
    const cut = trimQuiet(samples, 16_000);
    expect(cut.length).toBe(6_000 + 16 * (15 + 60));
    expect(cut.filter((sample) => sample !== 0).length).toBe(2_000);
  });
  it("is nothing where nothing sounds", () => {
    expect(trimQuiet(new Int16Array(1_000), 16_000)).toHaveLength(0);
    expect(trimQuiet(new Int16Array(0), 16_000)).toHaveLength(0);
  });
});
