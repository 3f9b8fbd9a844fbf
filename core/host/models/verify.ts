/** Whether files on disk are what the catalogue says; a digest is computed once for a file that stays the same. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { CatalogFile, CatalogModel } from "./types.ts";

export type FileState = "absent" | "wrong" | "good";

export interface Verifier {
  /** Reads the whole file, unless it did before and the file is unchanged since. */
  check(path: string, file: CatalogFile, signal?: AbortSignal): Promise<FileState>;
  /** By size alone; `good` only when `check` said so before and the file is unchanged since. */
  glance(path: string, file: CatalogFile): Promise<FileState | "sized">;
}

/** The digest of a file, and the mark by which it is known to be unchanged since. */
export interface Seen {
  readonly mark: string;
  readonly sha256: string;
}

/** Digests by path. */
export interface Memory {
  get(path: string): Seen | undefined;
  set(path: string, seen: Seen): unknown;
}

export async function digestOf(path: string, algorithm: string, signal?: AbortSignal): Promise<Buffer> {
  const hash = createHash(algorithm);
  const options = { highWaterMark: 256 * 1024, ...(signal ? { signal } : {}) };
  for await (const chunk of createReadStream(path, options)) hash.update(chunk);
  return hash.digest();
}

async function markOf(path: string): Promise<{ size: number; mark: string } | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  return { size: Number(found.size), mark: `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}` };
}

export function createVerifier(seen: Memory = new Map<string, Seen>()): Verifier {
  return {
    async check(path, file, signal) {
      const found = await markOf(path);
      if (!found) return "absent";
      if (found.size !== file.bytes) return "wrong";
      let known = seen.get(path);
      if (known?.mark !== found.mark) {
        known = { mark: found.mark, sha256: (await digestOf(path, "sha256", signal)).toString("hex") };
        seen.set(path, known);
      }
      return known.sha256 === file.sha256 ? "good" : "wrong";
    },
    async glance(path, file) {
      const found = await markOf(path);
      if (!found) return "absent";
      if (found.size !== file.bytes) return "wrong";
      const known = seen.get(path);
      if (known?.mark !== found.mark) return "sized";
      return known.sha256 === file.sha256 ? "good" : "wrong";
    },
  };
}

/** The state of each file of a model, by path. */
export async function checkModel(
  verifier: Verifier,
  folder: string,
  model: CatalogModel,
  signal?: AbortSignal,
): Promise<Map<string, FileState>> {
  const states = new Map<string, FileState>();
  for (const [path, file] of Object.entries(model.files))
    states.set(path, await verifier.check(join(folder, path), file, signal));
  return states;
}
