/** Chance that falls the same way every time, so that two replays of one file are the same to the last byte. */
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/** Numbers from 0 up to 1, the same for the same seed (mulberry32, T. Ettinger, public domain). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Takes the place of Math.random and node:crypto's random bytes and numbers. For a process of its own, in which nothing is secret. */
export function takeOverChance(seed: number): void {
  const next = seeded(seed);
  const fill = <T extends NodeJS.ArrayBufferView>(buffer: T): T => {
    const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(next() * 256);
    return buffer;
  };
  const whole = (low: number, high?: number): number =>
    high === undefined ? Math.floor(next() * low) : low + Math.floor(next() * (high - low));
  Math.random = next;
  Object.assign(crypto, {
    randomFillSync: fill,
    randomBytes: (size: number) => fill(Buffer.alloc(size)),
    randomInt: whole,
    randomUUID: () => {
      const hex = fill(Buffer.alloc(16)).toString("hex");
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
  });
  syncBuiltinESMExports();
}
