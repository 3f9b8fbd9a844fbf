/** The SQLite store meets the suite, and the suite catches a store that forgets. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "vitest";
import type { HubStore } from "../../../core/store/index.ts";
import { openStore } from "../../../core/store/index.ts";
import type { StorePlace } from "../../conformance/store.ts";
import { type anAlarm, lastingChecks, storeChecks } from "../../conformance/store.ts";
import { describeSuite, expectBroken } from "../../conformance/suite.ts";

function filePlace(): StorePlace & Disposable {
  const folder = mkdtempSync(join(tmpdir(), "hearsay-store-"));
  return {
    open: () => openStore({ file: join(folder, "deep", "hub.sqlite") }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

describeSuite("store in a file", filePlace, [...storeChecks, ...lastingChecks]);
describeSuite("store in memory", () => ({ open: () => openStore({ memory: true }) }), storeChecks);

/** Shares one scope among all, forgets at close, and takes a repeated alarm for a new one. */
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
    return { ...real, scope: () => shared, alarms };
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
      "has an alarm on the disk before it says so",
    ],
  );
});
