/** Keeps the last turns of every room on the bus, so that a skill can tell what was heard and why something failed. */
import type { Bus, Log } from "../../contract/index.ts";
import type { TurnRecord } from "./trace.ts";

const turnsKept = 8;
const roomsKept = 64;
/** Words are private: they are forgotten after an hour, ms, once anybody says anything anywhere. */
const keptFor = 3_600_000;

export interface Recent extends AsyncDisposable {
  add(site: string, turn: TurnRecord): Promise<void>;
}

/** `now`: ms since 1970. */
export function openRecent(bus: Bus, log: Log, now: () => number = Date.now): Recent {
  const rooms = new Map<string, readonly TurnRecord[]>();

  async function keep(site: string, turns: readonly TurnRecord[]): Promise<void> {
    rooms.delete(site);
    if (turns.length > 0) rooms.set(site, turns);
    if (turns.length > 0)
      await bus.publish("turn/recent", { site }, { turns: [...turns], bootId: bus.bootId });
    else await bus.clear("turn/recent", { site });
  }
  async function sweep(): Promise<void> {
    const excess = Math.max(0, rooms.size - roomsKept);
    for (const [index, [site, turns]] of [...rooms].entries()) {
      const fresh = index < excess ? [] : turns.filter(({ at }) => now() - at <= keptFor);
      if (fresh.length < turns.length) await keep(site, fresh);
    }
  }

  return {
    async add(site, turn) {
      await keep(site, [turn, ...(rooms.get(site) ?? [])].slice(0, turnsKept));
      await sweep();
    },
    async [Symbol.asyncDispose]() {
      for (const site of rooms.keys()) {
        await bus
          .clear("turn/recent", { site })
          .catch((error) => log.warn("Could not forget a turn.", { error }));
      }
    },
  };
}
