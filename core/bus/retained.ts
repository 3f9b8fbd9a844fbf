/** Keeps account of retained states against the broker's caps, and of who speaks for which presence. */
import { Fault } from "../contract/index.ts";
import type { BrokerStats, Limits } from "./limits.ts";

export interface Retained {
  /** Takes note of a state of so many bytes. Throws QUEUE_FULL when there is no room; the old one then stays. */
  keep(topic: string, bytes: number): void;
  forget(topic: string): void;
}

export function createRetained(limits: Limits, stats: BrokerStats): Retained {
  const sizes = new Map<string, number>();
  return {
    keep(topic, bytes) {
      const old = sizes.get(topic);
      const total = stats.retainedBytes - (old ?? 0) + bytes;
      if ((old === undefined && sizes.size >= limits.retained) || total > limits.retainedBytes) {
        throw new Fault(
          "QUEUE_FULL",
          `The broker keeps no more states: it has ${sizes.size} of ${limits.retained}, ${total} of ${limits.retainedBytes} bytes.`,
          { remedy: "Clear states that nobody needs, or raise the broker's limits." },
        );
      }
      sizes.set(topic, bytes);
      stats.retained = sizes.size;
      stats.retainedBytes = total;
    },
    forget(topic) {
      stats.retainedBytes -= sizes.get(topic) ?? 0;
      sizes.delete(topic);
      stats.retained = sizes.size;
    },
  };
}

/** Remembers the last so many ids, to know a message that comes twice. */
export function createSeen(limit: number): { add(id: string): boolean } {
  const ids = new Set<string>();
  return {
    /** False when it was there already. */
    add(id) {
      if (ids.has(id)) return false;
      ids.add(id);
      if (ids.size > limit) {
        const [oldest] = ids;
        if (oldest !== undefined) ids.delete(oldest);
      }
      return true;
    },
  };
}
