/** Recordings: written as a bus is heard, bounded, private to their owner, and read as far as they go. */
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { record } from "../../../core/replay/record.ts";
import { formatVersion, type Head, readRecording, writeLine } from "../../../core/replay/recording.ts";
import { busFor } from "../../kit/bus-for.ts";

const folder = mkdtempSync(join(tmpdir(), "hearsay-record-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const head = (audio = false): Head => ({
  hearsay: "recording",
  format: formatVersion,
  version: "0",
  kinds: 1,
  at: Date.now(),
  settings: {},
  skills: [],
  providers: [],
  audio,
});

async function recorded(name: string, audio: boolean, most?: number) {
  await using house = await busFor();
  await house.room("den");
  const file = join(folder, name);
  const abort = new AbortController();
  const { promise: open, resolve: began } = Promise.withResolvers<void>();
  const limits = most === undefined ? {} : { largest: most };
  const over = record(house.bus, { file, head: head(audio), signal: abort.signal, began, ...limits });
  await open;
  const heard = Promise.withResolvers<void>();
  await house.bus.on("listen/stop", {}, () => heard.resolve());
  const format = { codec: "pcm", rate: 16_000, channels: 1 } as const;
  const frame = { format, stream: 7, sequence: 0, at: 1, data: new Uint8Array([1, 2, 3, 4]) };
  house.bus.sendAudio({ site: "den", direction: "in" }, frame);
  await house.bus.publish("reply/say", { site: "den" }, { text: "hello" });
  await house.bus.publish("listen/stop", { site: "den" }, { reason: "done" });
  await heard.promise;
  abort.abort();
  const counts = await over;
  return { file, counts, read: readRecording(readFileSync(file, "utf8")) };
}

describe("a recording", () => {
  it("has a head, what was retained, each message with its envelope, and its counts", async () => {
    const { file, counts, read } = await recorded("plain.jsonl", false);
    expect(read.warning).toBeUndefined();
    expect(read.lines).toContainEqual(expect.objectContaining({ kind: "site/state", retained: true }));
    expect(read.lines).toContainEqual(
      expect.objectContaining({
        kind: "reply/say",
        where: { site: "den" },
        by: "client/test",
        body: { text: "hello" },
      }),
    );
    expect(read.lines.at(-1)).toMatchObject({ end: counts });
    expect(counts).toMatchObject({ frames: 0, dropped: 0 });
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it("holds sound only where that is asked for", async () => {
    const { counts, read } = await recorded("sound.jsonl", true);
    expect(counts.frames).toBe(1);
    expect(read.lines).toContainEqual(
      expect.objectContaining({
        audio: { site: "den", direction: "in" },
        frame: expect.objectContaining({ pcm: "AQIDBA==" }),
      }),
    );
  });

  it("is bounded, and counts what it leaves out", async () => {
    const { counts } = await recorded("full.jsonl", false, 300);
    expect(counts.dropped).toBeGreaterThan(0);
  });

  it("does not write over a file", async () => {
    await using house = await busFor();
    const file = join(folder, "plain.jsonl");
    const signal = AbortSignal.abort();
    await expect(record(house.bus, { file, head: head(), signal })).rejects.toMatchObject({ code: "USAGE" });
  });

  it("that breaks off anywhere is read up to there", async () => {
    const text = readFileSync(join(folder, "plain.jsonl"), "utf8");
    const whole = readRecording(text).lines.length;
    const first = text.indexOf("\n") + 1;
    fc.assert(
      fc.property(fc.integer({ min: first, max: text.length - 2 }), (length) => {
        const { lines, warning } = readRecording(text.slice(0, length));
        expect(lines.length).toBeLessThan(whole);
        expect(warning).toBeDefined();
      }),
    );
  });

  it("with anything in place of a line never breaks the reader", () => {
    fc.assert(
      fc.property(fc.string(), (junk) => {
        const { lines } = readRecording(`${writeLine(head())}${junk}`);
        expect(lines.length).toBe(0);
      }),
    );
  });

  it.each(["", "{}", "null", "[1]", '{"hearsay":"recording"}'])(
    "a head %s is refused with its line",
    (line) => {
      expect(() => readRecording(line)).toThrow(/^Line 1: /);
    },
  );
});
