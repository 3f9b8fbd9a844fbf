/** A made-up voice for tests without speech clips: a buzzing source through vowel formants. It says vowels, not words. */
import { speechFormat } from "hearsay";

const { rate } = speechFormat;
/** First three formants, Hz, of five vowels (Peterson and Barney 1952, men). */
const vowels = [
  [730, 1090, 2440],
  [530, 1840, 2480],
  [270, 2290, 3010],
  [570, 840, 2410],
  [300, 870, 2240],
] as const;

/** A two-pole resonator (Klatt 1980) with `bandwidth` Hz. */
function resonator(frequency: number, bandwidth: number): (input: number) => number {
  const c = -Math.exp((-2 * Math.PI * bandwidth) / rate);
  const b = 2 * Math.exp((-Math.PI * bandwidth) / rate) * Math.cos((2 * Math.PI * frequency) / rate);
  const a = 1 - b - c;
  let one = 0;
  let two = 0;
  return (input) => {
    const output = a * input + b * one + c * two;
    two = one;
    one = output;
    return output;
  };
}

/** Syllables of 200 ms with a falling pitch; `level` is the peak, 0 to 1. */
export function babble(seconds: number, level = 0.4): Int16Array {
  const floats = new Float32Array(Math.round(seconds * rate));
  const size = Math.round(rate * 0.2);
  for (let from = 0, index = 0; from < floats.length; from += size, index++) {
    const filters = (vowels[index % vowels.length] ?? vowels[0]).map((hz, n) => resonator(hz, 60 + 40 * n));
    let phase = 0;
    for (let i = 0; i < size && from + i < floats.length; i++) {
      const part = i / size;
      phase += (140 - 30 * part + 8 * Math.sin(index)) / rate;
      if (phase >= 1) phase -= 1;
      const source = phase < 0.6 ? Math.sin((Math.PI * phase) / 0.6) - 0.45 : -0.45;
      const shape = Math.min(1, part / 0.15, (1 - part) / 0.1);
      floats[from + i] = filters.reduce((sum, filter) => filter(sum), source) * shape;
    }
  }
  const peak = floats.reduce((max, value) => Math.max(max, Math.abs(value)), 1e-9);
  return Int16Array.from(floats, (value) => (value / peak) * level * 32_767);
}
