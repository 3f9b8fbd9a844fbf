/** A disk that is full ends a recording with a fault, rather than leaving one that seems to go on. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { record } from "../../../core/replay/record.ts";
import { formatVersion, readRecording } from "../../../core/replay/recording.ts";
import { busFor } from "../../kit/bus-for.ts";

const disk = vi.hoisted(() => ({ full: false }));
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const writeSync = (...args: readonly unknown[]): number => {
    if (disk.full) throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
    return Reflect.apply(fs.writeSync, undefined, args);
  };
  return { ...fs, writeSync };
});

const folder = mkdtempSync(join(tmpdir(), "hearsay-record-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("ends with DISK_FULL, and what was written before can be read", async () => {
  await using house = await busFor();
  const file = join(folder, "full.jsonl");
  const facts = { settings: {}, skills: [], providers: [], audio: false, version: "0", kinds: 1 };
  const head = { hearsay: "recording", format: formatVersion, at: Date.now(), ...facts } as const;
  const { promise: open, resolve: began } = Promise.withResolvers<void>();
  const over = record(house.bus, { file, head, signal: new AbortController().signal, began });
  over.catch(() => {});
  await open;
  disk.full = true;
  await house.bus.publish("reply/say", { site: "den" }, { text: "hello" });
  await expect(over).rejects.toMatchObject({ code: "DISK_FULL" });
  expect(readRecording(readFileSync(file, "utf8")).head.at).toBe(head.at);
});
