/** A process in which time and chance are a replay's own: plays the worlds that it is sent, one after the other, and sends back what happened. */

import { takeOverChance } from "./chance.ts";
import { readGround } from "./ground.ts";
import { type Played, play } from "./play.ts";
import { takeOverTime } from "./time.ts";
import type { World } from "./world.ts";

export interface Order {
  readonly world: World;
  /** In virtual time; else it takes as long as it took. */
  readonly virtual: boolean;
}

export type Report = { readonly played: Played } | { readonly failed: string };

const seed = 20_260_101;

async function perform({ world, virtual }: Order): Promise<Played> {
  const ground = await readGround();
  if (!virtual) {
    const shift = Date.now() - world.start;
    return await play({ ...world, start: world.start + shift }, ground);
  }
  takeOverChance(seed);
  return await takeOverTime(world.start).until(play(world, ground));
}

process.once("message", (order: Order) => {
  const tell = (report: Report): void => void process.send?.(report, () => process.exit(0));
  perform(order).then(
    (played) => tell({ played }),
    (error) => tell({ failed: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) }),
  );
});
