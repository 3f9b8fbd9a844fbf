/** What a sound is like: bursts, hums and speech are told apart by their shape. */
import { expect, it } from "vitest";
import { featuresOf, likeOf, type SoundLike } from "../../../core/audio/sound.ts";
import { noise } from "../../kit/clips.ts";

const rate = 16_000;
const made = (wave: (time: number, index: number) => number): Int16Array =>
  Int16Array.from({ length: 0.25 * rate }, (_, i) => Math.round(wave(i / rate, i)));
const tone = (frequency: number, time: number): number => Math.sin(2 * Math.PI * frequency * time);
const air = noise(0.25, -14);
const random = (index: number): number => (air[index] ?? 0) / 10_000;

const sounds: readonly { name: string; samples: Int16Array; like: SoundLike }[] = [
  { name: "a burst of noise", samples: made((_, i) => 8_000 * random(i)), like: "burst" },
  {
    name: "a hum of the nose",
    samples: made((t) => 4_000 * (tone(130, t) + 0.4 * tone(260, t))),
    like: "hum",
  },
  {
    name: "a vowel",
    samples: made((t) => 3_000 * (tone(130, t) + tone(650, t) + 0.8 * tone(1_170, t) + 0.3 * tone(2_470, t))),
    like: "speech",
  },
  {
    name: "a vowel after an s",
    samples: made((t, i) => (t < 0.12 ? 4_000 * random(i) : 5_000 * (tone(140, t) + tone(700, t)))),
    like: "speech",
  },
  { name: "silence", samples: new Int16Array(4_000), like: "speech" },
  { name: "nothing", samples: new Int16Array(0), like: "speech" },
];

it.each(sounds)("$name is like $like", ({ samples, like }) => {
  expect(likeOf(featuresOf(samples))).toBe(like);
});
