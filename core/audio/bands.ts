/** How loud a sound is in each of a few bands from moment to moment: the coarse picture by which an echo is known again. */

/** Hz; the bands of speech, each about a third wider than the one before. */
const centres = [220, 380, 620, 960, 1_450, 2_150, 3_150, 4_600] as const;
const quality = 1.6;
const rate = 16_000;

export const bandCount: number = centres.length;
/** Of one row, ms. */
export const hopMs = 16;
const hop = (rate * hopMs) / 1000;
/** What silence counts as, dBFS. */
export const floorDb = -90;

export interface Bands {
  /** One row of levels, dBFS, for each 16 ms that these samples complete. Mono at 16 kHz. */
  push(samples: Int16Array): Float32Array[];
}

interface Filter {
  readonly b: number;
  readonly a1: number;
  readonly a2: number;
  x1: number;
  x2: number;
  y1: number;
  y2: number;
}

/** A band-pass with 0 dB at its centre (Bristow-Johnson, "Audio EQ Cookbook"). */
function filterAt(centre: number): Filter {
  const angle = (2 * Math.PI * centre) / rate;
  const alpha = Math.sin(angle) / (2 * quality);
  const scale = 1 + alpha;
  return {
    b: alpha / scale,
    a1: (-2 * Math.cos(angle)) / scale,
    a2: (1 - alpha) / scale,
    x1: 0,
    x2: 0,
    y1: 0,
    y2: 0,
  };
}

/** The energy of these samples behind the filter. */
function energyIn(filter: Filter, samples: Int16Array, from: number, to: number): number {
  const { b, a1, a2 } = filter;
  let { x1, x2, y1, y2 } = filter;
  let energy = 0;
  for (let i = from; i < to; i++) {
    const x = (samples[i] ?? 0) / 32_768;
    const y = b * (x - x2) - a1 * y1 - a2 * y2;
    energy += y * y;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
  }
  Object.assign(filter, { x1, x2, y1, y2 });
  return energy;
}

export function createBands(): Bands {
  const filters = centres.map(filterAt);
  const energies = new Float64Array(bandCount);
  let filled = 0;
  return {
    push(samples) {
      const rows: Float32Array[] = [];
      for (let from = 0; from < samples.length; ) {
        const to = Math.min(samples.length, from + hop - filled);
        filters.forEach((filter, band) => {
          energies[band] = (energies[band] ?? 0) + energyIn(filter, samples, from, to);
        });
        filled += to - from;
        from = to;
        if (filled < hop) break;
        rows.push(
          Float32Array.from(energies, (sum) => Math.max(floorDb, 10 * Math.log10(sum / hop + 1e-12))),
        );
        energies.fill(0);
        filled = 0;
      }
      return rows;
    },
  };
}
