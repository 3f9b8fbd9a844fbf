/**
 * Which group a test belongs to, by what it starts: whoever runs a process, a hub, a dialog or a broker of its own waits for
 * clocks and sockets, and would make the quick ones wait too. The small house of the test kit is quick.
 */
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const kit = join(root, "test/kit");
const starters = ["core/hub.ts", "core/dialog/dialog.ts", "core/bus/broker.ts", "core/host/plugins.ts"].map(
  (file) => join(root, file),
);
/** Who waits for a process to end runs something short, such as git. */
const runs = /^import \{[^}]*\b(?:spawn|fork|execFile)\b[^}]*\} from "node:child_process";$/m;
/** Slow for all the skills, languages and files that they go through. */
const thorough = [
  "test/skills/conformance.test.ts",
  "test/house/generated.test.ts",
  "test/bench/index.test.ts",
];

/** Tests in `files` that start something, as paths from the project's root. */
export function systemTests(files: string, but: readonly string[]): readonly string[] {
  const known = new Map<string, boolean>();
  return globSync(files, { cwd: root, exclude: [...but] })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => thorough.includes(file) || starts(join(root, file), known))
    .sort();
}

/** By the imports of the test and of its own helpers. */
function starts(file: string, known: Map<string, boolean>): boolean {
  const before = known.get(file);
  if (before !== undefined) return before;
  known.set(file, false);
  const source = readFileSync(file, "utf8");
  const found = runs.test(source) || importsOf(file, source).some((one) => isStarter(one, known));
  known.set(file, found);
  return found;
}

const isStarter = (file: string, known: Map<string, boolean>): boolean => {
  if (starters.includes(file)) return true;
  const isHelper = file.startsWith(join(root, "test/")) && !file.startsWith(kit);
  return isHelper && existsSync(file) && starts(file, known);
};

/** Of values, not of types. */
const importsOf = (file: string, source: string): readonly string[] =>
  [...source.matchAll(/^(?:import|export) (?!type )[^;]*?from "(\.[^"]+\.ts)";$/gms)].map(([, path = ""]) =>
    resolve(dirname(file), path),
  );
