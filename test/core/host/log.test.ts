/** The log: levels, rotation, and that neither what people say nor a secret gets into it. */
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Fault } from "../../../core/contract/index.ts";
import { createLog, type LogOptions } from "../../../core/host/log.ts";
import { secretOf } from "../../../core/host/settings/index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearsay-log-"));
});
afterAll(() => rm(folder, { recursive: true }));

function written(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  return {
    lines,
    log: createLog({ level: "info", private: false, write: (line) => lines.push(line), ...options }),
  };
}

describe("short lines", () => {
  it("carry time, part, text and facts", () => {
    const { lines, log } = written();
    log.child("tts-x").warn("Slow.", { ms: 12, voice: "amy" });
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warn: tts-x: Slow\. ms=12 voice=amy$/);
  });

  it("begin at the level, which can change for children too", () => {
    const { lines, log } = written();
    const child = log.child("x");
    child.debug("one");
    log.set({ level: "debug" });
    child.debug("two");
    log.set({ level: "silent" });
    child.error("three");
    expect(lines.join()).toMatch(/two$/);
  });

  it("hold what people say only when it is allowed", () => {
    const { lines, log } = written();
    log.private("Heard.", { text: "lights" });
    expect(lines).toEqual([]);
    log.set({ private: true });
    log.private("Heard.", { text: "lights" });
    expect(lines[0]).toContain("text=lights");
  });

  it("tell a fault by code and message and a secret not at all", () => {
    const { lines, log } = written();
    const cause = new Error("at mqtt://me:words@host");
    log.error("No.", {
      error: new Fault("BUS_UNREACHABLE", "Nobody there.", { cause }),
      password: secretOf("words"),
    });
    expect(lines[0]).toContain("error=BUS_UNREACHABLE Nobody there.");
    expect(lines[0]).not.toContain("words");
  });
});

it("writes JSON lines to a file that stays bounded", async () => {
  const file = join(folder, "log", "hub.log");
  const log = createLog({ level: "info", private: false, file, quiet: true, maxBytes: 2000 });
  for (let n = 0; n < 200; n++) log.info("A line of some length, to fill the file.", { n });
  await log[Symbol.asyncDispose]();
  const files = (await readdir(join(folder, "log"))).sort();
  expect(files).toEqual(["hub.log", "hub.log.1", "hub.log.2", "hub.log.3"]);
  for (const name of files) expect((await stat(join(folder, "log", name))).size).toBeLessThan(2300);
  const lines = (await Promise.all(files.map((name) => readFile(join(folder, "log", name), "utf8"))))
    .join("")
    .trim();
  const numbers = lines.split("\n").map((line) => JSON.parse(line).n);
  expect(Math.max(...numbers)).toBe(199);
});
