/** What is kept of what was spoken, within its bounds, and what is told of it. */
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startBroker } from "../../../../../core/bus/broker.ts";
import { openSoundCache, type SoundCache } from "../../../../../core/dialog/reply/cache/cache.ts";
import { silentLog } from "../../stage.ts";

let stack: AsyncDisposableStack;
let folder = "";
beforeEach(async () => {
  stack = new AsyncDisposableStack();
  folder = await mkdtemp(join(tmpdir(), "sounds-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
});
afterEach(() => stack.disposeAsync());

async function open(limit: () => number, place = folder): Promise<SoundCache> {
  const broker = stack.use(await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined }));
  const cache = stack.use(
    openSoundCache({ folder: place, limit, bus: broker.bus("hub/core"), log: silentLog }),
  );
  await cache.settled();
  return cache;
}
const keyOf = (n: number): string => n.toString(16).padStart(64, "0");
const second = [new Int16Array(8000).fill(1), new Int16Array(8000).fill(2)];
const bytes = 32_000 + 40;

describe("the cache", () => {
  it("keeps the pieces of a sound as one, and counts", async () => {
    const cache = await open(() => 1e6);
    expect(await cache.get(keyOf(1))).toBeUndefined();
    cache.put(keyOf(1), "Okay.", second);
    await cache.settled();
    const sound = await cache.get(keyOf(1));
    expect([sound?.length, sound?.[0], sound?.[15_999]]).toEqual([16_000, 1, 2]);
    expect(cache.stats).toEqual({
      hits: 1,
      misses: 1,
      evictions: 0,
      damaged: 0,
      dropped: 0,
      ahead: 0,
      far: 0,
      sounds: 1,
      bytes,
      limit: 1e6,
    });
  });

  it("is emptied when all is to be forgotten, what is being written too", async () => {
    const cache = await open(() => 1e6);
    for (const n of [1, 2]) cache.put(keyOf(n), "Okay.", second);
    await cache.clear();
    expect(cache.stats).toMatchObject({ sounds: 0, bytes: 0 });
    expect(await readdir(folder)).toEqual([]);
  });

  it("keeps no more than it may, and nothing once it may nothing", async () => {
    let limit = 2 * bytes;
    const cache = await open(() => limit);
    for (const n of [1, 2, 3]) cache.put(keyOf(n), "Okay.", second);
    await cache.settled();
    expect(cache.stats).toMatchObject({ sounds: 2, evictions: 1, bytes: 2 * bytes });
    limit = 0;
    expect(await cache.get(keyOf(3))).toBeUndefined();
    await cache.settled();
    cache.put(keyOf(4), "Okay.", second);
    await cache.settled();
    expect(cache.stats).toMatchObject({ sounds: 0, bytes: 0, hits: 0 });
  });

  it.each([
    ["long text", "word ".repeat(40), second],
    ["a long sound", "Okay.", [new Int16Array(16_000 * 16)]],
    ["no sound", "Okay.", []],
  ])("leaves %s", async (_, text, pieces) => {
    const cache = await open(() => 1e6);
    cache.put(keyOf(1), text, pieces);
    await cache.settled();
    expect(cache.stats.sounds).toBe(0);
  });

  it("counts what is damaged, and a sound that cannot be kept, and goes on", async () => {
    const before = await open(() => 1e6);
    before.put(keyOf(1), "Okay.", second);
    await before.settled();
    await writeFile(join(folder, keyOf(1)), "no sound");
    const cache = await open(() => 1e6);
    expect(await cache.get(keyOf(1))).toBeUndefined();
    await rm(folder, { recursive: true });
    cache.put(keyOf(2), "Okay.", second);
    await cache.settled();
    expect(cache.stats).toMatchObject({ damaged: 1, misses: 1, dropped: 1, sounds: 0 });
  });

  it("gives what was used last without the disk, but nothing that was given up for room", async () => {
    const cache = await open(() => 1e6);
    cache.put(keyOf(1), "Okay.", second);
    await cache.settled();
    await writeFile(join(folder, keyOf(1)), "no sound");
    expect((await cache.get(keyOf(1)))?.length).toBe(16_000);
    const small = await open(() => bytes, join(folder, "small"));
    for (const n of [1, 2]) {
      small.put(keyOf(n), "Okay.", second);
      await small.settled();
    }
    expect(await small.get(keyOf(1))).toBeUndefined();
    expect((await small.get(keyOf(2)))?.length).toBe(16_000);
  });

  it("does without a folder that cannot be made", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    const cache = await open(() => 1e6, join(file, "sounds"));
    cache.put(keyOf(1), "Okay.", second);
    await cache.settled();
    expect(await cache.get(keyOf(1))).toBeUndefined();
  });

  it("drops what comes faster than it can be written", async () => {
    const cache = await open(() => 1e9);
    for (let n = 0; n < 40; n++) cache.put(keyOf(n), "Okay.", second);
    await cache.settled();
    expect(cache.stats).toMatchObject({ dropped: 8, sounds: 32 });
  });
});
