/** How long the sentence engine takes: to compile, for a whole sentence, and for each beginning of one. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { match, type Program, verdict } from "../../../core/language/engine/index.ts";
import type { Pack } from "../../../core/language/pack/index.ts";
import { programOf } from "../../judge/judge.ts";
import type { Said } from "./corpus.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

export interface Compiled {
  readonly program: Program;
  readonly ms: number;
  /** Heap that is held after it, MB. */
  readonly megabytes: number;
}

export function compiled(pack: Pack): Compiled {
  collect();
  const before = process.memoryUsage().heapUsed;
  const started = performance.now();
  const program = programOf(pack);
  const ms = performance.now() - started;
  collect();
  return { program, ms, megabytes: (process.memoryUsage().heapUsed - before) / 1e6 };
}

/** ms for each sentence, in their order. */
export const sentenceTimes = (program: Program, said: readonly Said[]): readonly number[] =>
  said.map(({ text, lists, house }) => {
    const started = performance.now();
    match(program, text, { lists, context: { area: house.here }, bestSlot: "name" });
    return performance.now() - started;
  });

/** ms for every beginning of each sentence. */
export const verdictTimes = (program: Program, said: readonly Said[]): readonly number[] =>
  said.flatMap(({ text, lists, house }) =>
    Array.from({ length: text.length }, (_, at) => {
      const started = performance.now();
      verdict(program, text.slice(0, at + 1), { lists, context: { area: house.here } });
      return performance.now() - started;
    }),
  );

/** The value below which this share of the times lies; 0 to 1. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
