/** Where one voice goes on for another: the same words, said at another pace and pitch. */
import { describe, expect, it } from "vitest";
import { joinOf } from "../../../../core/dialog/router/join.ts";
import { mended } from "../../../../core/dialog/router/mend.ts";

const perMs = 16;
/** Words as bands of sound, Hz, with pauses between them. */
const words = [300, 1500, 600, 3000, 400, 2200, 900];

/** Each word `wordMs` long, each pause `pauseMs`. */
function say(wordMs: number, pauseMs: number, tune = 1): Int16Array {
  const samples = new Int16Array(words.length * (wordMs + pauseMs) * perMs);
  for (const [index, hz] of words.entries()) {
    const from = index * (wordMs + pauseMs) * perMs;
    for (let i = 0; i < wordMs * perMs; i++) {
      const swell = Math.sin((Math.PI * i) / (wordMs * perMs));
      samples[from + i] = 9000 * swell * Math.sin((2 * Math.PI * hz * tune * i) / 16_000);
    }
  }
  return samples;
}

const one = say(240, 80);
describe("a clause that breaks off", () => {
  it.each([
    ["as fast", 240, 80, 1],
    ["faster", 180, 60, 1],
    ["slower, and higher", 330, 110, 1.1],
  ])("in a pause is gone on with there by a voice that is %s", (_, wordMs, pauseMs, tune) => {
    const other = say(wordMs, pauseMs, tune);
    for (let word = 2; word <= 5; word++) {
      const made = one.slice(0, word * 320 * perMs);
      const { leave, enter } = joinOf(made, word * 320 - 200, other);
      expect(leave).toBeGreaterThan(word * 320 - 120);
      expect(Math.abs(enter - word * (wordMs + pauseMs))).toBeLessThan(pauseMs + 32);
    }
  });

  it("in a word has that word said again", () => {
    const made = one.slice(0, (3 * 320 + 140) * perMs);
    const { leave, enter } = joinOf(made, 3 * 320 + 140, say(240, 80, 1.1));
    expect(leave).toBe(3 * 320 + 140);
    expect(Math.abs(enter - 3 * 320)).toBeLessThan(100);
  });

  it("before a word was heard begins anew", () => {
    expect(mended([one], 200, [one])).toBeUndefined();
    expect(mended([one], 1000, [one])?.length).toBeGreaterThan(0);
  });

  it.each([
    [new Int16Array(0), one],
    [one, new Int16Array(0)],
    [new Int16Array(16_000), one],
    [one, new Int16Array(16_000)],
    [one, one.slice(0, 400)],
  ])("is joined to anything without falling over", (first, second) => {
    const { leave, enter } = joinOf(first, 300, second);
    expect(Number.isFinite(leave) && Number.isFinite(enter)).toBe(true);
  });
});
