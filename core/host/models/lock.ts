/** Lets one process at a time change the models folder, and never stays behind one that died. */
import { randomBytes } from "node:crypto";
import { open, readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/** The holder touches its lock this often; other machines and containers see by that whether it lives. */
const beatMs = 2_000;
const deadMs = 30_000;
/** Breaking a lock takes microseconds: a breaker's mark older than this was left by a process that died. */
const breakerMs = 10_000;

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
}

const codeOf = (thrown: unknown): unknown =>
  thrown instanceof Error && "code" in thrown ? thrown.code : undefined;

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return codeOf(thrown) === "EPERM";
  }
}

async function holderOf(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

async function isStale(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  if (!found) return false;
  if (Date.now() - found.mtimeMs > deadMs) return true;
  const holder = await holderOf(file);
  return holder?.host === hostname() && !lives(holder.pid);
}

/** Removes a dead holder's lock. Only one breaker works at a time, and it looks again, so a living lock is never taken. */
async function breakStale(file: string): Promise<void> {
  const breaker = `${file}.break`;
  const left = await stat(breaker).catch(() => undefined);
  if (left && Date.now() - left.mtimeMs > breakerMs) await rm(breaker, { force: true });
  try {
    await (await open(breaker, "wx")).close();
  } catch (thrown) {
    if (codeOf(thrown) === "EEXIST") return;
    throw thrown;
  }
  try {
    if (await isStale(file)) await rm(file, { force: true });
  } finally {
    await rm(breaker, { force: true });
  }
}

/** True when this process now holds the lock. A lock that is read half-written names nobody, and counts by its age. */
async function tryTake(file: string, me: Holder): Promise<boolean> {
  const handle = await open(file, "wx").catch((thrown: unknown) => {
    if (codeOf(thrown) === "EEXIST") return undefined;
    throw thrown;
  });
  if (!handle) return false;
  try {
    await handle.writeFile(JSON.stringify(me));
  } catch (thrown) {
    await rm(file, { force: true });
    throw thrown;
  } finally {
    await handle.close();
  }
  return true;
}

/** Waits for the lock; `onWait` is called with the holder's process id when another one has it. */
export async function takeLock(
  file: string,
  signal?: AbortSignal,
  onWait?: (pid: number) => void,
): Promise<AsyncDisposable> {
  const me: Holder = { pid: process.pid, host: hostname(), token: randomBytes(6).toString("hex") };
  let waits = 0;
  while (!(await tryTake(file, me))) {
    signal?.throwIfAborted();
    if (await isStale(file)) await breakStale(file);
    else {
      if (waits++ === 0) onWait?.((await holderOf(file))?.pid ?? 0);
      await sleep(200, undefined, signal ? { signal } : {});
    }
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, beatMs);
  beat.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(beat);
      if ((await holderOf(file))?.token === me.token) await rm(file, { force: true });
    },
  };
}
