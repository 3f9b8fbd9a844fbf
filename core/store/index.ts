/** What must survive a restart, behind one small interface so that nothing above knows which database keeps it. */
import type { Fault } from "../contract/fault.ts";
import type { Store } from "../contract/tools.ts";
import type { AlarmStore } from "./alarms.ts";
import { alarmsOf } from "./alarms.ts";
import { type NoteStore, notesOf } from "./notes.ts";
import { scopeOf } from "./scope.ts";
import { openFile, openMemory } from "./sqlite.ts";
import { type TurnStore, turnsOf } from "./turns.ts";

export type { AlarmChange, AlarmStore, StoredAlarm } from "./alarms.ts";
export { changedAlarm } from "./alarms.ts";
export type { FactFilter, NoteStore, StoredFact, StoredSummary, SummaryFilter } from "./notes.ts";
export type { StoredTurn, TurnFilter, TurnStore } from "./turns.ts";

export interface HubStore extends AsyncDisposable {
  /** The keyed store of one plugin or skill; a name has the same content at every start. */
  scope(name: string): Store;
  readonly alarms: AlarmStore;
  readonly turns: TurnStore;
  readonly notes: NoteStore;
  close(): Promise<void>;
}

export type StoreLocation = { readonly file: string } | { readonly memory: true };

export interface StoreOptions {
  /** Hears of a damaged file that was set aside (STORE_FAILED); the store opens all the same. */
  readonly report?: (fault: Fault) => void;
}

/**
 * Opens the store, making its folder and bringing an older file up to date. A damaged file is kept beside the new one
 * as `FILE.damaged-TIME`. Rejects with STORE_FAILED when the place cannot be written or a newer version made the file.
 */
export async function openStore(location: StoreLocation, options: StoreOptions = {}): Promise<HubStore> {
  const databases = "file" in location ? openFile(location.file, options.report) : openMemory();
  const close = async (): Promise<void> => databases.close();
  return {
    scope: (name) => scopeOf(databases.relaxed, name),
    alarms: alarmsOf(databases.strict),
    turns: turnsOf(databases.relaxed),
    notes: notesOf(databases.relaxed),
    close,
    [Symbol.asyncDispose]: close,
  };
}
