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
}

const fileIn = (data: string): string => join(data, "run", "hub.json");

/** The hub that runs on this data folder, if one does. */
export async function readRunFile(data: string): Promise<RunFacts | undefined> {
  const text = await readFile(fileIn(data), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const facts = JSON.parse(text) as RunFacts;
    return alive(facts.pid) ? facts : undefined;
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
  await writeFile(fileIn(data), `${JSON.stringify(facts)}\n`, { mode: 0o600 });
  await chmod(fileIn(data), 0o600);
  return { [Symbol.asyncDispose]: () => rm(fileIn(data), { force: true }) };
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
