/** Rings what is due: one alarm at a time in a room, again with growing pauses until it was heard, silenced or given up. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Bus, Log } from "../../contract/index.ts";
import { asFault, Fault, problemOf } from "../../contract/index.ts";
import type { StoredAlarm } from "../../store/index.ts";
import type { Book } from "./book.ts";

/** Makes one alarm sound; aborted when somebody silences it. */
export type Ring = (alarm: StoredAlarm, signal: AbortSignal) => Promise<"heard" | "failed">;

export interface RingerFacts {
  readonly bus: Bus;
  readonly book: Book;
  readonly now: () => number;
  readonly ring: Ring;
  readonly log?: Log;
}

export interface Ringer extends AsyncDisposable {
  /** Begins what is due; resolves when all attempts under way are over. */
  go(): Promise<void>;
  /** When it has something to do next, ms since 1970. */
  next(): number | undefined;
  /** Silences one alarm, or all that ring in a room; where none does, all that ring. */
  stop(which: { readonly site: string; readonly id?: string }): Promise<void>;
  /** An alarm was taken back. */
  drop(id: string): void;
  /** A room can be heard again: what failed there is tried at once. */
  retry(site: string): void;
}

interface Ringing {
  readonly site: string;
  readonly since: number;
  readonly abort: AbortController;
  attempts: number;
  nextAt: number;
  active: boolean;
  /** Once at least. */
  heard: boolean;
}

const firstPause = 2000;
const longestPause = 60_000;
const giveUpAfter = 3_600_000;
/** Between two rings of one that rings until it is silenced: time to get up and say so. */
const againAfter = 15_000;
/** Longer than any reply; a ring that takes longer hangs. */
const longestRing = 120_000;

const pauseAfter = (attempts: number): number => Math.min(firstPause * 2 ** (attempts - 1), longestPause);

