/**
 * Sound as Whisper sees it: 80 bands of a mel scale, a hundred times a second, as logarithms.
 *
 * Hann windows of 400 samples every 160, the sound mirrored at its start and end; bands after Slaney with equal area;
 * base 10, no more than 8 below the loudest, then (x + 4) / 4: section 2.2 of Radford et al., "Robust Speech Recognition
 * via Large-Scale Weak Supervision" (2022), and the values of preprocessor_config.json.
 */

export const bands = 80;
/** Frames a second. */
export const frameRate = 100;
const rate = 16_000;
const hop = rate / frameRate;
const size = 400;
const bins = size / 2 + 1;
const floor = 1e-10;

const hann = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
const cosines = Float64Array.from({ length: size }, (_, i) => Math.cos((2 * Math.PI * i) / size));
const sines = Float64Array.from({ length: size }, (_, i) => Math.sin((2 * Math.PI * i) / size));

/** The mel scale of Slaney's Auditory Toolbox: linear up to 1 kHz, logarithmic above. */
const toHertz = (mel: number): number => (mel < 15 ? (mel * 200) / 3 : 1000 * 6.4 ** ((mel - 15) / 27));
const topMel = 15 + (27 * Math.log(rate / 2 / 1000)) / Math.log(6.4);

interface Band {
  readonly first: number;
  readonly weights: readonly number[];
}
const filters: readonly Band[] = Array.from({ length: bands }, (_, band) => {
  const [low, middle, high] = [band, band + 1, band + 2].map((n) => toHertz((topMel * n) / (bands + 1))) as [
    number,
    number,
    number,
  ];
  const weights = Array.from({ length: bins }, (_, bin) => {
    const hertz = (bin * rate) / size;
    const slope = Math.min((hertz - low) / (middle - low), (high - hertz) / (high - middle));
    return (Math.max(0, slope) * 2) / (high - low);
  });
  const first = weights.findIndex((weight) => weight > 0);
  return { first, weights: weights.slice(first, weights.findLastIndex((weight) => weight > 0) + 1) };
});

/** `frames` of 80 bands, band after band; what follows the sound is silence. */
export function melOf(samples: Float32Array, frames: number): Float32Array {
  const mel = new Float32Array(bands * frames).fill(Math.log10(floor));
  const spoken = Math.min(frames, Math.ceil((samples.length + size / 2) / hop));
  const power = new Float64Array(bins);
  let loudest = Math.log10(floor);
  for (let frame = 0; frame < spoken; frame++) {
    powersOf(samples, frame * hop - size / 2, power);
    for (const [band, { first, weights }] of filters.entries()) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (power[first + i] ?? 0);
      const level = Math.log10(Math.max(floor, sum));
      mel[band * frames + frame] = level;
      if (level > loudest) loudest = level;
    }
  }
  for (let i = 0; i < mel.length; i++) mel[i] = (Math.max(mel[i] ?? 0, loudest - 8) + 4) / 4;
  return mel;
}

const even = new Float64Array(bins);
const odd = new Float64Array(bins);

/** The power spectrum of one window; the two halves of a real window are folded, which halves the work. */
function powersOf(samples: Float32Array, from: number, power: Float64Array): void {
  const half = size / 2;
  const at = (i: number): number => {
    const index = from + i;
    return (samples[index < 0 ? -index : index] ?? 0) * (hann[i] ?? 0);
  };
  for (let i = 1; i < half; i++) {
    const [here, there] = [at(i), at(size - i)];
    even[i] = here + there;
    odd[i] = here - there;
  }
  const [start, middle] = [at(0), at(half)];
  for (let bin = 0; bin < bins; bin++) {
    let real = start + (bin % 2 === 0 ? middle : -middle);
    let imaginary = 0;
    for (let i = 1, turn = bin; i < half; i++, turn = (turn + bin) % size) {
      real += (even[i] ?? 0) * (cosines[turn] ?? 0);
      imaginary += (odd[i] ?? 0) * (sines[turn] ?? 0);
    }
    power[bin] = real * real + imaginary * imaginary;
  }
}
