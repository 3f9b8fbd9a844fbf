/** Takes the wanted files out of an npm tarball; every path written to is the catalogue's, never the tarball's. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import { Fault } from "../../contract/index.ts";
import { make, makeLimit } from "./make.ts";
import type { CatalogFile } from "./types.ts";

/** One file of a model and where in the package it is. */
export interface Wanted {
  /** Where it is written; its folder is made. */
  readonly target: string;
  readonly file: CatalogFile;
  readonly path: string;
  readonly range?: readonly [number, number];
  readonly make?: string;
}

interface Sink {
  take(chunk: Buffer, at: number): Promise<void>;
  /** Throws when what was written is not what the catalogue says. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** No package of the catalogue unpacks to more; a tarball that does is hostile. */
const unpackedLimit = 2 ** 30;
const regular = new Set(["File", "OldFile", "ContiguousFile"]);

const failed = (message: string): Fault => new Fault("MODEL_FETCH_FAILED", message);

/** Throws Fault MODEL_FETCH_FAILED when a file is missing or wrong; errors of the file system come through. */
export async function unpack(tarball: string, wanted: readonly Wanted[], signal?: AbortSignal) {
  const byPath = Map.groupBy(wanted, (one) => one.path);
  const found = new Set<string>();
  const pending: Promise<void>[] = [];
  const parser = new Parser({ strict: true });
  const stop = (thrown: unknown): void => parser.abort(thrown instanceof Error ? thrown : failed("stopped"));
  parser.on("entry", (entry: ReadEntry) => {
    const path = entry.path.split("/").slice(1).join("/");
    const here = regular.has(entry.type) && !found.has(path) ? byPath.get(path) : undefined;
    if (!here) return entry.resume();
    found.add(path);
    const taken = takeEntry(entry, here);
    taken.catch(stop);
    pending.push(taken);
  });
  await parse(tarball, parser, signal);
  await Promise.all(pending);
  for (const path of byPath.keys()) if (!found.has(path)) throw failed(`The package has no file ${path}`);
}

async function parse(tarball: string, parser: Parser, signal?: AbortSignal): Promise<void> {
  const ended = once(parser, "end");
  // Awaited only at the end; until then a failure stops the writing below.
  let failure: unknown;
  ended.catch((thrown: unknown) => (failure = thrown));
  let unpacked = 0;
  const chunks = createReadStream(tarball).pipe(createGunzip());
  for await (const chunk of chunks as AsyncIterable<Buffer>) {
    signal?.throwIfAborted();
    if (failure) break;
    unpacked += chunk.length;
    if (unpacked > unpackedLimit) throw failed("The package is larger than any that is known");
    if (!parser.write(chunk)) await Promise.race([once(parser, "drain"), ended]);
  }
  if (!failure) parser.end();
  await ended;
}

async function takeEntry(entry: ReadEntry, wanted: readonly Wanted[]): Promise<void> {
  const sinks: Sink[] = [];
  try {
    for (const one of wanted) sinks.push(await openSink(one));
    let at = 0;
    for await (const chunk of entry) {
      for (const sink of sinks) await sink.take(chunk, at);
      at += chunk.length;
    }
    for (const sink of sinks) await sink.finish();
  } finally {
    for (const sink of sinks) await sink.close();
  }
}

/** Writes what `from` until `until` covers of the entry, or what its builder makes of the whole. */
async function openSink(wanted: Wanted): Promise<Sink> {
  const { target, file, path, range } = wanted;
  await mkdir(dirname(target), { recursive: true });
  const handle = await open(target, "w");
  const hash = createHash("sha256");
  const kept: Buffer[] = [];
  let size = 0;
  const write = async (bytes: Buffer): Promise<void> => {
    size += bytes.length;
    if (size > (wanted.make ? makeLimit : file.bytes))
      throw failed(`${path} is longer than the catalogue says`);
    if (wanted.make) kept.push(bytes);
    else await put(handle, hash, bytes);
  };
  return {
    async take(chunk, at) {
      const [from, until] = range ?? [0, Number.POSITIVE_INFINITY];
      const part = chunk.subarray(Math.max(0, from - at), Math.max(0, until - at));
      if (part.length > 0) await write(part);
    },
    async finish() {
      if (wanted.make) await put(handle, hash, make(wanted.make, Buffer.concat(kept)));
      if (hash.digest("hex") !== file.sha256) throw failed(`${path} is not what the catalogue says`);
      await handle.sync();
    },
    close: () => handle.close(),
  };
}

async function put(handle: FileHandle, hash: ReturnType<typeof createHash>, bytes: Buffer): Promise<void> {
  hash.update(bytes);
  await handle.writeFile(bytes);
}
