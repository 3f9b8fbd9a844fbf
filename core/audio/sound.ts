/** What the first moments of a sound are like, without any words: a voice that speaks, a burst such as a cough, or a hum. */

export type SoundLike = "speech" | "burst" | "hum";

export interface SoundFeatures {
  /** Part of the loud windows that have a pitch, 0 to 1. */
  readonly voiced: number;
  /** How steep it is: energy of the differences against that of the samples; 0.01 at 250 Hz, 0.15 at 1 kHz. */
  readonly steepness: number;
  /** Loud windows looked at. */
  readonly windows: number;
}

const window = 512;
/** Pitch of people, samples: 400 to 70 Hz. */
const shortestPeriod = 40;
const longestPeriod = 228;
const periodic = 0.55;
/** Windows that are so much softer than the loudest are left out. */
const soft = 0.05;

/** Mono samples at 16 kHz; some 250 ms of them. */
export function featuresOf(samples: Int16Array): SoundFeatures {
  const parts: { energy: number; steepness: number; pitch: number }[] = [];
  for (let from = 0; from + window <= samples.length; from += window) {
    parts.push(partOf(samples.subarray(from, from + window)));
  }
  const loudest = Math.max(0, ...parts.map(({ energy }) => energy));
  const loud = parts.filter(({ energy }) => energy > 0 && energy >= loudest * soft);
  if (loud.length === 0) return { voiced: 0, steepness: 0, windows: 0 };
  const steep = loud.map(({ steepness }) => steepness).sort((a, b) => a - b);
  return {
    voiced: loud.filter(({ pitch }) => pitch >= periodic).length / loud.length,
    steepness: steep[steep.length >> 1] ?? 0,
    windows: loud.length,
  };
}

function partOf(samples: Int16Array): { energy: number; steepness: number; pitch: number } {
  const mean = samples.reduce((sum, one) => sum + one, 0) / samples.length;
  const wave = Float64Array.from(samples, (one) => one - mean);
  let energy = 0;
  let steep = 0;
  wave.forEach((value, i) => {
    energy += value * value;
    if (i > 0) steep += (value - (wave[i - 1] ?? 0)) ** 2;
  });
  if (energy < samples.length) return { energy: 0, steepness: 0, pitch: 0 };
  let pitch = 0;
  for (let period = shortestPeriod; period <= longestPeriod; period += 2) {
    pitch = Math.max(pitch, likeness(wave, period));
  }
  return { energy, steepness: steep / energy, pitch };
}

/** How alike a wave is to itself one period later, -1 to 1. */
function likeness(wave: Float64Array, period: number): number {
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = period; i < wave.length; i++) {
    const a = wave[i] ?? 0;
    const b = wave[i - period] ?? 0;
    xy += a * b;
    xx += a * a;
    yy += b * b;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/** Fitted on people's commands and on the bench's coughs and hums; see docs/decisions/0012. */
const voicedSpeech = 0.12;
const hummed = 0.9;
const dull = 0.016;

export function likeOf({ voiced, steepness, windows }: SoundFeatures): SoundLike {
  if (windows > 0 && voiced < voicedSpeech) return "burst";
  return voiced >= hummed && steepness < dull ? "hum" : "speech";
}
