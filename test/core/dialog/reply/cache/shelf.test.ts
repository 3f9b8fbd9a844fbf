/** Sounds as files: whole or not at all, and never more than there is room for. */
import { mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openShelf } from "../../../../../core/dialog/reply/cache/shelf.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "shelf-"));
});
afterEach(() => rm(folder, { recursive: true }));

const keyOf = (n: number): string => n.toString(16).padStart(64, "0");
const samples = (n: number): Int16Array => new Int16Array(100).fill(n);
const fileBytes = 40 + 200;

describe("a shelf", () => {
  it("gives back what was put there, also when it is opened again", async () => {
    const first = await openShelf(folder);
    await first.write(keyOf(1), samples(1));
    expect(await first.read(keyOf(1))).toEqual(samples(1));
    const second = await openShelf(folder);
    expect(await second.read(keyOf(1))).toEqual(samples(1));
    expect(await second.read(keyOf(2))).toBeUndefined();
    expect([second.sounds, second.bytes]).toEqual([1, fileBytes]);
  });

  it("gives up the least recently used first, also after it was opened again", async () => {
    const first = await openShelf(folder);
    for (const n of [1, 2, 3]) {
      await first.write(keyOf(n), samples(n));
      await utimes(join(folder, keyOf(n)), n, n);
    }
    const shelf = await openShelf(folder);
    await shelf.read(keyOf(1));
    expect(await shelf.trim(2 * fileBytes)).toBe(1);
    expect([1, 2, 3].map((n) => shelf.has(keyOf(n)))).toEqual([true, false, true]);
    expect(await shelf.trim(0)).toBe(2);
    expect([await readdir(folder), shelf.bytes]).toEqual([[], 0]);
  });

  it("deletes what a crash left half written, and leaves alone what is not its own", async () => {
    await writeFile(join(folder, `${keyOf(1)}.0.part`), "half");
    await writeFile(join(folder, "notes.txt"), "mine");
    const shelf = await openShelf(folder);
    expect(shelf.sounds).toBe(0);
    expect(await readdir(folder)).toEqual(["notes.txt"]);
  });

  it.each<[string, (file: string) => Promise<void>]>([
    ["cut short", (file) => truncate(file, 100)],
    ["empty", (file) => truncate(file, 0)],
    ["gone", (file) => rm(file)],
    ["of another form", (file) => writeFile(file, "x".repeat(fileBytes))],
  ])("tells of a file that is %s, and deletes it", async (_, damage) => {
    const shelf = await openShelf(folder);
    await shelf.write(keyOf(1), samples(1));
    await damage(join(folder, keyOf(1)));
    expect(await shelf.read(keyOf(1))).toBe("damaged");
    expect(await readdir(folder)).toEqual([]);
    expect([shelf.has(keyOf(1)), shelf.bytes]).toEqual([false, 0]);
  });

  it("gives back no sound in which one bit is another", async () => {
    const shelf = await openShelf(folder);
    await shelf.write(keyOf(1), samples(1));
    const whole = await readFile(join(folder, keyOf(1)));
    await fc.assert(
      fc.asyncProperty(fc.nat(fileBytes - 1), fc.nat(7), async (at, bit) => {
        await shelf.write(keyOf(1), samples(1));
        const other = Uint8Array.from(whole, (byte, i) => (i === at ? byte ^ (1 << bit) : byte));
        await writeFile(join(folder, keyOf(1)), other);
        expect(await shelf.read(keyOf(1))).toBe("damaged");
      }),
      { numRuns: 40 },
    );
  });
});
