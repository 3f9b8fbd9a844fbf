/** Turns on disk: what was said and done in each room, for as long as the house may keep it. */
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from "node:sqlite";
import { guarded } from "./sqlite.ts";

export interface StoredTurn {
  readonly id: string;
  readonly site: string;
  /** Who spoke, where that is known. */
  readonly person?: string;
  /** ms since 1970. */
  readonly at: number;
  /** What was heard, done and answered. */
  readonly record: Readonly<Record<string, unknown>>;
  /** Where its time went; kept beside the record, since it comes later. */
  readonly trace?: Readonly<Record<string, unknown>>;
}

/** Which turns; what is absent does not matter. */
export interface TurnFilter {
  readonly id?: string;
  /** What its id ends with. */
  readonly ending?: string;
  readonly site?: string;
  readonly person?: string;
  /** ms since 1970; this moment belongs to it. */
  readonly since?: number;
  /** ms since 1970; this moment does not. */
  readonly before?: number;
}

/** Rejects with STORE_FAILED or DISK_FULL. What a crash of the whole machine can lose is the last second, not more. */
export interface TurnStore {
  /** Keeps a turn, in place of the one with its id. */
  add(turn: Omit<StoredTurn, "trace">): Promise<void>;
  /** Adds to a turn where its time went; false when there is no such turn. */
  trace(id: string, trace: Readonly<Record<string, unknown>>): Promise<boolean>;
  /** Newest first; `limit` at most. */
  list(filter: TurnFilter, limit: number): Promise<readonly StoredTurn[]>;
  /** Takes turns away so that their words are not in the file any more; resolves with their ids. */
  forget(filter: TurnFilter): Promise<readonly string[]>;
  /** Leaves so many turns in each room, the newest; resolves with the ids of those that went. */
  trim(perSite: number): Promise<readonly string[]>;
}

type Row = Record<string, SQLOutputValue>;

export function turnsOf(database: DatabaseSync): TurnStore {
  // Overwrites what is deleted with zeros (sqlite.org/pragma.html#pragma_secure_delete).
  database.exec("PRAGMA secure_delete = ON");
  const insert = database.prepare(
    `INSERT INTO turn (id, site, person, at, record) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET site = excluded.site, person = excluded.person, at = excluded.at, record = excluded.record`,
  );
  const trace = database.prepare("UPDATE turn SET trace = ? WHERE id = ?");
  const excess = database.prepare(
    `DELETE FROM turn WHERE id IN (
       SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY site ORDER BY at DESC, id DESC) AS place FROM turn)
       WHERE place > ?
     ) RETURNING id`,
  );
  const gone = (rows: readonly Row[]): readonly string[] => {
    // The log of changes still holds what was deleted until it is written back and emptied.
    if (rows.length > 0) database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return rows.map(({ id }) => String(id));
  };
  return {
    add: ({ id, site, person, at, record }) =>
      guarded("keep a turn", () => {
        insert.run(id, site, person ?? null, at, JSON.stringify(record));
      }),
    trace: (id, stages) =>
      guarded("keep a turn's trace", () => trace.run(JSON.stringify(stages), id).changes > 0),
    list: (filter, limit) =>
      guarded("read turns", () => {
        const { where, values } = conditionOf(filter);
        const query = database.prepare(`SELECT * FROM turn ${where} ORDER BY at DESC, id DESC LIMIT ?`);
        return query.all(...values, limit).map(turnOf);
      }),
    forget: (filter) =>
      guarded("forget turns", () => {
        const { where, values } = conditionOf(filter);
        return gone(database.prepare(`DELETE FROM turn ${where} RETURNING id`).all(...values));
      }),
    trim: (perSite) => guarded("forget old turns", () => gone(excess.all(perSite))),
  };
}

const conditions: Readonly<Record<keyof TurnFilter, string>> = {
  id: "id = ?",
  ending: "substr(id, -length(?)) = ?",
  site: "site = ?",
  person: "person = ?",
  since: "at >= ?",
  before: "at < ?",
};

function conditionOf(filter: TurnFilter): { readonly where: string; readonly values: SQLInputValue[] } {
  const used = (Object.keys(conditions) as (keyof TurnFilter)[]).flatMap((name) => {
    const value = filter[name];
    if (value === undefined) return [];
    const condition = conditions[name];
    return [{ condition, values: [...condition].filter((letter) => letter === "?").map(() => value) }];
  });
  const where = used.length === 0 ? "" : `WHERE ${used.map(({ condition }) => condition).join(" AND ")}`;
  return { where, values: used.flatMap(({ values }) => values) };
}

const turnOf = ({ id, site, person, at, record, trace }: Row): StoredTurn => ({
  id: String(id),
  site: String(site),
  ...(person === null ? {} : { person: String(person) }),
  at: Number(at),
  record: JSON.parse(String(record)) as StoredTurn["record"],
  ...(trace === null ? {} : { trace: JSON.parse(String(trace)) as StoredTurn["record"] }),
});
