/** The door to the benchmarks, on a folder of small ones. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { namesIn, type Report, runBench, tableOf } from "./index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearsay-bench-"));
  const write = (file: string, text: string): Promise<void> => writeFile(join(folder, file), text);
  await write(
    "count.ts",
    `export const name = "count"; export const about = "Counts its arguments.";
     export async function bench({ args, log }) { log("counting"); return { count: args.length, args }; }`,
  );
  await write(
    "fails.ts",
    `export const name = "fails"; export const about = "Fails.";
     export async function bench() { throw new Error("No luck."); }`,
  );
  await write(
    "odd.ts",
    `import { parseArgs } from "node:util"; export const name = "odd"; export const about = "Takes no options.";
     export const bench = async ({ args }) => parseArgs({ args, options: {} });`,
  );
  await write("other.ts", `export const name = "another";`);
  await write("index.ts", "");
  await write("_shared.ts", "");
  await write("index.test.ts", "");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runBench(folder, argv, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

describe("the door to the benchmarks", () => {
  it("finds every benchmark, but not what they share", async () => {
    expect(await namesIn(folder)).toEqual(["count", "fails", "odd", "other"]);
  });

  it("lists them, also when one of them is broken", async () => {
    const { code, out } = await run("--help");
    expect(code).toBe(0);
    expect(out).toContain("count  Counts its arguments.");
    expect(out).toContain("other  (does not load:");
  });

  it("prints one object with --json, and progress elsewhere", async () => {
    const { code, out, err } = await run("count", "a", "--json", "--b");
    const report = JSON.parse(out) as Report;
    expect(code).toBe(0);
    expect(err).toBe("counting");
    expect(report).toMatchObject({ count: 2, args: ["a", "--b"] });
    expect(report).toMatchObject({ name: "count", machine: { node: process.version } });
    expect(report.machine.cores).toBeGreaterThan(0);
  });

  it.each([
    ["nothing", 2, "USAGE"],
    ["odd", 2, "USAGE"],
    ["fails", 1, "INTERNAL"],
  ])("says as JSON what went wrong with %s", async (name, code, fault) => {
    const ran = await run(name, "--json", "--odd");
    expect(ran.code).toBe(code);
    expect(JSON.parse(ran.out)).toMatchObject({ fault: { code: fault } });
  });

  it("prints lines for people otherwise", async () => {
    expect((await run("count", "a")).out).toContain("count: 1");
  });

  it.each([
    [[], 2, ""],
    [["nothing"], 2, 'There is no benchmark "nothing".'],
    [["fails"], 1, "No luck."],
    [["other"], 1, 'does not export name "other"'],
  ])("%j ends with %i", async (argv, code, message) => {
    const result = await run(...argv);
    expect(result.code).toBe(code);
    expect(result.err).toContain(message);
  });

  it("lays lists of objects out as tables", () => {
    const machine = { cpu: "cpu", cores: 2, node: "v24" };
    const result = {
      share: 0.12345,
      voices: [
        { name: "slt", ms: 40 },
        { name: "a", ms: 7, note: "x" },
      ],
    };
    expect(tableOf({ name: "voices", at: 0, machine, result }).split("\n")).toEqual([
      "voices on cpu, 2 cores, Node v24",
      "share: 0.123",
      "",
      "voices:",
      "name  ms  note",
      "slt   40  -",
      "a     7   x",
      "",
    ]);
  });
});

describe("this repository's benchmarks", () => {
  it("all have a name and say what they measure", async () => {
    // In a process of its own, as people run it: what benchmarks fork must not run within this one.
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(import.meta.dirname, "index.ts"),
      "-h",
    ]);
    expect(stdout).toContain("voices");
    expect(stdout).not.toContain("does not load");
  });
});
