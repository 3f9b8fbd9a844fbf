/** A registry and file server on loopback that can be told to misbehave, and a catalogue of what it serves. */
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Header } from "tar";
import { createModels, type Models, type ModelsOptions } from "../../../../core/host/models/index.ts";

export interface Entry {
  readonly path: string;
  readonly body?: Buffer;
  readonly type?: "File" | "SymbolicLink" | "Link";
  readonly linkpath?: string;
}

/** How one request is treated; requests without one are served properly. */
export interface Mischief {
  /** Breaks the connection after so many bytes of the body. */
  readonly cutAfter?: number;
  /** Sends so many bytes, then nothing more. */
  readonly stallAfter?: number;
  readonly status?: number;
  readonly ignoreRange?: boolean;
  /** Called before the answer. */
  readonly before?: () => void | Promise<void>;
}

export interface Shelf extends AsyncDisposable {
  readonly url: string;
  /** Every request for a file: path and range. */
  readonly asked: { path: string; range: string | undefined; ifRange: string | undefined }[];
  /** Serves these bytes at an address. */
  put(path: string, bytes: Buffer, etag?: string): string;
  /** Sends whoever asks for `path` on to another address. */
  redirect(path: string, to: string): string;
  /** Publishes a package; what it is in a catalogue. */
  publish(npm: string, tarball: Buffer): { npm: string; bytes: number; integrity: string };
  /** For the next requests of this path, in order. */
  spoil(path: string, ...mischief: Mischief[]): void;
}

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** Bytes that look random and are always the same. */
export function noise(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size);
  let state = seed;
  for (let at = 0; at < size; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state;
  }
  return bytes;
}

export function tarball(entries: readonly Entry[]): Buffer {
  const blocks: Buffer[] = [];
  for (const { path, body = Buffer.alloc(0), type = "File", linkpath } of entries) {
    const header = new Header({
      path,
      size: body.length,
      mode: 0o644,
      type,
      ...(linkpath ? { linkpath } : {}),
    });
    const block = Buffer.alloc(512);
    header.encode(block);
    blocks.push(block, body, Buffer.alloc((512 - (body.length % 512)) % 512));
  }
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]), { level: 1 });
}

export const tarballPath = (npm: string): string => {
  const at = npm.lastIndexOf("@");
  return `/${npm.slice(0, at)}/-/${npm.slice(0, at)}-${npm.slice(at + 1)}.tgz`;
};

async function startShelf(): Promise<Shelf> {
  const files = new Map<string, { bytes: Buffer; etag: string | undefined }>();
  const packuments = new Map<string, object>();
  const redirects = new Map<string, string>();
  const mischief = new Map<string, Mischief[]>();
  const asked: Shelf["asked"] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "");
    const packument = packuments.get(path);
    if (packument)
      return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(packument));
    const { range, "if-range": ifRange } = request.headers;
    asked.push({ path, range, ifRange: ifRange as string | undefined });
    const to = redirects.get(path);
    if (to) return response.writeHead(302, { location: to }).end();
    const found = files.get(path);
    if (!found) return response.writeHead(404).end();
    return void serve(request, response, found, mischief.get(path)?.shift() ?? {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    put(path, bytes, etag) {
      files.set(path, { bytes, etag });
      return url + path;
    },
    redirect(path, to) {
      redirects.set(path, to);
      return url + path;
    },
    publish(npm, bytes) {
      const path = tarballPath(npm);
      const integrity = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
      const [name = "", version = ""] = npm.split("@");
      files.set(path, { bytes, etag: undefined });
      const one = { name, version, dist: { tarball: url + path, integrity } };
      packuments.set(`/${name}`, { name, "dist-tags": { latest: version }, versions: { [version]: one } });
      return { npm, bytes: bytes.length, integrity };
    },
    spoil(path, ...more) {
      mischief.set(path, [...(mischief.get(path) ?? []), ...more]);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { bytes, etag }: { bytes: Buffer; etag: string | undefined },
  { cutAfter, stallAfter, status, ignoreRange, before }: Mischief,
): Promise<void> {
  await before?.();
  if (status !== undefined) return void response.writeHead(status).end();
  const { range, "if-range": ifRange } = request.headers;
  const stale = ifRange !== undefined && ifRange !== etag;
  const from = ignoreRange || stale || !range ? 0 : Number(/^bytes=(\d+)-$/.exec(range)?.[1]);
  const body = bytes.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, {
    "content-length": body.length,
    ...(etag ? { etag } : {}),
    ...(from > 0 ? { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
  });
  const limit = cutAfter ?? stallAfter;
  if (limit === undefined) return void response.end(body);
  response.write(body.subarray(0, limit), () => {
    if (cutAfter !== undefined) setTimeout(() => response.destroy(), 20);
  });
}

/** A file of a model, as the catalogue has it. */
export const fileOf = (bytes: Buffer, ...from: object[]) => ({
  bytes: bytes.length,
  sha256: sha256(bytes),
  from,
});

export const modelOf = (files: object, more: object = {}) => ({
  capability: "stt",
  about: "a model for tests",
  languages: ["en"],
  licence: { spdx: "MIT", notice: "nobody" },
  files,
  ...more,
});

export interface Bench extends AsyncDisposable {
  readonly shelf: Shelf;
  /** A folder for this test; the models folder is `models` in it. */
  readonly folder: string;
  /** Writes the catalogue and opens it; again with each call, as another process would. */
  open(catalog: object, options?: ModelsOptions): Promise<Models>;
}

export async function startBench(): Promise<Bench> {
  const shelf = await startShelf();
  const folder = await mkdtemp(join(tmpdir(), "hearsay-models-"));
  return {
    shelf,
    folder,
    async open(catalog, options = {}) {
      const catalogFile = join(folder, "catalog.json");
      await writeFile(catalogFile, JSON.stringify({ sources: {}, sets: {}, ...catalog }));
      return createModels({
        catalogFile,
        folder: join(folder, "models"),
        registry: shelf.url,
        backoffMs: 1,
        ...options,
      });
    },
    async [Symbol.asyncDispose]() {
      await shelf[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
