/** The keyed store of one plugin: rows of one table under the plugin's name. */
import type { DatabaseSync } from "node:sqlite";
import { Fault } from "../contract/fault.ts";
import type { Store } from "../contract/tools.ts";
import { guarded } from "./sqlite.ts";

function toText(key: string, value: unknown): string {
  const text = JSON.stringify(value);
  if (text === undefined) {
    throw new Fault("STORE_FAILED", `The value for "${key}" is not JSON.`, {
      remedy: "Store plain data; to remove a key call delete().",
    });
  }
  return text;
}

export function scopeOf(database: DatabaseSync, scope: string): Store {
  const read = database.prepare("SELECT value FROM kept WHERE scope = ? AND key = ?");
  const write = database.prepare(
    "INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value",
  );
  const remove = database.prepare("DELETE FROM kept WHERE scope = ? AND key = ?");
  const list = database.prepare("SELECT key FROM kept WHERE scope = ? AND key >= ? ORDER BY key");
  return {
    get: <T>(key: string) =>
      guarded("read", () => {
        const row = read.get(scope, key);
        return row === undefined ? undefined : (JSON.parse(String(row.value)) as T);
      }),
    set: (key, value) =>
      guarded("write", () => {
        write.run(scope, key, toText(key, value));
      }),
    delete: (key) => guarded("write", () => remove.run(scope, key).changes > 0),
    keys: (prefix = "") =>
      guarded("read", () =>
        list
          .all(scope, prefix)
          .map((row) => String(row.key))
          .filter((key) => key.startsWith(prefix)),
      ),
  };
}
