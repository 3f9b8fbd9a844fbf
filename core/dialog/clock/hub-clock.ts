/** The hub's clock as satellites see it, and their times by it. */
import type { Bus, Messages } from "../../contract/index.ts";

/** Answers what time it is. */
export const openHubClock = (bus: Bus, now: () => number = Date.now): Promise<AsyncDisposable> =>
  bus.answer("clock/ask", {}, () => {
    const received = now();
    return { received, sent: now() };
  });

/** A room's time by the hub's clock; undefined when the room never set its clock by it. */
export const hubTime = (state: Messages["site/state"] | undefined, at: number): number | undefined =>
  state?.clock && at + state.clock.offset;
