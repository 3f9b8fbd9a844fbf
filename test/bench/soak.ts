/** A long time in a house in which things break: whether every turn ends with an answer or a reason, and memory stays as it is. */
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { soak } from "./soak/run.ts";

export const name = "soak";
export const about = "1,000 turns in several rooms under random faults: turns lost, memory, descriptors.";

/** `--turns N` (1000), `--rooms N` (4), `--seed N` (1), `--every MS` (5000) between faults, `--quick`: 100 turns. */
export async function bench({ args, log }: { args: string[]; log(text: string): void }): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      turns: { type: "string" },
      rooms: { type: "string", default: "4" },
      seed: { type: "string", default: "1" },
      every: { type: "string", default: "5000" },
      quick: { type: "boolean", default: false },
    },
  });
  const turns = Number(values.turns ?? (values.quick ? 100 : 1000));
  const result = await soak({
    turns,
    rooms: Number(values.rooms),
    seed: Number(values.seed),
    faultsEvery: Number(values.every),
    log,
  });
  return { ...result, loadAverage: loadavg()[0] ?? 0 };
}
