/** Keeps on disk the digests of model files that stay the same, so that a start need not read hundreds of megabytes before it may listen. */
import type { Log } from "../contract/index.ts";
import { openKept, readKept } from "./kept.ts";
import type { Memory, Seen } from "./models/verify.ts";

export interface Digests extends Memory, AsyncDisposable {}

/** Files, those seen least lately go first. */
const most = 1000;
const warning = "Could not keep the digests of models; they are computed again at the next start.";

/** A file counts as the same while its inode, size and times do (stat(2), ctime included, which only the kernel sets). */
export async function openDigests(file: string, log: Log): Promise<Digests> {
  const seen = new Map<string, Seen>(entriesIn(await readKept(file)));
  const kept = openKept(
    file,
    () => Object.fromEntries(seen),
    (error) => log.warn(warning, { error }),
  );
  return {
    get: (path) => seen.get(path),
    set(path, one) {
      seen.delete(path);
      seen.set(path, one);
      const [oldest] = seen.keys();
      if (seen.size > most && oldest !== undefined) seen.delete(oldest);
      kept.changed();
    },
    [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose](),
  };
}

function entriesIn(kept: unknown): [string, Seen][] {
  if (typeof kept !== "object" || kept === null) return [];
  return Object.entries(kept as Record<string, Partial<Seen> | null>).flatMap(([path, one]) => {
    const { mark, sum } = one ?? {};
    return typeof mark === "string" && typeof sum === "string" ? [[path, { mark, sum }]] : [];
  });
}
