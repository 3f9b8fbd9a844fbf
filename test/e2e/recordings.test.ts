/** Recordings of a whole hub with its models that heard clips: played again, this version does what that one did, each time the same. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "recordings");
const program = join(import.meta.dirname, "../../bin/hearsay.js");
let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "hearsay-replay-"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

const replay = (...args: readonly string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program, "replay", ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err });
    });
  });

describe("recordings", { timeout: 300_000 }, () => {
  it.each(["clips.jsonl", "typed.jsonl"])(
    "%s: no difference, and two replays are the same to the last byte",
    async (name) => {
      const [first, second] = await Promise.all([
        replay(join(folder, name), "--json"),
        replay(join(folder, name), "--json"),
      ]);
      const { turns, differences } = JSON.parse(first.out);
      expect(differences).toEqual([]);
      expect(turns.length).toBeGreaterThanOrEqual(3);
      expect(first.code).toBe(0);
      expect(second.out).toBe(first.out);
    },
  );

  it("as slowly as it was, it is the same", async () => {
    const { code, out } = await replay(join(folder, "typed.jsonl"), "--speed", "real");
    expect(out).toMatch(/4 turns, no difference/);
    expect(code).toBe(0);
  });

  it("what differs is printed, and told by the exit code", async () => {
    const file = join(scratch, "changed.jsonl");
    const text = readFileSync(join(folder, "clips.jsonl"), "utf8");
    const changed = text
      .split("\n")
      .map((line) =>
        line.includes('"kind":"reply/finished"') ? line.replaceAll(" is on.", " is green.") : line,
      );
    await writeFile(file, changed.join("\n"));
    const { code, out } = await replay(file);
    expect(out).toMatch(/differs: den, turn 1, said\n {2}was: .*green\."\n {2}is: .* is on\."/);
    expect(code).toBe(1);
  });

  it("an answer in other words is listed, and is no difference", async () => {
    const file = join(scratch, "reworded.jsonl");
    const text = readFileSync(join(folder, "typed.jsonl"), "utf8");
    await writeFile(file, text.replaceAll("Timer set for 10 minutes.", "10 minutes, starting now."));
    const { code, out } = await replay(file);
    expect(out).toMatch(/in other words: den, turn 1, said\n {2}was: .*starting now\."\n {2}is: .*Timer set/);
    expect(out).toContain("4 turns, no difference, 1 answer in other words");
    expect(code).toBe(0);
    const { differences, notes } = JSON.parse((await replay(file, "--json")).out);
    expect([differences.length, notes.length]).toEqual([0, 1]);
  });

  it("one that was cut short is played up to there, with a warning", async () => {
    const file = join(scratch, "short.jsonl");
    const text = readFileSync(join(folder, "clips.jsonl"), "utf8");
    const half = text.slice(0, Math.floor(text.length * 0.6));
    await writeFile(file, half);
    const { code, err, out } = await replay(file);
    expect(err).toContain(`Line ${half.split("\n").length} is broken`);
    expect(out).toMatch(/\d turns?, /);
    expect([0, 1]).toContain(code);
  });

  it.each([
    ["no recording", '{"some":"thing"}\n', /Line 1: this is no recording.*RECORDING_INVALID/s],
    ["a later form", '{"hearsay":"recording","format":99,"at":1,"skills":[]}\n', /Line 1: its form is 99/],
    [
      "a scenario with a broken line",
      '{"scenario":"x"}\n{"at":3000,"room":"kitchen"}\n',
      /Line 2: it says nothing/,
    ],
  ])("%s is refused with its line", async (_, text, words) => {
    const file = join(scratch, "broken.jsonl");
    await writeFile(file, text);
    const { code, err } = await replay(file);
    expect(err).toMatch(words);
    expect(code).toBe(1);
  });
});
