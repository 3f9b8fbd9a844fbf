/** What the store does with files it cannot read: nothing is lost without a word. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import type { Fault } from "../../../core/contract/fault.ts";
import { openStore } from "../../../core/store/index.ts";
import { anAlarm } from "../../conformance/store.ts";

const newFolder = (): string => mkdtempSync(join(tmpdir(), "hearsay-store-"));

const damages: Record<string, (file: string) => void> = {
  "is no database": (file) => writeFileSync(file, "these are not the bytes of a database ".repeat(200)),
  "has its pages overwritten": (file) => {
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 4096, bytes.length);
    writeFileSync(file, bytes);
  },
};

it.each(Object.entries(damages))("a file that %s is set aside and reported", async (_name, damage) => {
  const folder = newFolder();
  const file = join(folder, "hub.sqlite");
  await using whole = await openStore({ file });
  for (let n = 0; n < 50; n++) await whole.alarms.add(anAlarm({ id: `a${n}`, name: "x".repeat(200) }));
  await whole.close();
  damage(file);
  const damaged = readFileSync(file);

  const faults: Fault[] = [];
  await using store = await openStore({ file }, { report: (fault) => faults.push(fault) });
  await store.scope("one").set("key", 1);

  expect(faults.map(({ code }) => code)).toEqual(["STORE_FAILED"]);
  const aside = readdirSync(folder).filter((name) => name.includes("damaged"));
  expect(aside).toHaveLength(1);
  expect(readFileSync(join(folder, String(aside[0])))).toEqual(damaged);
  expect(await store.alarms.pending()).toEqual([]);
});

it("a file of a newer version is refused and left as it is", async () => {
  const file = join(newFolder(), "hub.sqlite");
  const newer = new DatabaseSync(file);
  newer.exec("PRAGMA journal_mode = WAL; PRAGMA user_version = 999;");
  newer.close();
  const before = readFileSync(file);
  await expect(openStore({ file })).rejects.toMatchObject({
    code: "STORE_FAILED",
    message: expect.stringContaining("newer version"),
  });
  expect(readFileSync(file)).toEqual(before);
});

it("a place that cannot be a file is a fault with a code", async () => {
  const folder = newFolder();
  mkdirSync(join(folder, "hub.sqlite"));
  await expect(openStore({ file: join(folder, "hub.sqlite") })).rejects.toMatchObject({
    code: "STORE_FAILED",
  });
});
