/** The house's own voice in its microphone is known again, whatever the way it took, and another voice is told from it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEcho } from "../../../core/audio/echo.ts";
import { noise } from "../../kit/clips.ts";

const rate = 16_000;
const frameMs = 80;
const size = (rate * frameMs) / 1000;
/** Capture time of the first sample. */
const begun = 1_000_000;

/** Syllables of uneven length: noise behind a resonance, swelling and fading; another seed, another talker. */
function voice(seconds: number, seed: number, level = 6_000): Float32Array {
  const length = Math.round(seconds * rate);
  const air = noise(seconds, -10, seed + 100);
  const choice = noise(1, -4.8, seed + 500);
  // The first numbers of that noise are alike for all seeds.
  let chosen = 1_000;
  const choose = (from: number, to: number): number =>
    from + ((to - from) * (32_768 + (choice[chosen++ % choice.length] ?? 0))) / 65_536;
  const samples = new Float32Array(length);
  let y1 = 0;
  let y2 = 0;
  for (let i = 0; i < length; ) {
    const syllable = Math.round(choose(1_600, 6_400));
    const turn = 1.94 * Math.cos((2 * Math.PI * choose(300, 1_800)) / rate);
    const loud = choose(0, 1) < 0.2 ? 0 : choose(0.3, 1);
    for (let k = 0; k < syllable && i < length; k++, i++) {
      const y = (0.03 * (air[i] ?? 0)) / 10_000 + turn * y1 - 0.94 * y2;
      y2 = y1;
      y1 = y;
      samples[i] = y * loud * Math.sin((Math.PI * k) / syllable) * level * 3;
    }
  }
  return samples;
}
const hiss = (index: number): number => ((index * 16_807) % 101) / 10 - 5;

interface Way {
  readonly delay: number;
  readonly loss: number;
  /** Another talker, from this ms on; undefined: nobody. */
  readonly other?: { readonly from: number; readonly level: number };
  readonly seed?: number;
}

/** Five seconds of the house's voice in a room; the answer begins with them. */
function heardBy(way: Way, seconds = 5) {
  const echo = createEcho();
  const own = voice(seconds, way.seed ?? 1);
  const other = way.other && voice(seconds, 77, way.other.level);
  const gain = 10 ** (-way.loss / 20);
  const late = Math.round((way.delay * rate) / 1000);
  echo.sounds(0);
  for (let from = 0; from + size <= own.length; from += size) {
    echo.played(Int16Array.from(own.subarray(from, from + size)));
    const heard = Int16Array.from({ length: size }, (_, k) => {
      const i = from + k;
      const reflected = 0.3 * (own[i - late - 700] ?? 0);
      const theirs = way.other && i >= way.other.from * 16 ? (other?.[i] ?? 0) : 0;
      return Math.round(gain * ((own[i - late] ?? 0) + reflected) + theirs + hiss(i));
    });
    echo.heard(heard, begun + (from * 1000) / rate);
  }
  return echo;
}

describe("the house's own voice", () => {
  it("is explained, and its way found, whatever delay and loss", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 0, max: 24 }),
        fc.integer({ min: 1, max: 50 }),
        (delay, loss, seed) => {
          const echo = heardBy({ delay, loss, seed });
          expect(Math.abs((echo.delay() ?? Infinity) - delay)).toBeLessThanOrEqual(48);
          expect(echo.other(begun + 4_000, begun + 4_800)).toBe("none");
        },
      ),
      { numRuns: 25 },
    );
  });

  it("leaves another talker, from when he begins", () => {
    const from = 4_500;
    const echo = heardBy({ delay: 120, loss: 16, other: { from, level: 6_000 } }, 6);
    expect(echo.other(begun + 3_500, begun + 4_400)).toBe("none");
    const since = echo.other(begun + 3_500, begun + 5_500);
    expect(since).toBeGreaterThan(begun + from - 40);
    expect(since).toBeLessThan(begun + from + 600);
  });

  it("is not known in a microphone that does not hear it", () => {
    const echo = heardBy({ delay: 100, loss: 200, other: { from: 0, level: 6_000 } });
    expect(echo.delay()).toBeUndefined();
    expect(echo.other(begun + 3_000, begun + 4_000)).toBe("unknown");
  });

  it("is not expected while it is held", () => {
    const echo = createEcho();
    expect(echo.other(0, begun * 2)).toBe("unknown");
    echo.heard(new Int16Array(size).fill(3_000), begun);
    expect(echo.other(0, begun * 2)).toBe("unknown");
  });
});
