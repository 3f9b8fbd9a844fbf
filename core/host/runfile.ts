/** DATA/run/hub.json: how a command on this machine finds the running hub and proves that it is its owner's. */
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../contract/index.ts";

export interface RunFacts {
  readonly pid: number;
  readonly mqtt: number;
  readonly ws: number;
  readonly http: number;
  /** Where it listens. */
  readonly host: string;
  /** Full rights on the bus; the file can be read by its owner only. */
  readonly token: string;
  /** First level of all topics; absent: the default. */
  readonly root?: string;
  /** A broker of the house's own, in place of the one in the hub: how the hub reaches it. */
  readonly broker?: { readonly url: string; readonly username?: string; readonly password?: string };
}

/** `born` tells a process from a later one with its number: after a power cut numbers are given out anew. */
type Written = RunFacts & { readonly born?: string };

const fileIn = (data: string): string => join(data, "run", "hub.json");

/** The hub that runs on this data folder, if one does. */
export async function readRunFile(data: string): Promise<RunFacts | undefined> {
  const text = await readFile(fileIn(data), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { born, ...facts } = JSON.parse(text) as Written;
    return (await lives(facts.pid, born)) ? facts : undefined;
  } catch {
    return undefined;
  }
}

/** Faults: HUB_RUNNING when another hub has this data folder. */
export async function claimData(data: string): Promise<void> {
  const other = await readRunFile(data);
  if (!other || other.pid === process.pid) return;
  throw new Fault("HUB_RUNNING", `A hub already runs on ${data} (process ${other.pid}).`);
}

export async function writeRunFile(data: string, facts: RunFacts): Promise<AsyncDisposable> {
  await mkdir(join(data, "run"), { recursive: true, mode: 0o700 });
  const born = await bornOf(facts.pid);
  const written: Written = { ...facts, ...(born === undefined ? {} : { born }) };
  await writeFile(fileIn(data), `${JSON.stringify(written)}\n`, { mode: 0o600 });
  await chmod(fileIn(data), 0o600);
  return { [Symbol.asyncDispose]: () => rm(fileIn(data), { force: true }) };
}

async function lives(pid: number, born: string | undefined): Promise<boolean> {
  if (!alive(pid)) return false;
  const now = born === undefined ? undefined : await bornOf(pid);
  return now === undefined || now === born;
}

/** Where Linux tells it: this start of the machine, and the ticks after which the process began (proc(5), field 22). */
async function bornOf(pid: number): Promise<string | undefined> {
  try {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The second field, the command, may hold anything, brackets too.
    const began = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return `${boot.trim()}:${began}`;
  } catch {
    return undefined;
  }
}

function alive(pid: number): boolean {
  // Zero and below are not a process but groups of them (kill(2)).
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
