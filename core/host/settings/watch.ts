/** Follows the settings file: what may change while the house runs takes effect, the rest is named as needing a restart. */
import { type FSWatcher, watch } from "node:fs";
import { dirname, join } from "node:path";
import type { Log } from "../../contract/index.ts";
import { loadSettings, placesOf, type Settings, type SettingsFrom } from "./load.ts";
import { isLive } from "./schema.ts";
import { isSecret } from "./secret.ts";

export interface SettingsChange {
  /** The running settings with every live change taken over. */
  readonly settings: Settings;
  /** Dotted paths that changed and took effect. */
  readonly live: readonly string[];
  /** Dotted paths that changed and wait for a restart. */
  readonly waiting: readonly string[];
}

const settleMs = 100;

/**
 * Calls `hear` after each change of the file that is valid, also when one is made where none was; one that is not
 * valid, or is taken away, is logged, and the old settings stay.
 */
export function watchSettings(
  current: Settings,
  from: SettingsFrom,
  log: Log,
  hear: (change: SettingsChange) => void,
): Disposable {
  let running = current;
  let timer: NodeJS.Timeout | undefined;
  const { files } = placesOf(from);

  async function look(): Promise<void> {
    const next = await loadSettings(from);
    if (next.file === undefined) {
      if (running.file !== undefined)
        log.warn("The settings file is gone; its settings stay until a restart.");
      return;
    }
    if (next.file !== running.file) log.info("A settings file was found.", { file: next.file });
    const change = changeOf(running, next);
    if (change.waiting.length > 0)
      log.warn("Settings changed that need a restart.", { paths: change.waiting });
    if (change.live.length > 0) log.info("Settings changed.", { paths: change.live });
    running = change.settings;
    if (change.live.length + change.waiting.length > 0) hear(change);
  }
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      look().catch((error) => log.error("The changed settings are not used.", { error }));
    }, settleMs);
  };

  const watchers = [...new Set(files.map(dirname))].map((folder) => follow(folder, files, log, soon));
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher?.close();
    },
  };
}

/** Editors replace the file: only its folder can be followed through that. */
function follow(folder: string, files: readonly string[], log: Log, soon: () => void): FSWatcher | undefined {
  const failed = (error: unknown): void =>
    log.warn("The settings file is not followed here.", { folder, error });
  try {
    const watcher = watch(folder, (_event, name) => {
      if (name === null || files.includes(join(folder, name))) soon();
    });
    return watcher.on("error", failed);
  } catch (error) {
    failed(error);
    return undefined;
  }
}

/** What differs between two readings. */
export function changeOf(running: Settings, next: Settings): SettingsChange {
  const facts = new Set<string | undefined>(["data", "file", "where"]);
  const paths = differences(running, next, []).filter(([first]) => !facts.has(first));
  const live = paths.filter(isLive);
  const settings = { ...(structuredCopy(running) as Settings), file: next.file, where: next.where };
  for (const path of live) copy(settings, next, path);
  const dotted = (list: readonly (readonly string[])[]): string[] => list.map((path) => path.join("."));
  return { settings, live: dotted(live), waiting: dotted(paths.filter((path) => !isLive(path))) };
}

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isSecret(value);

function differences(a: unknown, b: unknown, path: readonly string[]): (readonly string[])[] {
  if (isPlain(a) && isPlain(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].flatMap((key) => differences(a[key], b[key], [...path, key]));
  }
  return plainly(a) === plainly(b) ? [] : [path];
}

/** For comparing only; what it returns must not leave this file. */
const plainly = (value: unknown): string | undefined =>
  JSON.stringify(isSecret(value) ? { secret: value.reveal() } : value, (_key, part) =>
    isSecret(part) ? part.reveal() : part,
  );

const structuredCopy = (value: unknown): unknown =>
  isPlain(value)
    ? Object.fromEntries(Object.entries(value).map(([key, held]) => [key, structuredCopy(held)]))
    : value;

function copy(to: object, from: object, path: readonly string[]): void {
  let target = to as Plain;
  let source: Plain | undefined = from as Plain;
  for (const key of path.slice(0, -1)) {
    source = isPlain(source?.[key]) ? (source[key] as Plain) : undefined;
    if (!isPlain(target[key])) target[key] = {};
    target = target[key] as Plain;
  }
  const last = path.at(-1) ?? "";
  if (source && last in source) target[last] = source[last];
  else delete target[last];
}
