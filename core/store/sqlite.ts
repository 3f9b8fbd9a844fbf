/** Opens the SQLite file, brings it up to date, and sets a damaged one aside instead of losing it. */
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Fault } from "../contract/fault.ts";

/** Two connections to one file: in WAL mode only FULL syncs at each commit, and only alarms are worth that wait. */
export interface Databases {
  readonly strict: DatabaseSync;
  readonly relaxed: DatabaseSync;
  close(): void;
}

/** Each brings the file from the version of its place to the next one; what is released is never changed. */
const migrations: readonly string[] = [
  `CREATE TABLE kept (
     scope TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
     PRIMARY KEY (scope, key)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE alarm (
     id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, at REAL NOT NULL, length REAL,
     site TEXT NOT NULL, skill TEXT NOT NULL, language TEXT NOT NULL, data TEXT NOT NULL, phase TEXT NOT NULL
   ) STRICT;
   CREATE INDEX alarm_pending ON alarm (at) WHERE phase <> 'done';`,
  "ALTER TABLE alarm ADD COLUMN more TEXT NOT NULL DEFAULT '{}';",
  `CREATE TABLE turn (
     id TEXT PRIMARY KEY, site TEXT NOT NULL, person TEXT, at REAL NOT NULL, record TEXT NOT NULL, trace TEXT
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX turn_of_site ON turn (site, at);
   CREATE INDEX turn_by_time ON turn (at);`,
  `CREATE TABLE fact (
     id TEXT PRIMARY KEY, person TEXT NOT NULL, text TEXT NOT NULL, language TEXT NOT NULL, origin TEXT NOT NULL,
     turn TEXT, at REAL NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX fact_of_person ON fact (person, at);
   CREATE TABLE summary (
     persona TEXT NOT NULL, site TEXT NOT NULL, person TEXT NOT NULL, text TEXT NOT NULL, first REAL NOT NULL,
     last REAL NOT NULL, PRIMARY KEY (persona, site, person)
   ) STRICT, WITHOUT ROWID;`,
];

/** SQLite's result codes (sqlite.org/rescode.html) that say the file itself is at fault. */
const damagedCodes = new Set([11, 26]);
const fullCode = 13;

function codeOf(thrown: unknown): number {
  const code = thrown instanceof Error && "errcode" in thrown ? thrown.errcode : undefined;
  return typeof code === "number" ? code & 0xff : 0;
}

/** What SQLite threw, as DISK_FULL or STORE_FAILED. */
function storeFault(thrown: unknown, doing: string): Fault {
  if (thrown instanceof Fault) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const code = codeOf(thrown) === fullCode ? "DISK_FULL" : "STORE_FAILED";
  return new Fault(code, `The store could not ${doing}: ${reason}`, { cause: thrown });
}

/** Runs one piece of work on the database; what it throws becomes a rejection with a fault. */
export async function guarded<T>(doing: string, work: () => T): Promise<T> {
  try {
    return work();
  } catch (thrown) {
    throw storeFault(thrown, doing);
  }
}

function migrate(database: DatabaseSync, file: string): void {
  const version = Number(database.prepare("PRAGMA user_version").get()?.user_version ?? 0);
  if (version > migrations.length) {
    throw new Fault("STORE_FAILED", `${file} was written by a newer version of Hearsay.`, {
      remedy: "Install the newer version again, or start with another data folder: --data DIR",
    });
  }
  for (let next = version; next < migrations.length; next++) {
    database.exec(`BEGIN IMMEDIATE; ${migrations[next]} PRAGMA user_version = ${next + 1}; COMMIT;`);
  }
}

function connect(file: string, synchronous: "FULL" | "NORMAL"): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    database.exec(
      `PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous};`,
    );
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

/** Throws with a damage code when the file is not a sound database. */
function checked(file: string): DatabaseSync {
  const database = connect(file, "FULL");
  try {
    const [first] = database.prepare("PRAGMA quick_check(1)").all();
    const verdict = first?.quick_check;
    if (verdict !== "ok") throw Object.assign(new Error(String(verdict)), { errcode: 11 });
    migrate(database, file);
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

function setAside(file: string): string {
  const aside = `${file}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, "")}`;
  for (const ending of ["", "-wal", "-shm"]) {
    if (existsSync(file + ending)) renameSync(file + ending, aside + ending);
  }
  return aside;
}

function soundOrNew(file: string, report?: (fault: Fault) => void): DatabaseSync {
  try {
    return checked(file);
  } catch (thrown) {
    if (!damagedCodes.has(codeOf(thrown))) throw thrown;
    const aside = setAside(file);
    report?.(
      new Fault("STORE_FAILED", `${file} is damaged; it was kept as ${aside} and a new one begun.`, {
        remedy: "Timers and what plugins remembered are lost, unless you put a sound copy back.",
        cause: thrown,
      }),
    );
    return checked(file);
  }
}

export function openFile(file: string, report?: (fault: Fault) => void): Databases {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const strict = soundOrNew(file, report);
    const relaxed = connect(file, "NORMAL");
    return { strict, relaxed, close: () => closeAll([relaxed, strict]) };
  } catch (thrown) {
    throw storeFault(thrown, `open ${file}`);
  }
}

export function openMemory(): Databases {
  const database = new DatabaseSync(":memory:");
  migrate(database, "memory");
  return { strict: database, relaxed: database, close: () => closeAll([database]) };
}

function closeAll(databases: readonly DatabaseSync[]): void {
  for (const database of databases) if (database.isOpen) database.close();
}
