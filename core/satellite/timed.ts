/** Begins what a room is sent at the moment that the hub named, so that several rooms sound as one. */
import type { Messages } from "../contract/index.ts";
import type { Mouth } from "./mouth.ts";

/** Further ahead is a mistake of a clock: it is played at once, ms. */
const furthest = 8000;

export interface TimedOptions {
  readonly mouth: Pick<Mouth, "hold" | "soften">;
  /** This machine's, ms since 1970. */
  readonly clock: () => number;
  /** The moment of the hub's clock by this machine's; undefined while nothing is known of it. */
  here(hubTime: number): number | undefined;
}

/** What is to do when a stream for this room was announced; its frames come after it. */
export function createTimed({ mouth, clock, here }: TimedOptions): (body: Messages["audio/started"]) => void {
  return ({ stream, direction, playAt, gain }) => {
    if (direction !== "out") return;
    if (gain !== undefined) mouth.soften(stream, gain);
    if (playAt === undefined) return;
    const left = (here(playAt) ?? playAt) - clock();
    if (left <= 0 || left > furthest) return;
    mouth.hold(stream, true, "time");
    setTimeout(() => mouth.hold(stream, false, "time"), left);
  };
}
