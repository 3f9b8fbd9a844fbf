/** What the house remembers about people beyond their turns: facts that were told or noted, and what older talk was about. */
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from "node:sqlite";
import { guarded } from "./sqlite.ts";

export interface StoredFact {
  readonly id: string;
  /** Whose it is; empty: of those in the house who are not known by name. */
  readonly person: string;
  /** In the words it was told in. */
  readonly text: string;
  readonly language: string;
  readonly origin: "told" | "noted";
  /** The turn in which it was learned. */
  readonly turn?: string;
  /** When it was last told, ms since 1970. */
  readonly at: number;
}

/** Of the talk of one persona, with a person, or with whoever is in a room. */
export interface StoredSummary {
  readonly persona: string;
  readonly site?: string;
  readonly person?: string;
  readonly text: string;
  /** When the first and the last of its turns were, ms since 1970; both belong to it. */
  readonly from: number;
  readonly to: number;
}

export interface FactFilter {
  readonly id?: string;
  readonly person?: string;
  readonly turn?: string;
}

export type SummaryFilter = {
  readonly persona?: string;
  readonly site?: string;
  readonly person?: string;
  /** Those that have some of their turns at or after this moment, ms since 1970. */
  readonly since?: number;
  /** Those that have some before it. */
  readonly before?: number;
};

/** Rejects with STORE_FAILED or DISK_FULL. What is forgotten is not in the file any more. */
export interface NoteStore {
  /** Keeps a fact, in place of the one with its id. */
  keepFact(fact: StoredFact): Promise<void>;
  /** Told last first. */
  facts(filter: FactFilter): Promise<readonly StoredFact[]>;
  /** Resolves with those that went, told last first. */
  forgetFacts(filter: FactFilter): Promise<readonly StoredFact[]>;
  /** Keeps it in place of the one of the same persona and person or room. */
  keepSummary(summary: StoredSummary): Promise<void>;
  /** Newest first. */
  summaries(filter: SummaryFilter): Promise<readonly StoredSummary[]>;
  /** Resolves with how many went. */
  forgetSummaries(filter: SummaryFilter): Promise<number>;
}

type Row = Record<string, SQLOutputValue>;

export function notesOf(database: DatabaseSync): NoteStore {
  const keepFact = database.prepare(
    `INSERT INTO fact (id, person, text, language, origin, turn, at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET person = excluded.person, text = excluded.text, language = excluded.language,
       origin = excluded.origin, turn = excluded.turn, at = excluded.at`,
  );
  const keepSummary = database.prepare(
    `INSERT INTO summary (persona, site, person, text, first, last) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (persona, site, person) DO UPDATE SET text = excluded.text, first = excluded.first, last = excluded.last`,
  );
  /** The log of changes still holds what was deleted until it is written back and emptied. */
  const emptied = <T extends { readonly length: number }>(gone: T): T => {
    if (gone.length > 0) database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return gone;
  };
  const factsBy = (doing: "SELECT" | "DELETE", filter: FactFilter): StoredFact[] => {
    const { where, values } = conditionOf(factConditions, filter);
    const rows = database.prepare(`SELECT * FROM fact ${where} ORDER BY at DESC, id DESC`).all(...values);
    if (doing === "DELETE") database.prepare(`DELETE FROM fact ${where}`).run(...values);
    return rows.map(factOf);
  };
  return {
    keepFact: ({ id, person, text, language, origin, turn, at }) =>
      guarded("keep a fact", () => {
        keepFact.run(id, person, text, language, origin, turn ?? null, at);
      }),
    facts: (filter) => guarded("read facts", () => factsBy("SELECT", filter)),
    forgetFacts: (filter) => guarded("forget facts", () => emptied(factsBy("DELETE", filter))),
    keepSummary: ({ persona, site = "", person = "", text, from, to }) =>
      guarded("keep a summary", () => {
        keepSummary.run(persona, site, person, text, from, to);
      }),
    summaries: (filter) =>
      guarded("read summaries", () => {
        const { where, values } = conditionOf(summaryConditions, filter);
        const query = `SELECT * FROM summary ${where} ORDER BY last DESC, persona`;
        return database
          .prepare(query)
          .all(...values)
          .map(summaryOf);
      }),
    forgetSummaries: (filter) =>
      guarded("forget summaries", () => {
        const { where, values } = conditionOf(summaryConditions, filter);
        const gone = database.prepare(`DELETE FROM summary ${where} RETURNING persona`).all(...values);
        return emptied(gone).length;
      }),
  };
}

const factConditions: Readonly<Record<keyof FactFilter, string>> = {
  id: "id = ?",
  person: "person = ?",
  turn: "turn = ?",
};
const summaryConditions: Readonly<Record<keyof SummaryFilter, string>> = {
  persona: "persona = ?",
  site: "site = ?",
  person: "person = ?",
  since: "last >= ?",
  before: "first < ?",
};

function conditionOf<F extends object>(conditions: Readonly<Record<keyof F & string, string>>, filter: F) {
  const names = (Object.keys(conditions) as (keyof F & string)[]).filter(
    (name) => filter[name] !== undefined,
  );
  const where = names.length === 0 ? "" : `WHERE ${names.map((name) => conditions[name]).join(" AND ")}`;
  return { where, values: names.map((name) => filter[name] as SQLInputValue) };
}

const factOf = ({ id, person, text, language, origin, turn, at }: Row): StoredFact => ({
  id: String(id),
  person: String(person),
  text: String(text),
  language: String(language),
  origin: origin === "noted" ? "noted" : "told",
  ...(turn === null ? {} : { turn: String(turn) }),
  at: Number(at),
});

const summaryOf = ({ persona, site, person, text, first, last }: Row): StoredSummary => ({
  persona: String(persona),
  ...(site === "" ? {} : { site: String(site) }),
  ...(person === "" ? {} : { person: String(person) }),
  text: String(text),
  from: Number(first),
  to: Number(last),
});
