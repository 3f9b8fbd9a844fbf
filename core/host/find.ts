/** Finds plugins and skills: bundled ones, those in the user's folders, and npm packages that the settings name. */
import { existsSync } from "node:fs";
import { readdir, readFile, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "../contract/fault.ts";

/** Where one plugin or skill lies. */
export interface Place {
  /** Its folder's name; of a package, the package's name without scope and `hearsay-`. */
  readonly name: string;
  readonly folder: string;
  /** The module to load, absolute. */
  readonly entry: string;
  readonly from: "bundled" | "folder" | "package";
  readonly version?: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
/** The folders that come with Hearsay. */
export const bundled = { plugins: join(root, "plugins"), skills: join(root, "skills") } as const;

const entries = ["index.ts", "index.mts", "index.js", "index.mjs", "index.cjs"];
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The plugins in one folder: each subfolder that has an index. An absent folder has none. */
export async function findIn(folder: string, from: Place["from"] = "folder"): Promise<readonly Place[]> {
  const items = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const places = items
    .filter((item) => (item.isDirectory() || item.isSymbolicLink()) && namePattern.test(item.name))
    .map((item) => placeIn(folder, item.name, from));
  return (await Promise.all(places)).filter((place) => place !== undefined);
}

/** One plugin by its folder's name, if it is there. */
export async function placeIn(folder: string, name: string, from: Place["from"]): Promise<Place | undefined> {
  const own = join(folder, name);
  const entry = entries.map((file) => join(own, file)).find((file) => existsSync(file));
  if (entry === undefined || !namePattern.test(name)) return undefined;
  return { name, folder: own, entry, from };
}

/** An npm package, looked for in node_modules of each base and above. Faults: PLUGIN_NOT_FOUND. */
export async function findPackage(name: string, bases: readonly string[]): Promise<Place> {
  for (const base of bases) {
    for (let above = base; ; above = dirname(above)) {
      const folder = join(above, "node_modules", name);
      if (existsSync(join(folder, "package.json"))) return packageAt(name, await realpath(folder));
      if (dirname(above) === above) break;
    }
  }
  throw new Fault("PLUGIN_NOT_FOUND", `The package ${name} is not installed.`, {
    remedy: `Install it with: npm install --prefix ${bases[0]} ${name}`,
  });
}

async function packageAt(name: string, folder: string): Promise<Place> {
  const facts = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const named = [mainOf(facts.exports), facts.main].filter((path) => typeof path === "string");
  const entry = [...named, ...entries].map((path) => join(folder, path)).find((path) => existsSync(path));
  if (entry === undefined) {
    throw new Fault("PLUGIN_INVALID", `${folder}: its package.json names no module that is there.`);
  }
  const short = (name.split("/").at(-1) ?? name).replace(/^hearsay-/, "");
  return { name: short, folder, entry, from: "package", version: String(facts.version ?? "") };
}

/** The module of a package's front door, of the conditions that Node itself would take. */
function mainOf(exports: unknown): string | undefined {
  if (typeof exports === "string") return exports;
  if (typeof exports !== "object" || exports === null) return undefined;
  const map = exports as Record<string, unknown>;
  if ("." in map) return mainOf(map["."]);
  for (const condition of ["node", "import", "default"]) {
    const path = condition in map ? mainOf(map[condition]) : undefined;
    if (path !== undefined) return path;
  }
  return undefined;
}
