/** Simulated homes for the arbitration bench: what each room's microphone hears when somebody speaks in one of them. */
import type { Clip, Clips } from "../../kit/clips.ts";
import { samplesOfClip } from "../../kit/clips.ts";

export interface Words {
  readonly clip: Clip;
  readonly room: number;
  /** m from the microphone of that room. */
  readonly distance: number;
  /** ms from the begin of the scene to the first sample of the clip. */
  readonly at: number;
}

export interface SimulatedRoom {
  readonly site: string;
  /** dB by which its microphone differs from others. */
  readonly gain: number;
  readonly noise: { readonly clip: Clip; readonly level: number; readonly from: number };
  /** ms by which its frames begin later than those of others. */
  readonly phase: number;
  /** ms by which its reckoning of the hub's clock is off; undefined: it has none. */
  readonly clock: number | undefined;
  /** ms from the detector's hit to the hub. */
  readonly way: number;
}

export interface Scene {
  readonly rooms: readonly SimulatedRoom[];
  readonly words: readonly Words[];
  /** dBFS at 1 m, of the louder half of the clip. */
  readonly loudness: number;
  /** dB of the wall or the open door after each room; rooms stand in a row. */
  readonly walls: readonly number[];
}

const rate = 16_000;
/** Before the words, ms: detectors and the noise floor need to have heard the room. */
const leadMs = 2600;
const tailMs = 900;

/** A small generator (mulberry32), the same for the same seed. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One speaker, or two in rooms apart: at clearly different times, or with different words. */
export function sceneOf(
  seed: number,
  wakes: readonly Clip[],
  noises: readonly Clip[],
  speakers: 1 | 2,
): Scene {
  const roll = dice(seed);
  const between = (low: number, high: number): number => low + (high - low) * roll();
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll());
  const count = speakers === 2 ? 2 + Math.floor(roll() * 4) + 1 : 2 + Math.floor(roll() * 5);
  const knowsClocks = roll() >= 0.1;
  const noisy = roll() < 0.4 ? Math.floor(roll() * count) : -1;
  const rooms = Array.from({ length: count }, (_, i) => ({
    site: `room-${i}`,
    gain: 2.5 * normal(),
    noise: {
      clip: pick(noises),
      level: i === noisy ? between(-48, -40) : between(-66, -52),
      from: roll(),
    },
    phase: between(0, 80),
    clock: knowsClocks ? 2 * normal() : undefined,
    way: 5 - 12 * Math.log(1 - roll()),
  }));
  const walls = Array.from({ length: count }, () => between(8, 22));
  const first = {
    clip: pick(wakes),
    room: Math.floor(roll() * count),
    distance: between(0.5, 4),
    at: leadMs,
  };
  const words: Words[] = [first];
  if (speakers === 2) {
    const apart = Math.max(2, Math.floor(count / 2));
    const room = (first.room + apart) % count;
    const others = roll() < 0.4 ? wakes.filter((one) => one.wake_word !== first.clip.wake_word) : [];
    const clip = pick(others.length > 0 ? others : wakes);
    const at = leadMs + (others.length > 0 ? between(0, 400) : between(600, 1600));
    words.push({
      clip,
      room: room === first.room ? (room + 1) % count : room,
      distance: between(0.5, 3),
      at,
    });
  }
  return { rooms, words, loudness: between(-34, -26), walls };
}

/** What the microphone of a room hears, from the begin of the scene. */
export function heardIn(clips: Clips, scene: Scene, index: number): Int16Array {
  const room = scene.rooms[index] as SimulatedRoom;
  const last = Math.max(...scene.words.map(({ clip, at }) => at + clip.seconds * 1000));
  const skipped = Math.round((room.phase * rate) / 1000);
  const sound = new Float64Array(Math.round(((last + tailMs) * rate) / 1000) + skipped);
  const noise = samplesOfClip(clips, room.noise.clip.file);
  const noiseGain = 10 ** ((room.noise.level - levelOf(noise)) / 20);
  const from = Math.floor(room.noise.from * noise.length);
  for (let i = 0; i < sound.length; i++) sound[i] = (noise[(from + i) % noise.length] ?? 0) * noiseGain;
  for (const words of scene.words) add(sound, clips, scene, words, index);
  const gain = 10 ** (room.gain / 20);
  return Int16Array.from(sound.subarray(skipped), (value) =>
    Math.max(-32_768, Math.min(32_767, Math.round(value * gain))),
  );
}

function add(sound: Float64Array, clips: Clips, scene: Scene, words: Words, index: number): void {
  const clip = samplesOfClip(clips, words.clip.file);
  const walls = scene.walls.slice(Math.min(words.room, index), Math.max(words.room, index));
  const meters = words.distance + 3.5 * walls.length;
  // In a room its echoes keep the voice up beyond some 3 m; behind a wall there is only distance.
  const far = walls.length === 0 ? Math.min(meters, 3) : meters;
  const loss = 20 * Math.log10(far) + walls.reduce((sum, wall) => sum + wall, 0);
  const gain = 10 ** ((scene.loudness - loudLevelOf(clip) - loss) / 20);
  const start = Math.round(((words.at + meters / 0.343) * rate) / 1000);
  // Walls let little of the high tones through: a pole at 2.5 kHz each.
  const keep = walls.length === 0 ? 0 : Math.exp((-2 * Math.PI * (2500 / walls.length)) / rate);
  let low = 0;
  for (let i = 0; i < clip.length; i++) {
    low = (1 - keep) * (clip[i] ?? 0) + keep * low;
    sound[start + i] = (sound[start + i] ?? 0) + low * gain;
  }
}

/** dBFS, root mean square. */
function levelOf(samples: Int16Array): number {
  let sum = 1;
  for (const value of samples) sum += value * value;
  return 10 * Math.log10(sum / samples.length / 32_768 ** 2);
}

/** The same of the louder half of its pieces of 80 ms. */
function loudLevelOf(samples: Int16Array): number {
  const powers: number[] = [];
  for (let from = 0; from + 1280 <= samples.length; from += 1280) {
    powers.push(10 ** (levelOf(samples.subarray(from, from + 1280)) / 10));
  }
  const loud = powers.toSorted((a, b) => b - a).slice(0, Math.ceil(powers.length / 2));
  return 10 * Math.log10(loud.reduce((sum, power) => sum + power, 0) / Math.max(1, loud.length));
}
