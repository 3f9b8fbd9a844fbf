/** Disk space and the faults of the file system, in words. */
import { open, statfs } from "node:fs/promises";
import { asFault, Fault } from "../../contract/index.ts";

const full = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const forbidden = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR"]);

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";

/** As `81.2 MB`. */
export function megabytes(bytes: number): string {
  const value = bytes / 1e6;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} MB`;
}

/** Bytes this user may still write where `folder` is. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function diskFull(folder: string, need: number, free: number, cause?: unknown): Fault {
  const message = `Fetching needs ${megabytes(need)} in ${folder}, and ${megabytes(free)} are free`;
  return new Fault("DISK_FULL", message, { cause });
}

/** Throws Fault DISK_FULL when `need` bytes do not fit. */
export async function requireSpace(folder: string, need: number): Promise<void> {
  const free = await freeBytes(folder);
  if (free < need) throw diskFull(folder, need, free);
}

/** What the file system or the network threw, as a Fault: DISK_FULL, STORE_FAILED, CANCELLED, else MODEL_FETCH_FAILED. */
export async function fetchFault(thrown: unknown, folder: string, need: number): Promise<Fault> {
  const code = codeOf(thrown);
  if (full.has(code)) return diskFull(folder, need, await freeBytes(folder).catch(() => 0), thrown);
  if (forbidden.has(code)) {
    return new Fault("STORE_FAILED", `The models folder ${folder} cannot be written (${code})`, {
      cause: thrown,
      remedy: "Check the rights of the models folder, or set another with HEARSAY_MODELS.",
    });
  }
  return asFault(thrown, "MODEL_FETCH_FAILED");
}

/** Makes the names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
