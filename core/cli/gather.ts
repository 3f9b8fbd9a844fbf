/** Reads what is retained on a hub: all states of a kind, once they stop coming. */
import type { Bus, Message, StateKind } from "../contract/index.ts";

/** ms without another state after which there are no more, and the most to wait. */
const quietMs = 120;
const mostMs = 3000;

/** In the order they came. */
export async function retained<K extends StateKind>(bus: Bus, kind: K): Promise<readonly Message<K>[]> {
  const found: Message<K>[] = [];
  let last = performance.now();
  await using _ear = await bus.on(kind, {}, (message) => {
    found.push(message);
    last = performance.now();
  });
  const began = performance.now();
  last = began;
  while (performance.now() - last < quietMs && performance.now() - began < mostMs) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return found;
}
