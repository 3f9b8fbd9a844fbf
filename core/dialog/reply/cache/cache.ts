/** Keeps the sound of short sentences, so that they sound at once when they are said again; never in anybody's way. */
import {
  type Bus,
  type Fault,
  joined,
  type Log,
  type Messages,
  speechFormat,
} from "../../../contract/index.ts";
import { createRemembered } from "./memory.ts";
import { type FarShelf, openRedis } from "./redis.ts";
import { openShelf, type Shelf } from "./shelf.ts";

/** Longer ones are hardly said twice. */
const longestText = 160;
const longestMs = 15_000;
const writesWaiting = 32;
/** Not told of more often than this, ms. */
const tellEvery = 1000;

export type CacheStats = Omit<Messages["voice/cache"], "bootId">;

export interface SoundCache extends AsyncDisposable {
  /** Mono at 16 kHz; undefined where there is none, and where the disk does not answer. */
  get(key: string): Promise<Int16Array | undefined>;
  has(key: string): boolean;
  /** Keeps it, in its own time. `ahead`: nobody has asked for it yet. */
  put(key: string, text: string, pieces: readonly Int16Array[], ahead?: boolean): void;
  /** Deletes all of it. */
  clear(): Promise<void>;
  /** Resolves when all that was to be kept is. */
  settled(): Promise<void>;
  readonly stats: CacheStats;
}

export interface CacheFacts {
  readonly folder: string;
  /** Bytes at most; 0: nothing is kept. */
  readonly limit: () => number;
  /** URL of a Redis server that keeps them too; undefined: none does. */
  readonly far?: () => string | undefined;
  readonly tell?: (fault: Fault) => void;
  readonly bus: Bus;
  readonly log: Log;
}

/** Resolves at once: the folder is looked through in the background, and until then nothing is found in it. */
export function openSoundCache(facts: CacheFacts): SoundCache {
  const { folder, limit, bus, log } = facts;
  const counts = { hits: 0, misses: 0, evictions: 0, damaged: 0, dropped: 0, ahead: 0, far: 0 };
  const remembered = createRemembered();
  const far = farOf(facts);
  let shelf: Shelf | undefined;
  let waiting = 0;
  let closed = false;
  const statsNow = (): CacheStats => ({
    ...counts,
    sounds: shelf?.sounds ?? 0,
    bytes: shelf?.bytes ?? 0,
    limit: limit(),
  });
  const teller = createTeller(bus, statsNow, log);

  const trim = async (): Promise<void> => {
    counts.evictions += (await shelf?.trim(limit())) ?? 0;
  };
  let line: Promise<void> = openShelf(folder).then(
    async (opened) => {
      shelf = opened;
      await trim();
      teller.tell();
    },
    (error) => log.warn("The folder of spoken sentences cannot be used.", { error }),
  );
  const next = (work: () => Promise<void>): void => {
    line = line.then(work).catch((error) => {
      counts.dropped++;
      log.warn("A spoken sentence could not be kept.", { error });
    });
  };

  async function fromDisk(on: Shelf, key: string): Promise<Int16Array | undefined> {
    const found = await on.read(key);
    if (found === "damaged") counts.damaged++;
    if (!found || found === "damaged") return undefined;
    remembered.put(key, found);
    return found;
  }
  async function fromFar(on: Shelf, key: string): Promise<Int16Array | undefined> {
    const found = await far()?.read(key);
    if (!found) return undefined;
    counts.far++;
    remembered.put(key, found);
    next(() => on.write(key, found).then(trim));
    return found;
  }

  return {
    has: (key) => shelf?.has(key) === true,
    async get(key) {
      if (shelf && shelf.bytes > limit()) next(trim);
      if (limit() === 0 || !shelf) return undefined;
      const near = shelf.has(key) ? remembered.get(key) : undefined;
      const samples = near ?? (await fromDisk(shelf, key)) ?? (await fromFar(shelf, key));
      if (samples) counts.hits++;
      else counts.misses++;
      teller.tell();
      return samples;
    },
    put(key, text, pieces, ahead = false) {
      const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
      const short = text.length <= longestText && (length / speechFormat.rate) * 1000 <= longestMs;
      if (limit() === 0 || length === 0 || !short || closed) return;
      if (waiting >= writesWaiting) {
        counts.dropped++;
        return;
      }
      waiting++;
      next(async () => {
        waiting--;
        if (!shelf) return;
        const samples = joined(pieces);
        remembered.put(key, samples);
        far()?.write(key, samples);
        await shelf.write(key, samples);
        if (ahead) counts.ahead++;
        await trim();
        teller.tell();
      });
    },
    async clear() {
      next(async () => {
        remembered.clear();
        await shelf?.trim(0);
        await far()?.clear();
        teller.tell();
      });
      await line;
    },
    settled: () => line,
    get stats() {
      return statsNow();
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      await line;
      await far.close();
      await teller.close();
    },
  };
}

/** Says how it goes, at most once a second. */
function createTeller(bus: Bus, stats: () => CacheStats, log: Log) {
  let timer: NodeJS.Timeout | undefined;
  const say = (): void => {
    timer = undefined;
    bus
      .publish("voice/cache", {}, { ...stats(), bootId: bus.bootId })
      .catch((error) => log.warn("Could not tell of the spoken sentences that are kept.", { error }));
  };
  return {
    tell(): void {
      timer ??= setTimeout(say, tellEvery);
      timer.unref();
    },
    async close(): Promise<void> {
      clearTimeout(timer);
      await bus.clear("voice/cache", {}).catch(() => {});
    },
  };
}

interface Far {
  (): FarShelf | undefined;
  close(): Promise<void>;
}

/** The server that the settings name now. */
function farOf({ far: urlNow = () => undefined, limit, tell = () => {} }: CacheFacts): Far {
  let open: { readonly url: string; readonly shelf: FarShelf } | undefined;
  const close = async (): Promise<void> => {
    const last = open;
    open = undefined;
    await last?.shelf[Symbol.asyncDispose]();
  };
  const now = (): FarShelf | undefined => {
    const url = limit() === 0 ? undefined : urlNow();
    if (open && open.url !== url) void close();
    if (url !== undefined) open ??= { url, shelf: openRedis(url, tell) };
    return open?.shelf;
  };
  // Connected before anybody asks.
  now();
  return Object.assign(now, { close });
}
