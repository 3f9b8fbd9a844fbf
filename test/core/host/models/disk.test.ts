/** A full disk, a forbidden folder: the fault says so, and nothing half-made stays. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, type TestContext } from "vitest";
import {
  type Bench,
  fileOf,
  type Mischief,
  modelOf,
  noise,
  startBench,
  tarball,
  tarballPath,
} from "./shelf.ts";

const ears = noise(3_000_000);

/** A folder on a disk of its own; the test is skipped where this user may not mount one. */
function smallDisk(bench: Bench, megabytes: number, context: TestContext): { folder: string } & Disposable {
  const folder = join(bench.folder, "disk");
  mkdirSync(folder);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder], { stdio: "pipe" });
  } catch {
    context.skip("mounting a small disk needs root");
  }
  return { folder, [Symbol.dispose]: () => void execFileSync("umount", ["-l", folder]) };
}

/** Fills the disk but for so many bytes. */
function fill(folder: string, leave: number): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, "ballast"), Buffer.alloc(Math.max(0, bavail * bsize - leave)));
}

async function packaged(bench: Bench, folder: string) {
  const pack = tarball([{ path: "package/ears.onnx", body: ears }]);
  const sources = { speech: bench.shelf.publish("speech@1.0.0", pack) };
  const from = { source: "speech", path: "ears.onnx" };
  const models = { ears: modelOf({ "ears.onnx": fileOf(ears, from) }) };
  return bench.open({ sources, models }, { folder });
}

it("refuses before it fetches anything when there is no room", async (context) => {
  await using bench = await startBench();
  using disk = smallDisk(bench, 4, context);
  const models = await packaged(bench, join(disk.folder, "models"));
  await expect(models.pull(["ears"])).rejects.toMatchObject({
    code: "DISK_FULL",
    message: expect.stringMatching(/needs 7\.0 MB in .*, and 4\.\d MB are free/),
  });
  expect(bench.shelf.asked).toEqual([]);
});

it.for<[string, number]>([
  ["while it fetches", 1_000_000],
  ["while it unpacks", 4_000_000],
])("frees what it took when the disk fills up %s, and succeeds later", async ([, leave], context) => {
  await using bench = await startBench();
  using disk = smallDisk(bench, 12, context);
  const models = await packaged(bench, join(disk.folder, "models"));
  const full: Mischief = { before: () => fill(disk.folder, leave) };
  bench.shelf.spoil(tarballPath("speech@1.0.0"), full);
  await expect(models.pull(["ears"])).rejects.toMatchObject({ code: "DISK_FULL" });
  expect(readdirSync(join(disk.folder, "models"))).toEqual([".parts"]);
  expect(readdirSync(join(disk.folder, "models/.parts"))).toEqual([]);
  writeFileSync(join(disk.folder, "ballast"), "");
  await models.pull(["ears"]);
  expect(await models.ready("ears")).toBe(join(disk.folder, "models/ears"));
});

it("says when the folder may not be written", async (context) => {
  if (process.getuid?.() === 0) context.skip("root may write everywhere");
  await using bench = await startBench();
  const closed = join(bench.folder, "closed");
  mkdirSync(closed);
  chmodSync(closed, 0o500);
  const models = await packaged(bench, join(closed, "models"));
  await expect(models.pull(["ears"])).rejects.toMatchObject({ code: "STORE_FAILED" });
});

it("says when the folder lies behind a file", async () => {
  await using bench = await startBench();
  writeFileSync(join(bench.folder, "file"), "");
  const models = await packaged(bench, join(bench.folder, "file/models"));
  await expect(models.pull(["ears"])).rejects.toMatchObject({ code: "STORE_FAILED" });
});
