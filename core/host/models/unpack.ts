/** Takes the wanted files out of an npm tarball; every path written to is the catalogue's, never the tarball's. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import { Fault } from "../../contract/index.ts";
import { make, makeLimit } from "./make.ts";
import type { CatalogFile } from "./types.ts";
import { sumOf } from "./verify.ts";

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
  const taken = new Map<string, { entry: ReadEntry; done: Promise<void> }>();
  const stop = new AbortController();
  const parser = new Parser({ strict: true });
  parser.on("error", (error: Error) => stop.abort(error));
  parser.on("entry", (entry: ReadEntry) => {
    const path = entry.path.split("/").slice(1).join("/");
    const here = regular.has(entry.type) && !taken.has(path) ? byPath.get(path) : undefined;
    if (!here) return entry.resume();
    const done = takeEntry(entry, here).catch((thrown: unknown) => stop.abort(thrown));
    taken.set(path, { entry, done });
  });
  try {
    await parse(tarball, parser, AbortSignal.any(signal ? [signal, stop.signal] : [stop.signal]));
  } catch (thrown) {
    stop.abort(thrown);
    for (const { entry } of taken.values())
      entry.on("error", () => undefined).destroy(failed("Unpacking was ended"));
  }
  for (const { done } of taken.values()) await done;
  stop.signal.throwIfAborted();
  for (const path of byPath.keys()) if (!taken.has(path)) throw failed(`The package has no file ${path}`);
}

/** Feeds the parser no faster than it hands on what it is fed. */
export async function parse(tarball: string, parser: Parser, signal: AbortSignal): Promise<void> {
  let unpacked = 0;
  // A failure of either stream ends the iteration below with its error.
  const chunks = pipeline(createReadStream(tarball), createGunzip(), () => undefined);
  for await (const chunk of chunks as AsyncIterable<Buffer>) {
    signal.throwIfAborted();
    unpacked += chunk.length;
    if (unpacked > unpackedLimit) throw failed("The package is larger than any that is known");
    if (!parser.write(chunk)) await once(parser, "drain", { signal });
  }
  signal.throwIfAborted();
  const ended = once(parser, "end", { signal });
  parser.end();
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
  const { algorithm, hex } = sumOf(file);
  const hash = createHash(algorithm);
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
      if (hash.digest("hex") !== hex) throw failed(`${path} is not what the catalogue says`);
      await handle.sync();
    },
    close: () => handle.close(),
  };
}

async function put(handle: FileHandle, hash: ReturnType<typeof createHash>, bytes: Buffer): Promise<void> {
  hash.update(bytes);
  await handle.writeFile(bytes);
}
