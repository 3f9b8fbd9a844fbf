/** The store of knowledge: the entries of a folder's files in a full-text index (SQLite FTS5), read again when a file changes. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Entry, entriesOf } from "./entries.ts";
import { askedFor, folded, wordsOf } from "./words.ts";

export interface Store extends Disposable {
  /** Reads what is new, changed or gone. */
  refresh(): Promise<void>;
  /** The entry that answers, if one does. */
  find(question: string, language: string): Entry | undefined;
  readonly size: number;
}

export interface StoreFacts {
  readonly folder: string;
  /** A file that cannot be read, by its path within the folder. */
  trouble(file: string, why: string): void;
}

const endings = /\.(md|txt|json)$/i;
const mostFiles = 1000;
const largestFile = 1 << 20;
const mostEntries = 20_000;
const mostFound = 20;

const together = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

interface Row {
  readonly title: string;
  readonly also: string;
  readonly text: string;
  readonly language: string | null;
}

export function openStore({ folder, trouble }: StoreFacts): Store {
  const database = new DatabaseSync(":memory:");
  database.exec(`
    CREATE TABLE entry (id INTEGER PRIMARY KEY, file TEXT, title TEXT, also TEXT, text TEXT, language TEXT);
    CREATE INDEX entry_file ON entry (file);
    CREATE VIRTUAL TABLE found USING fts5 (names, body, tokenize = 'unicode61 remove_diacritics 0');
  `);
  const insert = database.prepare(
    "INSERT INTO entry (file, title, also, text, language) VALUES (?, ?, ?, ?, ?)",
  );
  const index = database.prepare("INSERT INTO found (rowid, names, body) VALUES (?, ?, ?)");
  const count = database.prepare("SELECT count(*) AS n FROM entry");
  const search = database.prepare(`
    SELECT title, also, text, language FROM found JOIN entry ON entry.id = found.rowid
    WHERE found MATCH ? AND (language IS NULL OR language = ?) ORDER BY bm25(found, 10, 1) LIMIT ${mostFound}
  `);
  const known = new Map<string, string>();
  const size = (): number => Number(count.get()?.n ?? 0);

  function forget(file: string): void {
    database.prepare("DELETE FROM found WHERE rowid IN (SELECT id FROM entry WHERE file = ?)").run(file);
    database.prepare("DELETE FROM entry WHERE file = ?").run(file);
  }
  async function take(file: string): Promise<void> {
    forget(file);
    try {
      for (const entry of entriesOf(file, await readFile(join(folder, file), "utf8"))) {
        if (size() >= mostEntries) return trouble(file, `there are ${mostEntries} entries already`);
        const { title, also, text, language = null } = entry;
        const { lastInsertRowid } = insert.run(file, title, also.join("\n"), text, language);
        index.run(lastInsertRowid, folded([title, ...also].join("\n")), folded(text));
      }
    } catch (thrown) {
      trouble(file, thrown instanceof Error ? thrown.message : String(thrown));
    }
  }
  async function look(): Promise<void> {
    const files = await filesIn(folder);
    for (const file of [...known.keys()]) {
      if (files.has(file)) continue;
      known.delete(file);
      forget(file);
    }
    for (const [file, state] of files) {
      if (known.get(file) === state) continue;
      known.set(file, state);
      await take(file);
    }
  }
  let looking: Promise<void> | undefined;

  return {
    get size() {
      return size();
    },
    refresh() {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
    find(question, language) {
      const asked = askedFor(question, language);
      if (asked.length === 0) return undefined;
      const match = asked.map((word) => `"${word}"*`).join(" OR ");
      const rows = search.all(match, language.split("-")[0] ?? "") as unknown as Row[];
      return best(rows.map(entryOf), asked);
    },
    [Symbol.dispose]: () => database.close(),
  };
}

const entryOf = ({ title, also, text, language }: Row): Entry => ({
  title,
  also: also === "" ? [] : also.split("\n"),
  text,
  ...(language === null ? {} : { language }),
});

/** Path within the folder, and what changes with the file. Neither hidden ones nor those that are too large. */
async function filesIn(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const items = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const item of items) {
    const path = join(item.parentPath, item.name);
    const file = relative(folder, path);
    if (!item.isFile() || !endings.test(item.name) || /(^|[\\/])\./.test(file)) continue;
    if (files.size >= mostFiles) break;
    const facts = await stat(path).catch(() => undefined);
    if (facts && facts.size <= largestFile) files.set(file, `${facts.mtimeMs} ${facts.size} ${facts.ino}`);
  }
  return files;
}

/**
 * The first one that has all that is asked for, in its names or its text, and something of it in its names: an entry that
 * only mentions a word of the question does not answer it.
 */
function best(entries: readonly Entry[], asked: readonly string[]): Entry | undefined {
  const whole = asked.join(" ");
  const exact = entries.find(({ title, also }) =>
    [title, ...also].some((name) => wordsOf(name).join(" ") === whole),
  );
  return exact ?? entries.find((entry) => answers(entry, asked));
}

function answers({ title, also, text }: Entry, asked: readonly string[]): boolean {
  const names = wordsOf([title, ...also].join(" "));
  const body = wordsOf(text);
  const named = asked.filter((word) => names.some((other) => isSame(word, other)));
  const rest = asked.filter((word) => !named.includes(word));
  return named.length > 0 && rest.every((word) => body.some((other) => isSame(word, other)));
}

/** Endings of one word may differ by a letter or two; where words are written together, one may stand within another. */
function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  if (together.test(one)) return other.includes(one);
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 4 && long.length - short.length <= 2 && long.startsWith(short);
}