export function openRinger({ bus, book, now, ring, log }: RingerFacts): Ringer {
  const ringing = new Map<string, Ringing>();
  const under = new Set<Promise<void>>();
  let closed = false;

  const timeOf = (alarm: StoredAlarm): number => ringing.get(alarm.id)?.nextAt ?? alarm.at;

  /** Those that no other alarm in their room holds up. */
  function free(): readonly StoredAlarm[] {
    const taken = new Set([...ringing.values()].filter(({ active }) => active).map(({ site }) => site));
    return book.all().filter(({ site, phase }) => phase !== "paused" && !taken.has(site));
  }

  function due(): readonly StoredAlarm[] {
    const ready = free().filter((alarm) => timeOf(alarm) <= now());
    const rooms = new Map<string, StoredAlarm>();
    for (const alarm of ready) if (!rooms.has(alarm.site)) rooms.set(alarm.site, alarm);
    return [...rooms.values()];
  }

  async function begin(alarm: StoredAlarm): Promise<Ringing> {
    const entry = {
      site: alarm.site,
      since: now(),
      abort: new AbortController(),
      attempts: 0,
      nextAt: 0,
      active: true,
      heard: false,
    };
    ringing.set(alarm.id, entry);
    const { id, name, kind, site } = alarm;
    await book.change(id, { phase: "ringing" });
    await bus.publish("alarm/rang", { site }, { alarm: id, name, kind });
    return entry;
  }

  async function attempt(alarm: StoredAlarm): Promise<void> {
    const known = ringing.get(alarm.id);
    if (known) known.active = true;
    const entry = known ?? (await begin(alarm).catch((error: unknown) => troubled(alarm.id, error)));
    if (!entry || closed) return;
    const silenced = entry.abort.signal;
    const { ringFor = 0 } = alarm;
    // One that is late, since the hub was off, is told once.
    const overlong = (): boolean => now() - alarm.at >= ringFor;
    const enough = silenced.aborted || (entry.heard && overlong());
    const heard = enough || (await sound(ring, factsFor(alarm), silenced, log));
    entry.active = false;
    entry.attempts++;
    entry.heard ||= heard;
    entry.nextAt = now() + (heard ? againAfter : pauseAfter(entry.attempts));
    const over = heard && (silenced.aborted || overlong());
    if (over || ringing.get(alarm.id) !== entry) await finish(alarm.id);
    else if (now() - entry.since >= giveUpAfter) await giveUp(alarm);
  }

  /** The disk or the bus failed before it could sound: it must sound all the same. */
  function troubled(id: string, error: unknown): Ringing | undefined {
    log?.error("An alarm rings although that could not be kept or said.", { alarm: id, error });
    return ringing.get(id);
  }

  async function finish(id: string): Promise<void> {
    ringing.delete(id);
    await book.done(id, now()).catch((error: unknown) => report(bus, asFault(error, "STORE_FAILED"), log));
  }

  async function giveUp({ id, site, kind }: StoredAlarm): Promise<void> {
    await finish(id);
    report(
      bus,
      new Fault("JOB_FAILED", `A ${kind} rang in ${site} for an hour and could not be heard.`),
      log,
    );
  }

  async function go(): Promise<void> {
    do {
      for (const alarm of closed ? [] : due()) {
        const work = attempt(alarm).finally(() => under.delete(work));
        under.add(work);
      }
      await Promise.all([...under]);
    } while (!closed && (under.size > 0 || due().length > 0));
  }

  /** What rings or waits to ring in a room; where nothing does, what rings anywhere: it is heard through the wall. */
  function meant(site: string, id: string | undefined): readonly string[] {
    if (id !== undefined) return ringing.has(id) ? [id] : [];
    const due = book.all().filter(({ phase, at }) => phase !== "paused" && at <= now());
    const here = due.filter((alarm) => alarm.site === site).map((alarm) => alarm.id);
    const loud = [...ringing].filter(([, entry]) => entry.site === site).map(([key]) => key);
    const own = new Set([...loud, ...here]);
    return own.size > 0 ? [...own] : [...ringing.keys()];
  }

  return {
    go,
    next() {
      const times = free().map(timeOf);
      return times.length > 0 ? Math.min(...times) : undefined;
    },
    async stop({ site, id }) {
      for (const key of meant(site, id)) {
        ringing.get(key)?.abort.abort(new Fault("CANCELLED", "Somebody silenced it."));
        await finish(key);
      }
    },
    drop(id) {
      ringing.get(id)?.abort.abort(new Fault("CANCELLED", "It was taken back."));
      ringing.delete(id);
    },
    retry(site) {
      for (const entry of ringing.values())
        if (entry.site === site) entry.nextAt = Math.min(entry.nextAt, now());
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      const end = new Fault("CANCELLED", "The hub ends; it rings again when the hub is back.");
      for (const [id, entry] of [...ringing]) if (!entry.active) ringing.delete(id);
      for (const entry of ringing.values()) entry.abort.abort(end);
      await Promise.race([Promise.allSettled([...under]), sleep(2000, undefined, { ref: false })]);
    },
  };
}

/** What the skill is told beside its own data: which alarm it is, and when it should have rung. */
const factsFor = (alarm: StoredAlarm): StoredAlarm => ({
  ...alarm,
  data: { ...alarm.data, alarm: alarm.id, at: alarm.at },
});

async function sound(ring: Ring, alarm: StoredAlarm, signal: AbortSignal, log?: Log): Promise<boolean> {
  const limit = new AbortController();
  const late = sleep(longestRing, "failed" as const, { signal: limit.signal, ref: false });
  try {
    return (await Promise.race([ring(alarm, signal), late])) === "heard";
  } catch (error) {
    log?.warn("An alarm could not ring; it is tried again.", { alarm: alarm.id, error });
    return false;
  } finally {
    limit.abort();
    late.catch(() => {});
  }
}

function report(bus: Bus, fault: Fault, log?: Log): void {
  const { code, message, remedy } = problemOf(fault);
  log?.error(message, { code });
  bus
    .publish("fault", {}, { code, message, remedy, kind: "alarm/rang", count: 1 })
    .catch((error: unknown) => log?.warn("A fault could not be said.", { error }));
}
