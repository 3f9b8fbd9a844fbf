/** The room of a clip without its speaker: its quietest stretches, laid end to end, to put pauses of any length into it. */

const rate = 16_000;
const grain = rate / 10;
const fade = rate / 200;

/** Mean power of so many samples from a place on. */
function powerOf(samples: Int16Array, from: number, length: number): number {
  let sum = 0;
  for (let i = from; i < from + length; i++) sum += (samples[i] ?? 0) ** 2;
  return sum / length;
}

/** `ms` of the room, the same each time; grains of 100 ms laid over each other, so that no click is heard. */
export function roomOf(samples: Int16Array, ms: number): Int16Array {
  const places = Array.from(
    { length: Math.max(1, Math.floor((samples.length - grain) / (grain / 4))) },
    (_, i) => i * (grain / 4),
  );
  const quiet = places
    .map((at) => ({ at, power: powerOf(samples, at, grain) }))
    // Digital silence is no room.
    .filter(({ power }) => power > 0)
    .sort((a, b) => a.power - b.power)
    .slice(0, 3);
  const room = new Int16Array(Math.round((ms * rate) / 1000));
  if (quiet.length === 0) return room;
  const step = grain - fade;
  for (let at = 0, turn = 0; at < room.length; at += step, turn++) {
    const from = quiet[turn % quiet.length]?.at ?? 0;
    for (let i = 0; i < grain && at + i < room.length; i++) {
      const rising = turn > 0 && i < fade ? i / fade : 1;
      const falling = i >= step ? (grain - i) / fade : 1;
      const sum = (room[at + i] ?? 0) + (samples[from + i] ?? 0) * Math.min(rising, falling);
      room[at + i] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
    }
  }
  return room;
}

/** The sound with some of its room put in at a sample. */
export function paused(samples: Int16Array, at: number, room: Int16Array): Int16Array {
  const whole = new Int16Array(samples.length + room.length);
  whole.set(samples.subarray(0, at));
  whole.set(room, at);
  whole.set(samples.subarray(at), at + room.length);
  return whole;
}

/** Samples at which the voice is weakest, far from each other and from the ends: where words may end. The weakest first. */
export function weakPlaces(
  samples: Int16Array,
  voice: { readonly from: number; readonly to: number },
  most: number,
): number[] {
  const hop = rate / 100;
  const first = Math.round(((voice.from + 200) * rate) / 1000);
  const last = Math.round(((voice.to - 200) * rate) / 1000);
  const all: { readonly at: number; readonly power: number }[] = [];
  for (let at = first; at < last; at += hop) all.push({ at, power: powerOf(samples, at - 240, 480) });
  const chosen: number[] = [];
  for (const { at } of all.sort((a, b) => a.power - b.power)) {
    if (chosen.length === most) break;
    if (chosen.every((other) => Math.abs(other - at) > rate / 5)) chosen.push(at);
  }
  return chosen;
}
