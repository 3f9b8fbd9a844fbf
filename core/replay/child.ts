/** A process in which time and chance are a replay's own: plays the worlds that it is sent, one after the other, and sends back what happened. */

import { takeOverChance } from "./chance.ts";
import { readGround } from "./ground.ts";
import { type Played, play } from "./play.ts";
import { takeOverTime } from "./time.ts";
import type { World } from "./world.ts";

export interface Order {
  /** One after the other. */
  readonly worlds: readonly World[];
  /** In virtual time; else it takes as long as it took. */
  readonly virtual: boolean;
}

export type Report = { readonly played: readonly Played[] } | { readonly failed: string };

const seed = 20_260_101;

async function perform({ worlds, virtual }: Order): Promise<readonly Played[]> {
  const ground = await readGround();
  const all: Played[] = [];
  if (!virtual) {
    for (const world of worlds) all.push(await play({ ...world, start: Date.now() }, ground));
    return all;
  }
  const time = takeOverTime(worlds[0]?.start ?? 0);
  for (const world of worlds) {
    takeOverChance(seed);
    time.go(world.start);
    all.push(await time.until(play(world, ground)));
  }
  return all;
}

process.once("message", (order: Order) => {
  const tell = (report: Report): void => void process.send?.(report, () => process.exit(0));
  perform(order).then(
    (played) => tell({ played }),
    (error) => tell({ failed: error instanceof Error ? `${error.stack}` : String(error) }),
  );
});
