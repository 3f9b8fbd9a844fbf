/** The tone that says "done" in place of words: two soft notes, the second a fourth above the first. */
import { speechFormat } from "../../contract/index.ts";

/** Hz, ms from the start, ms until it has faded to a tenth. */
const notes = [
  { pitch: 659.26, at: 0, fade: 110 },
  { pitch: 880, at: 95, fade: 190 },
] as const;
const lengthMs = 380;
/** Of full scale: about as loud as the voices. */
const peak = 0.22;
const riseMs = 6;

/** Mono at 16 kHz. */
export function doneTone(): Int16Array {
  const { rate } = speechFormat;
  const samples = new Float64Array((lengthMs * rate) / 1000);
  for (const { pitch, at, fade } of notes) {
    for (let i = Math.round((at * rate) / 1000), n = 0; i < samples.length; i++, n++) {
      const ms = (n * 1000) / rate;
      const shape = Math.min(1, ms / riseMs) * 10 ** (-ms / fade);
      const turn = (2 * Math.PI * pitch * n) / rate;
      samples[i] = (samples[i] ?? 0) + shape * (Math.sin(turn) + 0.18 * Math.sin(2 * turn));
    }
  }
  const highest = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const fadeOut = (rate * 20) / 1000;
  return Int16Array.from(samples, (value, i) =>
    Math.round((value / highest) * peak * 32_767 * Math.min(1, (samples.length - 1 - i) / fadeOut)),
  );
}
