/** A room in which an answer plays while somebody makes a sound: what its microphone hears depends on what is done to the answer. */
import { noise } from "../../kit/clips.ts";

export const rate = 16_000;
export const frameMs = 20;
const frameSamples = (rate * frameMs) / 1000;
/** From the hub's word to the satellite's loudspeaker, and from the loudspeaker to the microphone, ms. */
export const wayMs = 20;
const soundMs = 60;
/** dBFS of the room without anybody. */
const quiet = -66;

export interface Scene {
  readonly kind: string;
  readonly name: string;
  /** A turn is to be cut, other sounds are not. */
  readonly wants: "cut" | "keep";
  readonly near: Int16Array;
  /** When `near` begins, ms of the answer; and when its voice begins within it. */
  readonly at: number;
  readonly onset: number;
  readonly reply: Int16Array;
  readonly replyText: string;
  /** Loss from loudspeaker to microphone, dB; undefined: no echo (cancelled, or headphones). */
  readonly loss?: number;
}

export interface Room {
  readonly seconds: number;
  /** The next frame of the microphone, and what the satellite was sent in that time. */
  frame(index: number): { readonly heard: Int16Array; readonly sent: Int16Array };
  /** From this moment of the microphone's time on, and the way to the satellite. */
  play(at: number, gain: number): void;
  /** ms of the answer that have sounded. */
  position(at: number): number;
}

/** Reflections of a furnished room: delays in samples and gains, the same in every run. */
const taps: readonly (readonly [number, number])[] = [
  [0, 0.8],
  [73, 0.35],
  [211, -0.25],
  [487, 0.18],
  [901, -0.12],
  [1_733, 0.08],
  [2_903, 0.05],
];

export function roomOf({ near, at, reply, loss }: Scene): Room {
  const length = Math.ceil((near.length + ((at + 1_500) * rate) / 1000) / frameSamples) * frameSamples;
  const floor = noise(length / rate, quiet, 7);
  const played = new Float32Array(length);
  const from = Math.round((at * rate) / 1000);
  const echo = loss === undefined ? 0 : 10 ** (-loss / 20);
  const delay = (soundMs * rate) / 1000;
  const orders: { readonly sample: number; readonly gain: number }[] = [{ sample: 0, gain: 1 }];
  let next = 0;
  let made = 0;
  const gainAt = (sample: number): number => orders.findLast((order) => order.sample <= sample)?.gain ?? 1;

  const echoAt = (sample: number): number => {
    let sum = 0;
    for (const [late, gain] of taps) sum += (played[sample - delay - late] ?? 0) * gain;
    return sum * echo;
  };

  return {
    seconds: length / rate,
    frame(index) {
      const first = index * frameSamples;
      const heard = new Int16Array(frameSamples);
      for (let sample = first; sample < first + frameSamples; sample++) {
        const gain = gainAt(sample);
        played[sample] = gain === 0 ? 0 : gain * (reply[next++] ?? 0);
        made = sample;
        const sum = (near[sample - from] ?? 0) + (floor[sample] ?? 0) + (echo === 0 ? 0 : echoAt(sample));
        heard[sample - first] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
      }
      return { heard, sent: reply.subarray(first, first + frameSamples) };
    },
    play(when, gain) {
      const sample = Math.max(made + 1, Math.round(((when + wayMs) * rate) / 1000));
      orders.push({ sample, gain });
    },
    position: () => (next * 1000) / rate,
  };
}
