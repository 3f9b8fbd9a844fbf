/** Reads the settings: file, environment and command line laid over each other, checked, with paths and secrets resolved. */
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { Fault } from "../../contract/fault.ts";
import { checkSettings, type Locate } from "./check.ts";
import { type Override, overridesOf } from "./env.ts";
import type { Settings as Values } from "./generated.ts";
import { settingsSchema, transform } from "./schema.ts";
import { revealed, secretOf, type Written } from "./secret.ts";
import { readSource, type Source } from "./source.ts";

export type Env = Readonly<Record<string, string | undefined>>;

/** Settings with every default filled in, paths absolute and secrets as `Secret`. */
export interface Settings extends Values {
  personas: Values["personas"] & { folder: string };
  /** The data folder, absolute. */
  readonly data: string;
  /** The file they came from, absolute; undefined when there is none. */
  readonly file: string | undefined;
  /** Where a setting was said, as `hearsay.yaml:3:5`, a variable or the command line; undefined for a default. */
  where(path: readonly string[], part?: "key" | "value"): string | undefined;
}

export interface SettingsFrom {
  /** A settings file that must exist. Absent: ./hearsay.yaml, else that of the data folder, else none. */
  readonly file?: string;
  /** The data folder. Absent: HEARSAY_DATA, else ~/.local/share/hearsay. */
  readonly data?: string;
  readonly env: Env;
  /** By dotted path, from the command line: `{"bus.port": 0}`; undefined ones are passed over. */
  readonly overrides?: Readonly<Record<string, unknown>>;
  /** Where ./hearsay.yaml is looked for; default the current folder. */
  readonly cwd?: string;
}

/** Faults: SETTINGS_INVALID (every mistake with line and column), SETTINGS_UNREADABLE. */
export async function loadSettings(from: SettingsFrom): Promise<Settings> {
  const { cwd, data, files } = placesOf(from);
  const found = await settingsFile(files, from.file !== undefined);
  const source = readSource(found?.text ?? "", found ? basename(found.path) : "hearsay.yaml");
  const variables = overridesOf(from.env);
  const value = structuredClone(source.value) as Record<string, unknown>;
  for (const [section, held] of Object.entries(value)) if (held === null) delete value[section];
  for (const { path, value: words } of variables) put(value, path, words);
  const overrides = Object.entries(from.overrides ?? {}).filter(([, words]) => words !== undefined);
  for (const [path, words] of overrides) put(value, path.split("."), words);
  const commanded = overrides.map(([path]) => path.split("."));
  const locate = locatorOf(source, variables, commanded);
  const said = structuredClone(value);
  checkSettings(value, locate);
  fillFolders(value, from.env, data);
  const folder = found ? dirname(found.path) : cwd;
  const settled = await transform(value, settingsSchema, (part, shape, path) => {
    if (shape["x-secret"]) return secretAt(part as Written, path, folder, from.env);
    return shape["x-path"] && typeof part === "string" ? resolve(folder, homed(part)) : part;
  });
  const where: Settings["where"] = (path, part = "value") =>
    isAt(said, path) ? locate(path, part) : undefined;
  return { ...(settled as Omit<Settings, "data" | "file" | "where">), data, file: found?.path, where };
}

/** Absolute; `files`: where the settings file is looked for, best first. */
export function placesOf({ file, data, env, cwd = process.cwd() }: SettingsFrom) {
  const folder = resolve(cwd, homed(data ?? env.HEARSAY_DATA ?? "~/.local/share/hearsay"));
  const files =
    file === undefined
      ? [join(cwd, "hearsay.yaml"), join(folder, "hearsay.yaml")]
      : [resolve(cwd, homed(file))];
  return { cwd, data: folder, files };
}

const homed = (path: string): string => (/^~(?=\/|$)/.test(path) ? join(homedir(), path.slice(1)) : path);

async function secretAt(written: Written, path: readonly string[], folder: string, env: Env) {
  return secretOf(await revealed(written, path.join("."), folder, env));
}

async function settingsFile(
  files: readonly string[],
  needed: boolean,
): Promise<{ path: string; text: string } | undefined> {
  for (const path of files) {
    try {
      return { path, text: await readFile(path, "utf8") };
    } catch (cause) {
      const absent = (cause as NodeJS.ErrnoException).code === "ENOENT";
      if (needed || !absent) throw new Fault("SETTINGS_UNREADABLE", `${path} cannot be read.`, { cause });
    }
  }
  return undefined;
}

function put(root: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let place = root;
  for (const key of path.slice(0, -1)) {
    const held = place[key];
    const next = typeof held === "object" && held !== null && !Array.isArray(held) ? held : {};
    place[key] = next;
    place = next as Record<string, unknown>;
  }
  const last = path.at(-1);
  if (last !== undefined) place[last] = value;
}

/** The defaults that depend on where we are. */
function fillFolders(value: Record<string, unknown>, env: Env, data: string): void {
  const models = value.models as { folder?: string };
  if (env.HEARSAY_MODELS && models.folder === "~/.cache/hearsay/models")
    models.folder = resolve(env.HEARSAY_MODELS);
  const personas = value.personas as { folder?: string };
  personas.folder ??= join(data, "personas");
}

function isAt(root: unknown, path: readonly string[]): boolean {
  let held = root;
  for (const key of path) {
    if (typeof held !== "object" || held === null || !Object.hasOwn(held, key)) return false;
    held = (held as Record<string, unknown>)[key];
  }
  return true;
}

const leads = (start: readonly string[], path: readonly string[]): boolean =>
  start.every((key, i) => path[i] === key);

function locatorOf(
  source: Source,
  variables: readonly Override[],
  commanded: readonly (readonly string[])[],
): Locate {
  return (path, part) => {
    if (commanded.some((start) => leads(start, path))) return "command line";
    const variable = variables.find((override) => leads(override.path, path));
    return variable?.variable ?? source.locate(path, part);
  };
}
