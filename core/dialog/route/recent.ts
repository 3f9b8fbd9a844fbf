/** Keeps the last turns of every room on the bus, so that a skill can tell what was heard and why something failed. */
import type { Bus, Log } from "../../contract/index.ts";
import { asFault } from "../../contract/index.ts";
import type { Kept } from "../history/book.ts";
import type { TurnRecord } from "./trace.ts";

const turnsKept = 8;
const roomsKept = 64;
/** Words are private: on the bus they are forgotten after an hour, ms, once anybody says anything anywhere. */
const keptFor = 3_600_000;

export interface Recent extends AsyncDisposable {
  /** Rejects as `Bus.publish` does, and as the house's memory of turns, where one is given. */
  add(kept: Kept): Promise<void>;
  /** The newest turn of a room that is still known here. */
  last(site: string): TurnRecord | undefined;
  /** The last turns of a room that are still known here, newest first. */
  of(site: string): readonly Kept[];
  /** Forgets those that fit; resolves with their ids. */
  drop(fits: (kept: Kept) => boolean): Promise<readonly string[]>;
}

export interface RecentFacts {
  readonly bus: Bus;
  readonly log: Log;
  /** What is kept for longer, here from before the last start. */
  readonly book?: {
    add(kept: Kept): Promise<void>;
    since(at: number, limit: number): Promise<readonly Kept[]>;
  };
  /** ms since 1970. */
  readonly now?: () => number;
}

export async function openRecent({ bus, log, book, now = Date.now }: RecentFacts): Promise<Recent> {
  const rooms = new Map<string, readonly Kept[]>();

  async function keep(site: string, kept: readonly Kept[]): Promise<void> {
    rooms.delete(site);
    if (kept.length === 0) return await bus.clear("turn/recent", { site });
    rooms.set(site, kept);
    const turns = kept.map(({ record }) => record);
    await bus.publish("turn/recent", { site }, { turns, bootId: bus.bootId });
  }
  async function sweep(): Promise<void> {
    const excess = Math.max(0, rooms.size - roomsKept);
    for (const [index, [site, turns]] of [...rooms].entries()) {
      const fresh = index < excess ? [] : turns.filter(({ record: { at } }) => now() - at <= keptFor);
      if (fresh.length < turns.length) await keep(site, fresh);
    }
  }
  async function restore(): Promise<void> {
    const kept = (await book?.since(now() - keptFor, turnsKept * roomsKept)) ?? [];
    for (const [site, turns] of Map.groupBy(kept.toReversed(), (one) => one.site)) {
      await keep(site, turns.toReversed().slice(0, turnsKept));
    }
    await sweep();
  }

  await restore().catch((error) => log.warn("Could not read the last turns.", { code: asFault(error).code }));
  return {
    async add(kept) {
      const { site } = kept;
      await keep(site, [kept, ...(rooms.get(site) ?? [])].slice(0, turnsKept));
      await sweep();
      await book?.add(kept);
    },
    of: (site) => rooms.get(site) ?? [],
    last: (site) => rooms.get(site)?.[0]?.record,
    async drop(fits) {
      const gone: string[] = [];
      for (const [site, known] of [...rooms]) {
        const left = known.filter((one) => !fits(one));
        gone.push(...known.filter(fits).map(({ record }) => record.turn));
        if (left.length < known.length) await keep(site, left);
      }
      return gone;
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
