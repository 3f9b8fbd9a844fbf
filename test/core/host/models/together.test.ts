/** Several processes and one models folder: nothing is fetched twice, nothing is spoilt, and the dead hold nothing up. */
import { type ChildProcess, fork } from "node:child_process";
import { mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { takeLock } from "../../../../core/host/models/lock.ts";
import { type Bench, fileOf, modelOf, noise, startBench } from "./shelf.ts";

const ears = noise(400_000);
const script = new URL("./puller.ts", import.meta.url).pathname;

interface Told {
  phase?: string;
  received?: number;
  pulled?: string[];
  ready?: string;
}

async function prepared(bench: Bench) {
  const url = bench.shelf.put("/ears.onnx", ears);
  return bench.open({ models: { ears: modelOf({ "ears.onnx": fileOf(ears, { url }) }) } });
}

function spawnPuller(bench: Bench): ChildProcess {
  const args = [join(bench.folder, "catalog.json"), join(bench.folder, "models"), bench.shelf.url, "ears"];
  return fork(script, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

/** The first message for which `test` holds. */
const told = (child: ChildProcess, test: (message: Told) => boolean): Promise<Told> =>
  new Promise((resolve, reject) => {
    child.on("message", (message: Told) => test(message) && resolve(message));
    child.once("exit", (code) => reject(new Error(`the process ended with ${code}`)));
  });

it("two processes that pull the same model fetch it once", async () => {
  await using bench = await startBench();
  await prepared(bench);
  const children = [spawnPuller(bench), spawnPuller(bench)];
  const results = await Promise.all(children.map((child) => told(child, ({ ready }) => ready !== undefined)));
  expect(results.flatMap(({ pulled }) => pulled)).toEqual(["ears"]);
  expect(bench.shelf.asked.length).toBe(1);
  expect(await readFile(join(bench.folder, "models/ears/ears.onnx"))).toEqual(ears);
});

it("a pull whose process was killed is taken over where it was", async () => {
  await using bench = await startBench();
  const models = await prepared(bench);
  bench.shelf.spoil("/ears.onnx", { stallAfter: 200_000 });
  const first = spawnPuller(bench);
  await told(first, ({ received }) => received === 200_000);
  const second = spawnPuller(bench);
  const waiting = told(second, ({ phase }) => phase === "waiting");
  const done = told(second, ({ ready }) => ready !== undefined);
  await waiting;
  first.kill("SIGKILL");
  expect(await done).toMatchObject({ pulled: ["ears"] });
  expect(bench.shelf.asked[1]?.range).toBe("bytes=200000-");
  expect(await readdir(models.folder)).toEqual([".parts", "ears"]);
});

it("what a killed process left half-made is cleared away", async () => {
  await using bench = await startBench();
  const models = await prepared(bench);
  await mkdir(join(models.folder, ".work/ears"), { recursive: true });
  await writeFile(join(models.folder, ".work/ears/ears.onnx"), ears.subarray(0, 1000));
  await models.pull(["ears"]);
  expect(await readdir(models.folder)).toEqual([".parts", "ears"]);
  expect(await models.ready("ears")).toBe(join(models.folder, "ears"));
});

it("half-fetched files that nobody wants any more are dropped after a week", async () => {
  await using bench = await startBench();
  const models = await prepared(bench);
  const old = join(models.folder, ".parts/npm-forgotten");
  await mkdir(join(models.folder, ".parts"), { recursive: true });
  await writeFile(old, "x");
  await writeFile(join(models.folder, ".parts/npm-recent"), "x");
  const before = new Date(Date.now() - 8 * 24 * 3600 * 1000);
  await utimes(old, before, before);
  await models.pull(["ears"]);
  expect(await readdir(join(models.folder, ".parts"))).toEqual(["npm-recent"]);
});

const elsewhere = { pid: process.pid, host: "another-machine", token: "x" };

it.each<[string, object | string, number]>([
  ["of a dead process", { pid: 2 ** 22 + 1, host: hostname(), token: "x" }, 0],
  ["of another machine that has not been touched for long", elsewhere, 60_000],
  ["that was written by half, long ago", "{", 60_000],
])("a lock %s is broken", async (_, holder, age) => {
  await using bench = await startBench();
  const lock = join(bench.folder, "lock");
  await writeFile(lock, typeof holder === "string" ? holder : JSON.stringify(holder));
  const touched = new Date(Date.now() - age);
  await utimes(lock, touched, touched);
  await using _held = await takeLock(lock, AbortSignal.timeout(10_000));
  expect(JSON.parse(await readFile(lock, "utf8"))).toMatchObject({ pid: process.pid, host: hostname() });
});

it.each<[string, object | string]>([
  ["of a living process", { pid: process.pid, host: hostname(), token: "x" }],
  ["of another machine that was just touched", elsewhere],
  ["that is being written", ""],
])("a lock %s is respected", async (_, holder) => {
  await using bench = await startBench();
  const lock = join(bench.folder, "lock");
  await writeFile(lock, typeof holder === "string" ? holder : JSON.stringify(holder));
  await expect(takeLock(lock, AbortSignal.timeout(600))).rejects.toThrow();
  expect(await readFile(lock, "utf8")).toBe(typeof holder === "string" ? holder : JSON.stringify(holder));
});

it("only one of many holds a stale lock after it was broken", async () => {
  await using bench = await startBench();
  const lock = join(bench.folder, "lock");
  await writeFile(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), token: "x" }));
  let holders = 0;
  let most = 0;
  const hold = async (): Promise<void> => {
    await using _held = await takeLock(lock);
    most = Math.max(most, ++holders);
    await new Promise((resolve) => setTimeout(resolve, 5));
    holders--;
  };
  await Promise.all(Array.from({ length: 8 }, hold));
  expect(most).toBe(1);
  expect(await readdir(bench.folder)).toEqual([]);
});
