/**
 * Sounds in a Redis server that several hubs may share. It is never waited for: where it does not answer soon there is no
 * sound, and that it is away is told once (https://redis.github.io/ioredis/).
 */
import { Redis } from "ioredis";
import { Fault } from "../../../contract/index.ts";
import { pack, unpack } from "./shelf.ts";

export interface FarShelf extends AsyncDisposable {
  /** Undefined where there is none, it is damaged, or the server does not answer in time. */
  read(key: string): Promise<Int16Array | undefined>;
  write(key: string, samples: Int16Array): Promise<void>;
  /** Deletes all sounds there, also those of other hubs. */
  clear(): Promise<void>;
}

/** A turn waits so long at most, ms. */
const answerMs = 100;
/** s after which a sound that nobody asked for is forgotten. */
const keptFor = 30 * 86_400;
/** Bytes; longer ones were not written by us. */
const longest = 600_000;
const prefix = "hearsay:voice:";
const nextTry = (times: number): number => Math.min(30_000, 200 * 2 ** Math.min(times, 8));

/** `tell` hears once of each time that the server goes away. The first connection is made in the background. */
export function openRedis(url: string, tell: (fault: Fault) => void): FarShelf {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2000,
    commandTimeout: answerMs,
    retryStrategy: nextTry,
    disableClientInfo: true,
  });
  let isTold = false;
  const down = (reason: string): void => {
    if (isTold) return;
    isTold = true;
    // The address may hold a password.
    tell(new Fault("VOICE_CACHE_DOWN", `The Redis server for spoken sentences does not answer: ${reason}`));
  };
  redis.on("error", (error) => down(error instanceof Error ? (codeOf(error) ?? error.name) : "unknown"));
  redis.on("ready", () => {
    isTold = false;
  });
  const isUp = (): boolean => redis.status === "ready";

  return {
    async read(key) {
      if (!isUp()) return undefined;
      try {
        const data = await redis.getrangeBuffer(prefix + key, 0, longest);
        isTold = false;
        if (data.length === 0) return undefined;
        redis.expire(prefix + key, keptFor).catch(() => {});
        return unpack(data);
      } catch (error) {
        down(error instanceof Error ? error.message : String(error));
        return undefined;
      }
    },
    async write(key, samples) {
      const data = pack(samples);
      if (!isUp() || data.length > longest) return;
      await redis.set(prefix + key, data, "EX", keptFor).catch((error) => down(String(error)));
    },
    async clear() {
      if (!isUp()) return;
      let cursor = "0";
      do {
        const [next, keys] = await redis.scan(cursor, "MATCH", `${prefix}*`, "COUNT", 500);
        if (keys.length > 0) await redis.unlink(...keys);
        cursor = next;
      } while (cursor !== "0");
    },
    async [Symbol.asyncDispose]() {
      redis.disconnect();
    },
  };
}

const codeOf = (error: Error): string | undefined =>
  "code" in error && typeof error.code === "string" ? error.code : undefined;
