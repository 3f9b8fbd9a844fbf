/** The alarms that are not done: in memory, on the disk, and as retained states on the bus, always changed together. */
import type { Bus, Log, Messages } from "../../contract/index.ts";
import { nextOccurrence } from "../../contract/index.ts";
import { type AlarmChange, type AlarmStore, changedAlarm, type StoredAlarm } from "../../store/index.ts";

export interface Book extends AsyncDisposable {
  all(): readonly StoredAlarm[];
  get(id: string): StoredAlarm | undefined;
  /** On the disk when it resolves. One that is known, even as done, stays as it was and is what it resolves with. */
  add(alarm: StoredAlarm): Promise<StoredAlarm>;
  change(id: string, change: AlarmChange): Promise<void>;
  /** It rang: over, or set for its next time, as the first one after `now`. */
  done(id: string, now: number): Promise<void>;
  /** False when it was not there any more. */
  end(id: string): Promise<boolean>;
}

interface BookFacts {
  readonly bus: Bus;
  readonly store: AlarmStore;
  readonly bootId: string;
  readonly log?: Log;
}

function stateOf(alarm: StoredAlarm, bootId: string): Messages["alarm/changed"] {
  const { name, kind, at, site, skill, phase, length, left, repeat } = alarm;
  return {
    name,
    kind,
    at,
    site,
    skill,
    phase: phase === "done" ? "set" : phase,
    ...(length === undefined ? {} : { length }),
    ...(left === undefined ? {} : { left }),
    ...(repeat === undefined ? {} : { repeat: repeat as Messages["alarm/changed"]["repeat"] & {} }),
    bootId,
  };
}

/** Reads what is pending, says it, and takes back states that an earlier run left on the broker. */
export async function openBook({ bus, store, bootId, log }: BookFacts): Promise<Book> {
  const open = new Map<string, StoredAlarm>();

  async function say(id: string): Promise<void> {
    const alarm = open.get(id);
    try {
      if (alarm) await bus.publish("alarm/changed", { alarm: id }, stateOf(alarm, bootId));
      else await bus.clear("alarm/changed", { alarm: id });
    } catch (error) {
      log?.warn("An alarm's state could not be said.", { alarm: id, error });
    }
  }

  for (const alarm of await store.pending()) open.set(alarm.id, alarm);
  for (const id of open.keys()) await say(id);
  const strays = await bus.on("alarm/changed", {}, async ({ where: { alarm: id }, body }) => {
    if (!open.has(id) && body.bootId !== bootId) await bus.clear("alarm/changed", { alarm: id });
  });

  const book: Book = {
    all: () => [...open.values()].sort((one, other) => one.at - other.at),
    get: (id) => open.get(id),
    async add(alarm) {
      const kept = await store.add(alarm);
      if (kept.phase !== "done" && !open.has(kept.id)) {
        open.set(kept.id, kept);
        await say(kept.id);
      }
      return kept;
    },
    async change(id, change) {
      const alarm = open.get(id);
      if (!alarm) return;
      open.set(id, changedAlarm(alarm, change));
      await store.change(id, change);
      await say(id);
    },
    async done(id, now) {
      const { repeat, at } = open.get(id) ?? {};
      if (repeat === undefined || at === undefined) await book.end(id);
      else await book.change(id, { phase: "set", at: nextOccurrence(repeat, Math.max(now, at), at) });
    },
    async end(id) {
      if (!open.delete(id)) return false;
      await say(id);
      return store.change(id, { phase: "done" });
    },
    [Symbol.asyncDispose]: () => strays[Symbol.asyncDispose](),
  };
  return book;
}
