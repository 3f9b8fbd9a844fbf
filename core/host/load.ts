/** Loads a plugin's module anew each time, "hearsay" in it being the host's own contract; says clearly what is wrong with it. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { extname, join, sep } from "node:path";
import { createJiti } from "jiti";
import type { Needs, Plugin, Skill, SkillWords } from "../contract/index.ts";
import * as contract from "../contract/index.ts";
import { Fault } from "../contract/index.ts";
import * as remote from "../contract/remote/index.ts";
import * as voice from "../contract/voice/index.ts";
import type { Place } from "./find.ts";
import { stub } from "./stub.ts";
import { wordFaults } from "./word-check.ts";
import { readWords } from "./words.ts";

/** What the host itself gives to a plugin's imports. */
const doors: Readonly<Record<string, unknown>> = {
  hearsay: contract,
  "hearsay/remote": remote,
  "hearsay/voice": voice,
};

export type Loaded = LoadedPlugin | LoadedSkill;
interface Facts {
  readonly name: string;
  readonly about: string;
  readonly version: string;
  readonly placement: string;
  readonly exclusive: boolean;
  readonly late: boolean;
  readonly remote: boolean;
  readonly options: object | undefined;
  needs(options: unknown): Needs;
}
export interface LoadedPlugin extends Facts {
  readonly kind: "plugin";
  readonly plugin: Plugin<unknown>;
}
export interface LoadedSkill extends Facts {
  readonly kind: "skill";
  readonly skill: Skill;
  /** By language. */
  readonly words: Readonly<Record<string, SkillWords>>;
}

export interface LoadOptions {
  /** Where transformed sources are kept; default jiti's own folder. */
  readonly cache?: string;
}

/**
 * Loads it for use. Each call evaluates the plugin's own files again; npm packages are evaluated once a process.
 * Faults: PLUGIN_INVALID with file and line, SENTENCE_INVALID.
 */
export function loadAt(place: Place, options: LoadOptions = {}): Promise<Loaded> {
  return loadWith(place, options, {});
}

/**
 * Loads what it says of itself. npm packages are replaced by empty stand-ins, so that no native library comes into this
 * process for a plugin that runs in another. `complete`: nothing had to be replaced, it can be used as it is.
 */
export async function describeAt(
  place: Place,
  options: LoadOptions = {},
): Promise<Loaded & { readonly complete: boolean }> {
  const packages = packagesOf(place.folder);
  const standIns = Object.fromEntries(packages.map((name) => [name, stub]));
  const complete = packages.length === 0;
  try {
    return { ...(await loadWith(place, options, standIns)), complete };
  } catch (error) {
    if (complete) throw error;
    return { ...(await loadWith(place, options, {})), complete: true };
  }
}

async function loadWith(
  place: Place,
  { cache }: LoadOptions,
  standIns: Readonly<Record<string, unknown>>,
): Promise<Loaded> {
  forget(place.folder);
  const jiti = createJiti(place.entry, {
    moduleCache: false,
    interopDefault: false,
    fsCache: cache ?? true,
    virtualModules: { ...standIns, ...doors },
    transformOptions: { retainLines: true },
  });
  // Asynchronously, jiti hands JavaScript modules to Node, which would neither load them anew nor know "hearsay".
  const native = [".js", ".mjs", ".cjs"].includes(extname(place.entry));
  let module: unknown;
  try {
    module = native ? jiti(place.entry) : await jiti.import(place.entry);
  } catch (cause) {
    throw new Fault("PLUGIN_INVALID", `${place.name} cannot be loaded: ${whereOf(cause, place)}`, { cause });
  }
  return judge(place, defaultOf(module));
}

/** Node keeps JSON and CommonJS files of the plugin in its own cache; they are to be read again too. */
function forget(folder: string): void {
  const { cache } = createRequire(import.meta.url);
  const modules = join(folder, "node_modules") + sep;
  for (const file of Object.keys(cache)) {
    if (file.startsWith(folder + sep) && !file.startsWith(modules)) delete cache[file];
  }
}

