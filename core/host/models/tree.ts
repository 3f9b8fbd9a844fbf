/** Models of very many small files: fetched as one archive, and known by one digest over all of them. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Parser, type ReadEntry } from "tar";
import { asFault, Fault } from "../../contract/index.ts";
import { requireSpace, syncFolder } from "./disk.ts";
import { download, dropPart, type Parcel } from "./download.ts";
import type { Meter } from "./meter.ts";
import { partsOf, retire, workOf } from "./place.ts";
import type { CatalogTree } from "./types.ts";
import { parse } from "./unpack.ts";
import type { FileState } from "./verify.ts";

/** No archive of a tree is larger; one that is goes on for ever, or is hostile. */
const mostBytes = 256 * 1024 * 1024;
/** What a small file takes on most disks. */
const blockBytes = 4096;
const safe = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/;
const regular = new Set(["File", "OldFile", "ContiguousFile"]);

const failed = (message: string): Fault => new Fault("MODEL_FETCH_FAILED", message);

/** `keep` names files, or as `lists/*.yaml` all with that ending below a folder. */
export function keeps({ keep }: Pick<CatalogTree, "keep">, path: string): boolean {
  if (!safe.test(path)) return false;
  return keep.some((pattern) => {
    const [folder = "", ending] = pattern.split("*");
    return ending === undefined ? path === pattern : path.startsWith(folder) && path.endsWith(ending);
  });
}

/** As `sha256sum` prints it for all files, sorted by path, put through SHA-256 again. */
function digestOf(sums: ReadonlyMap<string, string>): string {
  const hash = createHash("sha256");
  for (const path of [...sums.keys()].sort()) hash.update(`${sums.get(path)}  ${path}\n`);
  return hash.digest("hex");
}

const sumOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** Reads every file. */
export async function checkTree(folder: string, tree: CatalogTree, signal?: AbortSignal): Promise<FileState> {
  const items = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (items === undefined) return "absent";
  const sums = new Map<string, string>();
  for (const item of items) {
    signal?.throwIfAborted();
    const file = join(item.parentPath, item.name);
    const path = file.slice(folder.length + 1).replaceAll("\\", "/");
    if (item.isFile() && keeps(tree, path)) sums.set(path, sumOf(await readFile(file)));
  }
  return digestOf(sums) === tree.sha256 ? "good" : "wrong";
}

export interface TreeRun {
  readonly folder: string;
  readonly meter: Meter;
  readonly signal: AbortSignal | undefined;
  readonly backoffMs?: number | undefined;
}

/** Fetches the archive from the first origin that has it, and puts the tree in place when it is right. */
export async function fetchTree(run: TreeRun, name: string, tree: CatalogTree): Promise<void> {
  await requireSpace(run.folder, Math.max(tree.bytes, tree.files * blockBytes) + tree.bytes);
  let fault: Fault | undefined;
  for (const { url } of tree.from) {
    try {
      return await fetchFrom(run, name, tree, url);
    } catch (thrown) {
      run.signal?.throwIfAborted();
      const next = asFault(thrown, "MODEL_FETCH_FAILED");
      if (next.code !== "MODEL_FETCH_FAILED") throw thrown;
      fault ??= next;
    }
  }
  throw new Fault(
    "MODEL_FETCH_FAILED",
    `${name} cannot be fetched: ${fault?.message ?? "it has no origin"}`,
    {
      path: `/models/${name}`,
      remedy: `Check the connection and try again: hearsay models pull ${name}`,
      retryable: fault?.retryable ?? false,
      cause: fault,
    },
  );
}

async function fetchFrom(run: TreeRun, name: string, tree: CatalogTree, url: string): Promise<void> {
  const { folder, meter, signal, backoffMs } = run;
  // How long the archive is nobody promises: it is packed anew, and has more in it than is kept.
  const parcel: Parcel = { about: url, bytes: tree.bytes, most: mostBytes, locate: async () => url };
  const key = `tree-${tree.sha256.slice(0, 16)}-${sumOf(Buffer.from(url)).slice(0, 8)}`;
  const part = join(partsOf(folder), key);
  meter.expect(key, parcel);
  await download(parcel, part, {
    ...(signal ? { signal } : {}),
    ...(backoffMs === undefined ? {} : { backoffMs }),
    onBytes(received) {
      meter.arrived(key, received);
      meter.tell(name, "fetching");
    },
  });
  meter.tell(name, "unpacking");
  const made = join(workOf(folder), name);
  try {
    await unpackTree(part, made, tree, signal);
  } catch (thrown) {
    signal?.throwIfAborted();
    meter.forget(key);
    await rm(made, { recursive: true, force: true });
    throw thrown;
  } finally {
    if (!signal?.aborted) await dropPart(part);
  }
  await syncFolder(made);
  await retire(folder, name);
  await rename(made, join(folder, name));
  await syncFolder(folder);
}

/** Rejects with MODEL_FETCH_FAILED when what is kept of the archive is not what the catalogue says. */
async function unpackTree(
  tarball: string,
  target: string,
  tree: CatalogTree,
  signal?: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any(signal ? [signal, stop.signal] : [stop.signal]);
  const sums = new Map<string, string>();
  const writing: Promise<void>[] = [];
  let bytes = 0;
  const parser = new Parser({ strict: true });
  parser.on("error", (error: Error) => stop.abort(failed(`The archive is damaged: ${error.message}`)));
  parser.on("entry", (entry: ReadEntry) => {
    const path = entry.path.split("/").slice(1).join("/");
    bytes += keeps(tree, path) ? entry.size : 0;
    if (!regular.has(entry.type) || !keeps(tree, path)) return entry.resume();
    if (sums.size >= tree.files || bytes > tree.bytes || sums.has(path)) {
      stop.abort(failed("The archive has more in it than the catalogue says"));
      return entry.resume();
    }
    sums.set(path, "");
    const work = take(entry, join(target, path)).then((sum) => void sums.set(path, sum));
    writing.push(work.catch((thrown: unknown) => stop.abort(thrown)));
  });
  const parsed = await parse(tarball, parser, either).then(
    () => undefined,
    (thrown: unknown) => {
      stop.abort(thrown);
      return thrown;
    },
  );
  // Entries that the parser will never finish are not waited for.
  if (parsed === undefined) await Promise.all(writing);
  signal?.throwIfAborted();
  if (stop.signal.aborted) throw stop.signal.reason;
  if (digestOf(sums) !== tree.sha256)
    throw failed("What the archive has in it is not what the catalogue says");
}

async function take(entry: ReadEntry, file: string): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of entry) parts.push(part);
  const bytes = Buffer.concat(parts);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
  return sumOf(bytes);
}
