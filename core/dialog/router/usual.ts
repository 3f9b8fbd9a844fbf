/** What is usual for a provider of late: how long until its first sound, and how long its speech is for so many letters. */
import { type Histogram, quantile } from "./histogram.ts";

const latenciesKept = 64;
const namesKept = 512;
/** Fewer show nothing. */
const fewest = 4;

export interface Usual {
  /** ms; undefined until there were some. */
  latency(name: string, share: number): number | undefined;
  noteLatency(name: string, ms: number): void;
  /** ms of sound for each letter; undefined until there were some. */
  pace(name: string): number | undefined;
  notePace(name: string, msPerLetter: number): void;
}

/** `before`: latencies of earlier days, by name. */
export function createUsual(before: (name: string) => Histogram | undefined = () => undefined): Usual {
  const latencies = new Map<string, number[]>();
  const paces = new Map<string, { value: number; count: number }>();
  return {
    latency(name, share) {
      const all = [...(latencies.get(name) ?? [])].sort((a, b) => a - b);
      if (all.length >= fewest) return all[Math.min(all.length - 1, Math.floor(all.length * share))];
      const earlier = before(name);
      return earlier && quantile(earlier, share);
    },
    noteLatency(name, ms) {
      const all = latencies.get(name) ?? [];
      all.push(ms);
      if (all.length > latenciesKept) all.shift();
      if (latencies.size < namesKept) latencies.set(name, all);
    },
    pace(name) {
      const found = paces.get(name);
      return found && found.count >= fewest ? found.value : undefined;
    },
    notePace(name, msPerLetter) {
      const { value, count } = paces.get(name) ?? { value: msPerLetter, count: 0 };
      const next = { value: value + (msPerLetter - value) / Math.min(count + 1, 16), count: count + 1 };
      if (paces.size < namesKept || paces.has(name)) paces.set(name, next);
    },
  };
}
