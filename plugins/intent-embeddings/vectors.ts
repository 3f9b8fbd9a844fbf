/** Vectors of sentences by their words: kept in memory and on disk, so that only what is new is embedded. */
import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface Vectors {
  get(text: string): Float32Array | undefined;
  /** Embeds those that are not there, a few at a time. Resolves with how many those were. */
  learn(texts: readonly string[], signal: AbortSignal): Promise<number>;
  /** Forgets all but these, and writes them down. */
  keep(texts: readonly string[]): Promise<void>;
  readonly size: number;
}
export type Embed = (texts: readonly string[], signal: AbortSignal) => Promise<readonly Float32Array[]>;

/** So few that a question in between does not wait long. */
const atOnce = 8;
/** Components are small: they are written as whole numbers of this part of the largest. */
const steps = 127;
const headerBytes = 8;

const keyOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 24);

/** `model` tells the vectors of one model from those of another. A file that cannot be read counts as none. */
export async function openVectors(folder: string, model: string, embed: Embed): Promise<Vectors> {
  const file = join(folder, `vectors-${keyOf(model)}.bin`);
  const stored = await readFile(file).then(unpack, () => new Map<string, Float32Array>());
  const known = new Map<string, Float32Array>();

  function get(text: string): Float32Array | undefined {
    const found = known.get(text) ?? stored.get(keyOf(text));
    if (found) known.set(text, found);
    return found;
  }
  return {
    get,
    get size() {
      return known.size;
    },
    async learn(texts, signal) {
      const missing = [...new Set(texts)].filter((text) => !get(text));
      for (let at = 0; at < missing.length; at += atOnce) {
        const some = missing.slice(at, at + atOnce);
        const made = await embed(some, signal);
        some.forEach((text, index) => {
          const vector = made[index];
          if (vector) known.set(text, vector);
        });
      }
      return missing.length;
    },
    async keep(texts) {
      const wanted = new Set(texts);
      for (const text of known.keys()) if (!wanted.has(text)) known.delete(text);
      stored.clear();
      await writeFile(`${file}.new`, pack(known));
      await rename(`${file}.new`, file);
    },
  };
}

/** Count and width, then for each: 12 bytes of its key, its largest component, its components as bytes. */
function pack(vectors: ReadonlyMap<string, Float32Array>): Buffer {
  const width = vectors.values().next().value?.length ?? 0;
  const row = 16 + width;
  const out = Buffer.alloc(headerBytes + vectors.size * row);
  out.writeUInt32LE(vectors.size, 0);
  out.writeUInt32LE(width, 4);
  let at = headerBytes;
  for (const [text, vector] of vectors) {
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    out.write(keyOf(text), at, "hex");
    out.writeFloatLE(largest, at + 12);
    vector.forEach((value, index) => {
      out.writeInt8(Math.round((value / largest) * steps), at + 16 + index);
    });
    at += row;
  }
  return out;
}

function unpack(bytes: Buffer): Map<string, Float32Array> {
  const vectors = new Map<string, Float32Array>();
  if (bytes.length < headerBytes) return vectors;
  const width = bytes.readUInt32LE(4);
  const row = 16 + width;
  if (bytes.length !== headerBytes + bytes.readUInt32LE(0) * row) return vectors;
  for (let at = headerBytes; at < bytes.length; at += row) {
    const largest = bytes.readFloatLE(at + 12);
    const small = new Int8Array(bytes.buffer, bytes.byteOffset + at + 16, width);
    vectors.set(
      bytes.toString("hex", at, at + 12),
      Float32Array.from(small, (value) => (value / steps) * largest),
    );
  }
  return vectors;
}
