/** The one door to every benchmark: finds them beside itself, runs the one that is named, prints a table or JSON. */
import { readdir } from "node:fs/promises";
import { cpus } from "node:os";
import { pathToFileURL } from "node:url";
import { asFault, Fault } from "hearsay";

/** What every file here exports. */
export interface Benchmark {
  /** Same as its file. */
  readonly name: string;
  /** One line: what it measures. */
  readonly about: string;
  /** `args`: what follows the name on the command line; `log`: progress, for people. */
  bench(options: { readonly args: string[]; log(text: string): void }): Promise<object>;
}

/** What is known of a run; `--json` prints the result's fields beside the others. */
export interface Report {
  readonly name: string;
  /** ms since 1970. */
  readonly at: number;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
  readonly result: object;
}

interface Io {
  out(text: string): void;
  err(text: string): void;
}

/** Names of the benchmarks in a folder: its modules, but this one and those that begin with an underscore. */
export async function namesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith(".ts") && file !== "index.ts" && !/^_|\.test\.ts$/.test(file))
    .map((file) => file.slice(0, -3))
    .sort();
}

/** Runs `NAME [--json] [args]` on the benchmarks of a folder. Resolves with the exit code: 0 done, 1 failed, 2 misuse. */
export async function runBench(folder: string, argv: readonly string[], io: Io): Promise<number> {
  const names = await namesIn(folder);
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help" || name === "-h") {
    io.out(await help(folder, names));
    return name === undefined ? 2 : 0;
  }
  const json = rest.includes("--json");
  try {
    const report = await measure(folder, names, name, rest, io);
    io.out(json ? JSON.stringify(plainOf(report)) : tableOf(report));
    return 0;
  } catch (thrown) {
    const { code, message, remedy } = misuseOf(thrown) ?? asFault(thrown);
    if (json) io.out(JSON.stringify({ fault: { code, message, remedy } }));
    else io.err(`${code}: ${message}\n${remedy}`);
    return code === "USAGE" ? 2 : 1;
  }
}

const plainOf = ({ result, ...report }: Report): object => ({ ...result, ...report });

/** What parseArgs refuses, as a fault. */
function misuseOf(thrown: unknown): Fault | undefined {
  const { code } = thrown as { readonly code?: unknown };
  if (!(thrown instanceof Error) || !String(code).startsWith("ERR_PARSE_ARGS_")) return undefined;
  return new Fault("USAGE", thrown.message, { remedy: "See: npm run bench -- --help", cause: thrown });
}

async function measure(
  folder: string,
  names: readonly string[],
  name: string,
  rest: readonly string[],
  io: Io,
): Promise<Report> {
  if (!names.includes(name)) {
    throw new Fault("USAGE", `There is no benchmark "${name}".`, {
      remedy: `There are: ${names.join(", ")}`,
    });
  }
  const { bench } = await load(folder, name);
  const args = rest.filter((arg) => arg !== "--json");
  const result = await bench({ args, log: io.err });
  const [cpu] = cpus();
  const machine = { cpu: cpu?.model.trim() ?? "unknown", cores: cpus().length, node: process.version };
  return { name, at: Date.now(), machine, result };
}

async function load(folder: string, name: string): Promise<Benchmark> {
  const made = (await import(pathToFileURL(`${folder}/${name}.ts`).href)) as Partial<Benchmark>;
  if (made.name === name && made.about && made.bench) return made as Benchmark;
  throw new Fault("INTERNAL", `${name}.ts does not export name "${name}", about and bench.`);
}

async function help(folder: string, names: readonly string[]): Promise<string> {
  const width = Math.max(0, ...names.map((name) => name.length));
  const lines = [];
  for (const name of names) {
    // A benchmark that does not load must not hide the others.
    const about = await load(folder, name).then(
      (benchmark) => benchmark.about,
      (thrown: unknown) => `(does not load: ${asFault(thrown).message.split("\n")[0]})`,
    );
    lines.push(`  ${name.padEnd(width)}  ${about}`);
  }
  return ["Usage: npm run bench -- NAME [--json] [arguments of the benchmark]", "", ...lines].join("\n");
}

/** Lists of like objects as tables, everything else as "path: value" lines. */
export function tableOf({ name, machine, result }: Report): string {
  const head = `${name} on ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}`;
  return [head, ...linesOf(result, "")].join("\n");
}

function linesOf(value: unknown, path: string): string[] {
  if (Array.isArray(value) && value.every(isPlain) && value.length > 0) return rowsOf(value, path);
  if (!isPlain(value)) return [`${path}: ${cell(value)}`];
  return Object.entries(value).flatMap(([key, inner]) => linesOf(inner, path ? `${path}.${key}` : key));
}

function rowsOf(list: readonly Record<string, unknown>[], path: string): string[] {
  const columns = [...new Set(list.flatMap((row) => Object.keys(row)))];
  const rows = [columns, ...list.map((row) => columns.map((column) => cell(row[column])))];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => (row[index] ?? "").length)));
  const lines = rows.map((row) =>
    row
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return ["", ...(path ? [`${path}:`] : []), ...lines, ""];
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function cell(value: unknown): string {
  if (value === undefined || value === null) return "-";
  if (typeof value === "number") return String(Math.round(value * 1000) / 1000);
  return typeof value === "string" ? value : JSON.stringify(value);
}

if (import.meta.main) {
  const io: Io = { out: (text) => console.log(text), err: (text) => console.error(text) };
  process.exit(await runBench(import.meta.dirname, process.argv.slice(2), io));
}
