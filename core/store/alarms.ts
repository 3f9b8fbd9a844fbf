/** Alarms on disk: written before they are promised, so that a crash loses none. */
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
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
  readonly phase: "set" | "ringing" | "done";
}

/** Everything here is on the disk when its promise resolves. Rejects with STORE_FAILED or DISK_FULL. */
export interface AlarmStore {
  /** Keeps it, unless its id is known, even as done; resolves with what is kept under the id. */
  add(alarm: StoredAlarm): Promise<StoredAlarm>;
  /** Those not done, soonest first. */
  pending(): Promise<readonly StoredAlarm[]>;
  /** False when there is none with this id that is not done. */
  change(id: string, change: Partial<Pick<StoredAlarm, "at" | "phase">>): Promise<boolean>;
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
  };
}

export function alarmsOf(database: DatabaseSync): AlarmStore {
  const insert = database.prepare(
    "INSERT INTO alarm VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const read = database.prepare("SELECT * FROM alarm WHERE id = ?");
  const pending = database.prepare("SELECT * FROM alarm WHERE phase <> 'done' ORDER BY at, id");
  const change = database.prepare(
    "UPDATE alarm SET at = coalesce(?, at), phase = coalesce(?, phase) WHERE id = ? AND phase <> 'done'",
  );
  const forget = database.prepare("DELETE FROM alarm WHERE phase = 'done' AND at < ?");
  return {
    add: (alarm) =>
      guarded("keep an alarm", () => {
        const { id, name, kind, at, length, site, skill, language, data, phase } = alarm;
        insert.run(id, name, kind, at, length ?? null, site, skill, language, JSON.stringify(data), phase);
        return alarmOf(read.get(id) as Row);
      }),
    pending: () => guarded("read the alarms", () => pending.all().map(alarmOf)),
    change: (id, { at, phase }) =>
      guarded("change an alarm", () => change.run(at ?? null, phase ?? null, id).changes > 0),
    forget: (at) => guarded("forget old alarms", () => Number(forget.run(at).changes)),
  };
}
