/** Tells which entry of a folder changed, once it has come to rest. */
import { type FSWatcher, lstatSync, readdirSync, type Stats, statSync, watch } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import type { Log } from "../contract/index.ts";

const settleMs = 100;
/** What editors leave for a moment, and packages being installed, are none of a plugin's own files. */
const passing = /(^|[/\\])(\.|node_modules([/\\]|$))|~$|\.sw[a-z]$/;

/**
 * Calls `hear` with the name of the folder's entry (a plugin's folder, a persona's file) in which something was added,
 * changed or removed, once nothing more happened in it for 100 ms. A folder that is absent is made; links to folders
 * are followed where they are entries, not below.
 */
export async function watchFolder(
  folder: string,
  hear: (entry: string) => void,
  log: Log,
): Promise<Disposable> {
  await mkdir(folder, { recursive: true });
  const timers = new Map<string, NodeJS.Timeout>();
  const touch = (path: string): void => {
    const [entry = ""] = relative(folder, path).split(sep);
    clearTimeout(timers.get(entry));
    const timer = setTimeout(() => {
      timers.delete(entry);
      hear(entry);
    }, settleMs);
    timers.set(entry, timer);
  };
  const tree = watchTree(folder, touch, log);
  // A watched folder that is removed is not heard of when it is made again: only the one it lies in can tell.
  const above = watchOne(dirname(folder), log, (_event, name) => {
    if (name === basename(folder)) tree.again();
  });
  return {
    [Symbol.dispose]() {
      for (const timer of timers.values()) clearTimeout(timer);
      above?.close();
      tree[Symbol.dispose]();
    },
  };
}

interface Tree extends Disposable {
  /** The folder itself may be another one now. */
  again(): void;
}

/**
 * One watcher a folder: a folder tells of every name in it whatever file stands under that name, while what watches a
 * file (as Linux's recursive watching does) stays with the old one when another is moved into its place.
 */
function watchTree(root: string, touch: (path: string) => void, log: Log): Tree {
  const watchers = new Map<string, FSWatcher>();

  function leave(folder: string): void {
    for (const [path, watcher] of watchers) {
      if (path !== folder && !path.startsWith(folder + sep)) continue;
      watcher.close();
      watchers.delete(path);
    }
  }
  function enter(folder: string): void {
    const watcher = watchOne(folder, log, (event, name) => heard(event, join(folder, name)));
    if (!watcher) return;
    watchers.set(folder, watcher);
    for (const name of foldersIn(folder, folder === root)) enter(join(folder, name));
  }
  function heard(event: string, path: string): void {
    if (passing.test(relative(root, path))) return;
    if (event === "rename") {
      // Gone, new, or removed and made again: its number cannot tell, a new folder may get that of the old one.
      leave(path);
      if (isFolder(path) && (dirname(path) === root || !isLink(path))) enter(path);
    }
    touch(path);
  }

  enter(root);
  return {
    again() {
      const before = [...watchers.keys()].filter((path) => dirname(path) === root);
      leave(root);
      if (isFolder(root)) enter(root);
      for (const path of new Set([...before, ...namesIn(root).map((name) => join(root, name))])) {
        if (!passing.test(relative(root, path))) touch(path);
      }
    },
    [Symbol.dispose]: () => leave(root),
  };
}

function watchOne(
  folder: string,
  log: Log,
  hear: (event: string, name: string) => void,
): FSWatcher | undefined {
  const failed = (error: unknown): void => log.warn("A folder is not watched.", { folder, error });
  try {
    const watcher = watch(folder, (event, name) => {
      if (name !== null) hear(event, name);
    });
    return watcher.on("error", failed);
  } catch (error) {
    // It is gone already, which the folder above tells of.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") failed(error);
    return undefined;
  }
}

function foldersIn(folder: string, links: boolean): string[] {
  return entriesIn(folder)
    .filter(
      (item) => item.isDirectory() || (links && item.isSymbolicLink() && isFolder(join(folder, item.name))),
    )
    .map(({ name }) => name)
    .filter((name) => !passing.test(name));
}

const namesIn = (folder: string): string[] => entriesIn(folder).map(({ name }) => name);

function entriesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

const isFolder = (path: string): boolean => factsOf(statSync, path)?.isDirectory() ?? false;
const isLink = (path: string): boolean => factsOf(lstatSync, path)?.isSymbolicLink() ?? false;

/** Undefined for what is not there, is a loop of links, or may not be looked at. */
function factsOf(look: (path: string) => Stats, path: string): Stats | undefined {
  try {
    return look(path);
  } catch {
    return undefined;
  }
}
