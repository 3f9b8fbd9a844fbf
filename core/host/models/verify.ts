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
  /** As `sumOf` gives it. */
  readonly sum: string;
}

/** What the catalogue says of a file's bytes: the algorithm and the digest in hexadecimal. */
export function sumOf({ sha256, md5 = "" }: Pick<CatalogFile, "sha256" | "md5">) {
  return sha256 === undefined
    ? ({ algorithm: "md5", hex: md5 } as const)
    : ({ algorithm: "sha256", hex: sha256 } as const);
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
      const { algorithm, hex } = sumOf(file);
      let known = seen.get(path);
      if (known?.mark !== found.mark) {
        const sum = (await digestOf(path, algorithm, signal)).toString("hex");
        known = { mark: found.mark, sum: `${algorithm} ${sum}` };
        seen.set(path, known);
      }
      return known.sum === `${algorithm} ${hex}` ? "good" : "wrong";
    },
    async glance(path, file) {
      const found = await markOf(path);
      if (!found) return "absent";
      if (found.size !== file.bytes) return "wrong";
      const known = seen.get(path);
      if (known?.mark !== found.mark) return "sized";
      const { algorithm, hex } = sumOf(file);
      return known.sum === `${algorithm} ${hex}` ? "good" : "wrong";
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
