/** Tells which entry of a folder changed, once it has come to rest. */
import { type FSWatcher, watch } from "node:fs";
import { mkdir } from "node:fs/promises";
import { sep } from "node:path";
import type { Log } from "../contract/index.ts";

const settleMs = 100;

/**
 * Calls `hear` with the name of the folder's entry (a plugin's folder, a persona's file) in which something was added,
 * changed or removed, once nothing more happened in it for 100 ms. A folder that is absent is made.
 */
export async function watchFolder(
  folder: string,
  hear: (entry: string) => void,
  log: Log,
): Promise<Disposable> {
  const timers = new Map<string, NodeJS.Timeout>();
  await mkdir(folder, { recursive: true });
  const watcher: FSWatcher = watch(folder, { recursive: true }, (_event, path) => {
    const [entry = ""] = (path ?? "").split(sep);
    // What editors leave for a moment, and packages being installed, are none of a plugin's own files.
    if (entry === "" || /(^|[/\\])(\.|node_modules([/\\]|$))|~$|\.sw[a-z]$/.test(path ?? "")) return;
    clearTimeout(timers.get(entry));
    const timer = setTimeout(() => {
      timers.delete(entry);
      hear(entry);
    }, settleMs);
    timers.set(entry, timer);
  });
  watcher.on("error", (error) => log.warn("A folder is no longer watched.", { folder, error }));
  return {
    [Symbol.dispose]() {
      for (const timer of timers.values()) clearTimeout(timer);
      watcher.close();
    },
  };
}
