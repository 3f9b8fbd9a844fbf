/** A hub in a process of its own, as people run it, and what it and its speech process cost. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type RunFacts, readRunFile } from "../../../core/host/runfile.ts";

export interface Cost {
  /** CPU time so far, ms. */
  readonly cpuMs: number;
  /** Resident memory. */
  readonly mb: number;
  /** Open files, sockets and pipes. */
  readonly descriptors: number;
}
export interface Costs {
  readonly hub: Cost;
  readonly speech: Cost;
}
export interface SpawnedHub extends AsyncDisposable {
  readonly data: string;
  readonly pid: number;
  readonly facts: RunFacts;
  /** Its children: the speech process. */
  children(): Promise<readonly number[]>;
  costs(): Promise<Costs>;
  /** Lines of its log so far, and of those that were rotated away. */
  log(): Promise<readonly LogLine[]>;
}
export interface LogLine {
  readonly level: number;
  readonly part: string;
  readonly msg: string;
  readonly code?: string;
}

const cli = fileURLToPath(new URL("../../../core/cli.ts", import.meta.url));
/** As `npm start` does. */
const environment = { MALLOC_ARENA_MAX: "2", MALLOC_TRIM_THRESHOLD_: "131072" };
const alone = { "satellite-local": { enabled: false } };

/** `settings`: as in hearsay.yaml. Resolves when all its plugins are ready. */
export async function spawnHub(settings: { plugins?: { use?: object } } = {}): Promise<SpawnedHub> {
  const data = await mkdtemp(join(tmpdir(), "hearsay-bench-"));
  const plugins = { ...settings.plugins, use: { ...alone, ...settings.plugins?.use } };
  const config = join(data, "hearsay.yaml");
  await writeFile(config, JSON.stringify({ ...settings, plugins }));
  const args = ["--max-semi-space-size=4", cli, "start", "--port", "0", "--data", data];
  const child = spawn(process.execPath, [...args, "--config", config, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...environment },
  });
  const ended = once(child, "exit");
  const orphaned = (): void => void child.kill("SIGINT");
  process.once("exit", orphaned);
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGINT");
    await ended;
    process.off("exit", orphaned);
    await rm(data, { recursive: true, force: true });
  };
  try {
    await Promise.race([
      once(createInterface(child.stdout), "line"),
      ended.then(() => Promise.reject(new Error("The hub did not start."))),
    ]);
    const facts = await readRunFile(data);
    if (!facts) throw new Error("The hub wrote no word about itself.");
    return openSpawned(data, facts, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

function openSpawned(data: string, facts: RunFacts, stop: () => Promise<void>): SpawnedHub {
  const { pid } = facts;
  const children = (): Promise<number[]> => childrenOf(pid);
  return {
    data,
    pid,
    facts,
    children,
    async costs() {
      const [hub, ...others] = await Promise.all([pid, ...(await children())].map(costOf));
      return { hub: hub ?? none, speech: others.reduce(sum, none) };
    },
    log: () => linesIn(join(data, "log")),
    [Symbol.asyncDispose]: stop,
  };
}

async function linesIn(folder: string): Promise<LogLine[]> {
  const files = await readdir(folder).catch(() => []);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return texts
    .join("\n")
    .split("\n")
    .filter((line) => line.startsWith("{") && line.endsWith("}"))
    .map((line) => JSON.parse(line) as LogLine);
}

const none: Cost = { cpuMs: 0, mb: 0, descriptors: 0 };
const sum = (a: Cost, b: Cost): Cost => ({
  cpuMs: a.cpuMs + b.cpuMs,
  mb: a.mb + b.mb,
  descriptors: a.descriptors + b.descriptors,
});

/** Of one process (proc(5)): utime and stime count in hundredths of a second; all zero once it is gone. */
export async function costOf(pid: number): Promise<Cost> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
    return {
      cpuMs: (Number(fields[11]) + Number(fields[12])) * 10,
      mb: Math.round(kilobytes / 102.4) / 10,
      descriptors: (await readdir(`/proc/${pid}/fd`)).length,
    };
  } catch {
    return none;
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, "utf8").catch(() => "")),
  );
  return lists.flatMap((list) => list.split(" ").filter(Boolean).map(Number));
}
