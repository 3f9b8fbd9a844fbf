/** Ids for messages, turns and jobs: UUIDv7 (RFC 9562), so that they sort by time, also within one millisecond. */
import { randomFillSync } from "node:crypto";

const pool = Buffer.allocUnsafe(4096);
let used = pool.length;
let last = 0;
let counter = 0;

function takeRandom(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.subarray(used - bytes, used);
}

/** A new UUIDv7, greater than every one before it in this process (RFC 9562 section 6.2, method 1). */
export function newId(): string {
  const now = Date.now();
  const random = takeRandom(10);
  if (now > last) {
    last = now;
    // The top bit stays free, so that a millisecond always has room for 2048 more.
    counter = random.readUInt16BE(8) & 0x7ff;
  } else if (++counter > 0xfff) {
    last++;
    counter = 0;
  }
  const time = last.toString(16).padStart(12, "0");
  const order = counter.toString(16).padStart(3, "0");
  const variant = ((random.readUInt16BE(0) & 0x3fff) | 0x8000).toString(16);
  const tail = random.toString("hex", 2, 8);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${variant}-${tail}`;
}

/** Two random bytes in hex, which tell two instances of one name apart. */
export function newSuffix(): string {
  return takeRandom(2).toString("hex");
}
