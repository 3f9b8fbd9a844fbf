/** Keeps sounds as files: whole or not at all, checked when they are read, the least recently used given up first. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A file: these bytes, the SHA-256 of what follows, then samples as signed 16-bit little-endian. */
const magic = Buffer.from("HSVOICE1");
const headerBytes = magic.length + 32;
const name = /^[0-9a-f]{64}$/;

export interface Shelf {
  /** Undefined where there is none; "damaged" where there was one, which is deleted. */
  read(key: string): Promise<Int16Array | "damaged" | undefined>;
  /** Rejects where the disk refuses. */
  write(key: string, samples: Int16Array): Promise<void>;
  /** Deletes the least recently used until `bytes` are not exceeded; how many that were. */
  trim(bytes: number): Promise<number>;
  has(key: string): boolean;
  readonly sounds: number;
  readonly bytes: number;
}

/** Looks through the folder, which it makes; what a crash left half written is deleted. Rejects where the disk refuses. */
export async function openShelf(folder: string): Promise<Shelf> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  /** Bytes by key, the least recently used first. */
  const known = await survey(folder);
  let bytes = [...known.values()].reduce((sum, size) => sum + size, 0);
  let writes = 0;
  const forget = (key: string): void => {
    bytes -= known.get(key) ?? 0;
    known.delete(key);
  };
  const note = (key: string, size: number): void => {
    forget(key);
    known.set(key, size);
    bytes += size;
  };
  const drop = async (key: string): Promise<void> => {
    forget(key);
    await rm(join(folder, key), { force: true });
  };

  return {
    has: (key) => known.has(key),
    get sounds() {
      return known.size;
    },
    get bytes() {
      return bytes;
    },
    async read(key) {
      if (!known.has(key)) return undefined;
      const file = join(folder, key);
      const data = await readFile(file).catch(() => undefined);
      const samples = data && unpack(data);
      if (!data || !samples) {
        await drop(key).catch(() => {});
        return "damaged";
      }
      note(key, data.length);
      const now = new Date();
      utimes(file, now, now).catch(() => {});
      return samples;
    },
    async write(key, samples) {
      const data = pack(samples);
      const part = join(folder, `${key}.${writes++}.part`);
      try {
        await writeFile(part, data, { mode: 0o600 });
        await rename(part, join(folder, key));
      } catch (error) {
        await rm(part, { force: true }).catch(() => {});
        throw error;
      }
      note(key, data.length);
    },
    async trim(most) {
      let gone = 0;
      for (const key of [...known.keys()]) {
        if (bytes <= most) break;
        await drop(key);
        gone++;
      }
      return gone;
    },
  };
}

async function survey(folder: string): Promise<Map<string, number>> {
  const found: { key: string; size: number; used: number }[] = [];
  for (const file of await readdir(folder)) {
    if (/^[0-9a-f]{64}\.\d+\.part$/.test(file)) await rm(join(folder, file), { force: true });
    if (!name.test(file)) continue;
    const facts = await stat(join(folder, file)).catch(() => undefined);
    if (facts?.isFile()) found.push({ key: file, size: facts.size, used: facts.mtimeMs });
  }
  found.sort((a, b) => a.used - b.used);
  return new Map(found.map(({ key, size }) => [key, size]));
}

const sumOf = (samples: Uint8Array): Buffer => createHash("sha256").update(samples).digest();

/** As a file holds it. */
export function pack(samples: Int16Array): Buffer {
  const data = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  return Buffer.concat([magic, sumOf(data), data]);
}

/** Undefined for what no shelf wrote, or not to its end. */
export function unpack(file: Buffer): Int16Array | undefined {
  const data = file.subarray(headerBytes);
  if (data.length === 0 || data.length % 2 !== 0 || !file.subarray(0, magic.length).equals(magic)) return;
  if (!file.subarray(magic.length, headerBytes).equals(sumOf(data))) return;
  return new Int16Array(new Uint8Array(data).buffer);
}