const defaultOf = (module: unknown): unknown => {
  const value = isRecord(module) && "default" in module ? module.default : module;
  return isRecord(value) && "default" in value && value.__esModule ? value.default : value;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Throws the first fault of the language files, and says how many more there are. */
async function soundWords(folder: string, skill: Skill): Promise<LoadedSkill["words"]> {
  const words = await readWords(folder);
  const [fault, ...others] = await wordFaults(folder, skill, words);
  if (fault === undefined) return words;
  if (others.length === 0) throw fault;
  const message = `${fault.message} (and ${others.length} more: hearsay skills test ${skill.name})`;
  throw new Fault(fault.code, message, { cause: fault });
}

async function judge(place: Place, value: unknown): Promise<Loaded> {
  const wrong = (what: string): Fault => new Fault("PLUGIN_INVALID", `${place.entry}: ${what}`);
  if (!isRecord(value)) throw wrong("it has no default export; it needs export default definePlugin({...}).");
  const { name, about, version, options } = value;
  if (typeof name !== "string") throw wrong("it has no name.");
  if (place.from !== "package" && name !== place.name) {
    throw wrong(`its name is "${name}" and its folder's is "${place.name}"; they must be the same.`);
  }
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) throw wrong(`its name "${name}" is not one.`);
  if (typeof about !== "string") throw wrong('it needs "about", one sentence of what it is.');
  if (options !== undefined && !isRecord(options)) throw wrong('"options" must be a JSON Schema.');
  const facts = {
    name,
    about,
    version: typeof version === "string" ? version : (place.version ?? contractVersion),
    placement: typeof value.placement === "string" ? value.placement : "inline",
    exclusive: value.exclusive === true,
    late: value.late === true,
    remote: value.remote === true,
    options: options as object | undefined,
    needs: (given: unknown): Needs => needsOf(value.needs, given),
  };
  if (isRecord(value.intents)) {
    const skill = value as unknown as Skill;
    return { ...facts, kind: "skill", skill, words: await soundWords(place.folder, skill) };
  }
  if (typeof value.start !== "function")
    throw wrong('it has neither "start" (a plugin) nor "intents" (a skill).');
  return { ...facts, kind: "plugin", plugin: value as unknown as Plugin<unknown> };
}

/** Bundled plugins have Hearsay's version. */
const contractVersion: string = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
).version;

function needsOf(needs: unknown, options: unknown): Needs {
  if (typeof needs === "function") return (needs as (given: unknown) => Needs)(options) ?? {};
  return isRecord(needs) ? (needs as Needs) : {};
}

/** The npm packages that a plugin's own files name. */
function packagesOf(folder: string): readonly string[] {
  const named = new Set<string>();
  for (const item of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!item.isFile() || !/\.[cm]?[jt]s$/.test(item.name)) continue;
    if (item.parentPath.includes(`${sep}node_modules`) && !folder.includes(`${sep}node_modules`)) continue;
    const text = readFileSync(join(item.parentPath, item.name), "utf8");
    for (const [, name] of text.matchAll(/(?:\bfrom|\bimport|\brequire\()\s*["']([^"'./][^"'\n]*)["']/g)) {
      if (name && !Object.hasOwn(doors, name) && !isBuiltin(name)) named.add(name);
    }
  }
  return [...named];
}

/** The message with the file and line it is about: parse errors name them, others by the first line of the stack in the plugin. */
function whereOf(thrown: unknown, place: Pick<Place, "folder">): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const message = thrown.message.replace(/\s*\n\s*/g, " ").trim();
  const line = thrown.stack?.split("\n").find((at) => /^\s+at /.test(at) && at.includes(place.folder + sep));
  const spot = line && /((?:file:\/\/)?\/[^()\s]+:\d+:\d+)/.exec(line)?.[1]?.replace("file://", "");
  return spot && !message.includes(place.folder + sep) ? `${message} (${spot})` : message;
}
