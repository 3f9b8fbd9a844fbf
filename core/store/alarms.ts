/** Alarms on disk: written before they are promised, so that a crash loses none. */
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { Recurrence } from "../contract/when.ts";
import { guarded } from "./sqlite.ts";

export interface StoredAlarm {
  /** Id of the `alarm/set` that asked for it: the same one again is the same alarm. */
  readonly id: string;
  readonly name: string;
  readonly kind: "timer" | "alarm" | "reminder";
  /** ms since 1970. */
  readonly at: number;
  /** ms from when it was set, where it was asked for like that. */
  readonly length?: number;
  readonly site: string;
  readonly skill: string;
  readonly language: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly phase: "set" | "paused" | "ringing" | "done";
  /** ms that are left, while it is paused. */
  readonly left?: number;
  readonly repeat?: Recurrence;
  /** ms for which it rings until it is silenced; absent: until it was heard once. */
  readonly ringFor?: number;
}

/** What can be changed; what is undefined is taken away. */
export interface AlarmChange {
  readonly at?: number;
  readonly phase?: StoredAlarm["phase"];
  readonly length?: number | undefined;
  readonly left?: number | undefined;
  readonly repeat?: Recurrence | undefined;
}

/** Everything here is on the disk when its promise resolves. Rejects with STORE_FAILED or DISK_FULL. */
export interface AlarmStore {
  /** Keeps it, unless its id is known, even as done; resolves with what is kept under the id. */
  add(alarm: StoredAlarm): Promise<StoredAlarm>;
  /** Those not done, soonest first. */
  pending(): Promise<readonly StoredAlarm[]>;
  /** False when there is none with this id that is not done. */
  change(id: string, change: AlarmChange): Promise<boolean>;
  /** Forgets done ones that were due before `at`, ms since 1970; resolves with how many. */
  forget(at: number): Promise<number>;
}

type Row = Record<string, SQLOutputValue>;

function alarmOf(row: Row): StoredAlarm {
  return {
    id: String(row.id),
    name: String(row.name),
    kind: row.kind as StoredAlarm["kind"],
    at: Number(row.at),
    ...(row.length === null ? {} : { length: Number(row.length) }),
    site: String(row.site),
    skill: String(row.skill),
    language: String(row.language),
    data: JSON.parse(String(row.data)) as StoredAlarm["data"],
    phase: row.phase as StoredAlarm["phase"],
    ...(JSON.parse(String(row.more)) as Pick<StoredAlarm, "left" | "repeat" | "ringFor">),
  };
}

/** What few alarms have is kept as JSON, without what is undefined. */
const moreOf = ({ left, repeat, ringFor }: StoredAlarm): string => JSON.stringify({ left, repeat, ringFor });

/** The alarm with what was changed; what is undefined is not there any more. */
export function changedAlarm(alarm: StoredAlarm, change: AlarmChange): StoredAlarm {
  const entries = Object.entries({ ...alarm, ...change }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as StoredAlarm;
}

export function alarmsOf(database: DatabaseSync): AlarmStore {
  const insert = database.prepare(
    "INSERT INTO alarm VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const read = database.prepare("SELECT * FROM alarm WHERE id = ?");
  const pending = database.prepare("SELECT * FROM alarm WHERE phase <> 'done' ORDER BY at, id");
  const change = database.prepare(
    "UPDATE alarm SET at = ?, phase = ?, length = ?, more = ? WHERE id = ? AND phase <> 'done'",
  );
  const forget = database.prepare("DELETE FROM alarm WHERE phase = 'done' AND at < ?");
  return {
    add: (alarm) =>
      guarded("keep an alarm", () => {
        const { id, name, kind, at, length, site, skill, language, data, phase } = alarm;
        const kept = [id, name, kind, at, length ?? null, site, skill, language, JSON.stringify(data), phase];
        insert.run(...kept, moreOf(alarm));
        return alarmOf(read.get(id) as Row);
      }),
    pending: () => guarded("read the alarms", () => pending.all().map(alarmOf)),
    change: (id, wanted) =>
      guarded("change an alarm", () => {
        const row = read.get(id);
        if (row === undefined) return false;
        const next = changedAlarm(alarmOf(row), wanted);
        return change.run(next.at, next.phase, next.length ?? null, moreOf(next), id).changes > 0;
      }),
    forget: (at) => guarded("forget old alarms", () => Number(forget.run(at).changes)),
  };
}
