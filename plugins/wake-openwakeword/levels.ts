/** How loud the word was and how loud the room before it, for the arbiter that chooses which room answers. */

const chunkMs = 80;
/** The word is looked for in the last second, the room in the two before. */
const wordChunks = Math.round(1000 / chunkMs);
const roomChunks = Math.round(2000 / chunkMs);
const floor = -100;

export interface Levels {
  push(samples: Int16Array): void;
  /** dBFS: mean of the louder half of the last second; lower quartile of what came before. */
  read(): { readonly level: number; readonly noise: number };
}

export function createLevels(): Levels {
  const powers: number[] = [];
  return {
    push(samples) {
      let sum = 0;
      for (const sample of samples) sum += sample * sample;
      powers.push(sum / Math.max(1, samples.length) / 32_768 ** 2);
      if (powers.length > wordChunks + roomChunks) powers.shift();
    },
    read() {
      const word = powers.slice(-wordChunks).sort((a, b) => b - a);
      const room = powers.slice(0, -wordChunks).sort((a, b) => a - b);
      const loud = word.slice(0, Math.ceil(word.length / 2));
      const mean = loud.reduce((sum, power) => sum + power, 0) / Math.max(1, loud.length);
      const quiet = room[Math.floor(room.length / 4)] ?? word.at(-1) ?? 0;
      return { level: decibels(mean), noise: decibels(quiet) };
    },
  };
}

function decibels(power: number): number {
  return power <= 0 ? floor : Math.max(floor, Math.round(100 * Math.log10(power)) / 10);
}
