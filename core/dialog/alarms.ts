/** Timers, alarms and reminders: set and taken back by message, kept across a crash, rung until somebody heard them. */
import { uptime } from "node:os";
import type { Answers, Bus, Log, Message } from "../contract/index.ts";
import { Fault, type Recurrence } from "../contract/index.ts";
import type { AlarmStore, StoredAlarm } from "../store/index.ts";
import { type Book, openBook } from "./alarms/book.ts";
import { changeAlarm } from "./alarms/change.ts";
import { openRinger, type Ring, type Ringer } from "./alarms/ringer.ts";
import { startTicker, type Ticker } from "./alarms/ticker.ts";

export interface AlarmFacts {
  readonly bus: Bus;
  readonly store: AlarmStore;
  readonly bootId: string;
  /** Makes an alarm sound in its room and resolves when it was heard; called again after a pause when it failed. */
  readonly ring: Ring;
  readonly log?: Log;
  /** Wall clock, ms since 1970. */
  readonly now?: () => number;
  /** ms that really passed since any one moment, also while the machine slept; default: the system's, or `now`'s. */
  readonly elapsed?: () => number;
}

export interface Alarms extends AsyncDisposable {
  /** Looks at the clock now; resolves when what was due has rung. */
  check(): Promise<void>;
}

interface Parts {
  readonly book: Book;
  readonly ringer: Ringer;
  readonly ticker: Ticker;
  readonly now: () => number;
  /** Timers set since this start: only for them a step of the wall clock is known not to be time that passed. */
  readonly young: Set<string>;
}

const dayMs = 86_400_000;
/** Done alarms are kept so long that no message can come late enough to set one again. */
const keepDone = 7 * dayMs;
const answersKept = 256;

/** Rings what became overdue while the hub was away, then serves alarm/set, alarm/clear and alarm/stop. */
export async function startAlarms(facts: AlarmFacts): Promise<Alarms> {
  const { bus, store, bootId, ring, log } = facts;
  const now = facts.now ?? Date.now;
  const elapsed = facts.elapsed ?? facts.now ?? (() => uptime() * 1000);
  const logged = log ? { log } : {};
  await store.forget(now() - keepDone);
  const book = await openBook({ bus, store, bootId, ...logged });
  const ringer = openRinger({ bus, book, now, ring, ...logged });
  const young = new Set<string>();
  const failed = (error: unknown): void => log?.error("Ringing failed.", { error });
  const ticker = startTicker({
    now,
    elapsed,
    next: () => ringer.next(),
    due: () => void ringer.go().then(() => ticker.look(), failed),
    stepped: (by) => void moveTimers({ book, young }, by).then(() => ticker.look(), failed),
  });
  const parts = { book, ringer, ticker, now, young };
  const ears = await listen(bus, parts);
  ticker.look();

  return {
    async check() {
      ticker.look();
      await ringer.go();
      ticker.look();
    },
    async [Symbol.asyncDispose]() {
      ticker[Symbol.dispose]();
      for (const ear of ears.reverse()) await ear[Symbol.asyncDispose]();
      await ringer[Symbol.asyncDispose]();
      await book[Symbol.asyncDispose]();
    },
  };
}

async function listen(bus: Bus, parts: Parts): Promise<AsyncDisposable[]> {
  const { ringer, ticker } = parts;
  return [
    await bus.answer("alarm/set", {}, (message) => set(parts, message)),
    await bus.answer(
      "alarm/clear",
      {},
      once((message) => clear(parts, message)),
    ),
    await bus.answer(
      "alarm/change",
      {},
      once(async ({ body }) => {
        ticker.look();
        const answer = await changeAlarm(parts, body);
        ticker.look();
        return answer;
      }),
    ),
    await bus.on("alarm/stop", {}, async ({ where: { site }, body: { alarm } }) => {
      await ringer.stop({ site, ...(alarm === undefined ? {} : { id: alarm }) });
      ticker.look();
    }),
    await bus.on("site/state", {}, ({ where: { site }, body: { online } }) => {
      if (!online) return;
      ringer.retry(site);
      ticker.look();
    }),
  ];
}

async function set(parts: Parts, message: Message<"alarm/set">): Promise<Answers["alarm/set"]> {
  const { book, ticker, now, young } = parts;
  ticker.look();
  const { at, after, repeat, ...said } = message.body;
  const time = at ?? (after === undefined ? undefined : now() + after);
  if (time === undefined) {
    throw new Fault("MESSAGE_INVALID", "An alarm needs a time: at or after.", { path: "/after" });
  }
  const length = after === undefined ? {} : { length: after };
  const again = repeat === undefined ? {} : { repeat: repeat as Recurrence };
  const kept = await book.add({ ...said, id: message.id, at: time, ...length, ...again, phase: "set" });
  if (kept.length !== undefined && kept.kind === "timer") young.add(kept.id);
  ticker.look();
  return { alarm: kept.id, at: kept.at };
}

async function clear(parts: Parts, { body }: Message<"alarm/clear">): Promise<Answers["alarm/clear"]> {
  const { book, ringer, ticker } = parts;
  const cleared: string[] = [];
  for (const alarm of book.all().filter((candidate) => fits(candidate, body))) {
    ringer.drop(alarm.id);
    if (await book.end(alarm.id)) cleared.push(alarm.id);
  }
  ticker.look();
  return { cleared };
}

function fits(alarm: StoredAlarm, wanted: Message<"alarm/clear">["body"]): boolean {
  const { alarm: id, name, site, skill, kind } = wanted;
  return (
    (id === undefined || id === alarm.id) &&
    (name === undefined || name.toLowerCase() === alarm.name.toLowerCase()) &&
    (site === undefined || site === alarm.site) &&
    (skill === undefined || skill === alarm.skill) &&
    (kind === undefined || kind === alarm.kind)
  );
}

/** QoS 1 may bring a message twice (MQTT 4.3.2): the second time the first answer is given, and nothing done. */
function once<K extends "alarm/clear" | "alarm/change">(
  reply: (message: Message<K>) => Promise<Answers[K]>,
): (message: Message<K>) => Promise<Answers[K]> {
  const given = new Map<string, Promise<Answers[K]>>();
  return (message) => {
    const known = given.get(message.id);
    if (known) return known;
    const answer = reply(message);
    given.set(message.id, answer);
    const [oldest] = given.keys();
    if (given.size > answersKept && oldest !== undefined) given.delete(oldest);
    return answer;
  };
}

/** A timer counts time that passes, so it keeps its distance from a clock that was set; an alarm keeps its hour. */
async function moveTimers({ book, young }: Pick<Parts, "book" | "young">, by: number): Promise<void> {
  const moved = [...young].map(async (id) => {
    const alarm = book.get(id);
    if (!alarm) young.delete(id);
    else if (alarm.phase === "set") await book.change(id, { at: alarm.at + by });
  });
  await Promise.all(moved);
}
