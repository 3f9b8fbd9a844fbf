/** The SQLite store meets the suite, and the suite catches a store that forgets. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import type { HubStore } from "../../../core/store/index.ts";
import { openStore } from "../../../core/store/index.ts";
import type { StorePlace } from "../../conformance/store.ts";
import { anAlarm, aTurn, lastingChecks, storeChecks } from "../../conformance/store.ts";
import { aFact, aSummary } from "../../conformance/store-notes.ts";
import { describeSuite, expectBroken } from "../../conformance/suite.ts";

function folderPlace(): { readonly file: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), "hearsay-store-"));
  return { file: join(folder, "hub.sqlite"), [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

function filePlace(): StorePlace & Disposable {
  const folder = mkdtempSync(join(tmpdir(), "hearsay-store-"));
  return {
    open: () => openStore({ file: join(folder, "deep", "hub.sqlite") }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

describeSuite("store in a file", filePlace, [...storeChecks, ...lastingChecks]);
describeSuite("store in memory", () => ({ open: () => openStore({ memory: true }) }), storeChecks);

it("brings a file of the first version up to date", async () => {
  using place = folderPlace();
  const old = new DatabaseSync(place.file);
  old.exec(`CREATE TABLE kept (scope TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (scope, key)) STRICT, WITHOUT ROWID;
    CREATE TABLE alarm (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, at REAL NOT NULL, length REAL,
      site TEXT NOT NULL, skill TEXT NOT NULL, language TEXT NOT NULL, data TEXT NOT NULL, phase TEXT NOT NULL) STRICT;
    INSERT INTO alarm VALUES ('a1', 'pasta', 'timer', 1000, 600000, 'kitchen', 'timer', 'en', '{"loud":true,"name":"pasta"}', 'set');
    PRAGMA user_version = 1;`);
  old.close();
  await using store = await openStore({ file: place.file });
  expect(await store.alarms.pending()).toEqual([anAlarm()]);
});

it("keeps no word of what was forgotten in its files", async () => {
  using place = folderPlace();
  const secret = "the-word-that-must-go";
  await using store = await openStore(place);
  await store.turns.add(aTurn({ record: { text: secret.repeat(500) } }));
  await store.turns.add(aTurn({ id: "t2", record: { text: "stays" } }));
  const files = (): string =>
    readdirSync(dirname(place.file))
      .map((name) => readFileSync(join(dirname(place.file), name), "latin1"))
      .join();
  expect(files()).toContain(secret);
  await store.notes.keepFact({ ...aFact(), text: secret });
  await store.notes.keepSummary({ ...aSummary(), text: secret });
  await store.turns.forget({ id: "t1" });
  await store.notes.forgetFacts({});
  await store.notes.forgetSummaries({});
  expect(files()).not.toContain(secret);
  expect(files()).toContain("stays");
});

/** Shares one scope and all facts among all, forgets at close but not when told to, and takes repeated alarms and summaries for new ones. */
function forgetful(): StorePlace {
  const open = async (): Promise<HubStore> => {
    const real = await openStore({ memory: true });
    const shared = real.scope("all");
    let repeats = 0;
    const alarms = {
      ...real.alarms,
      add: (alarm: ReturnType<typeof anAlarm>) =>
        real.alarms.add({ ...alarm, id: `${alarm.id}-${repeats++}` }),
    };
    const notes = {
      ...real.notes,
      facts: () => real.notes.facts({}),
      keepSummary: (summary: ReturnType<typeof aSummary>) =>
        real.notes.keepSummary({ ...summary, site: `${summary.site}-${repeats++}` }),
      forgetFacts: async () => [],
    };
    return { ...real, scope: () => shared, alarms, notes };
  };
  return { open };
}

it("the suite catches a store that forgets and repeats", async () => {
  await expectBroken(
    forgetful,
    [...storeChecks, ...lastingChecks],
    [
      "keeps scopes apart",
      "keeps one alarm an id",
      "does not take an alarm again that is done",
      "finds everything again",
      'lists facts, told last first, and forgets by {"person":"ada"}',
      "keeps one summary of a persona with a person or in a room",
      "has an alarm on the disk before it says so",
    ],
  );
});
