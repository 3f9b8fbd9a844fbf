/** Files that are not what the catalogue says, on disk or from a source, are never handed out. */
import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import { appendFile, mkdir, readFile, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { type Bench, type Entry, fileOf, modelOf, noise, startBench, tarball, tarballPath } from "./shelf.ts";

const ears = noise(60_000, 1);
const tongue = noise(20_000, 2);

async function pulled(bench: Bench) {
  const catalog = {
    models: {
      ears: modelOf({
        "ears.onnx": fileOf(ears, { url: bench.shelf.put("/ears.onnx", ears) }),
        "tongue.onnx": fileOf(tongue, { url: bench.shelf.put("/tongue.onnx", tongue) }),
      }),
    },
  };
  const models = await bench.open(catalog);
  await models.pull(["ears"]);
  bench.shelf.asked.length = 0;
  return { models, again: () => bench.open(catalog), file: join(models.folder, "ears/ears.onnx") };
}

const flipped = Buffer.from(ears);
flipped[30_000] = (flipped[30_000] ?? 0) ^ 1;

it.each<[string, (file: string) => Promise<unknown>]>([
  ["a half file", (file) => truncate(file, 30_000)],
  ["an empty file", (file) => truncate(file, 0)],
  ["a file that is too long", (file) => appendFile(file, "x")],
  ["a single wrong bit", (file) => writeFile(file, flipped)],
  ["an absent file", (file) => rm(file)],
  ["a folder in its place", (file) => rm(file).then(() => mkdir(file))],
])("refuses %s, and the next pull fetches only that file", async (_, damage) => {
  await using bench = await startBench();
  const { models, file } = await pulled(bench);
  await damage(file);
  await expect(models.ready("ears")).rejects.toMatchObject({ code: "MODEL_CORRUPT" });
  expect(await models.verify(["ears"])).toEqual([{ name: "ears", state: "corrupt", wrong: ["ears.onnx"] }]);
  expect((await models.pull(["ears"])).fetched).toEqual(["ears"]);
  expect(bench.shelf.asked.map(({ path }) => path)).toEqual(["/ears.onnx"]);
  expect(await readFile(join(await models.ready("ears"), "ears.onnx"))).toEqual(ears);
  expect(await readFile(join(models.folder, "ears/tongue.onnx"))).toEqual(tongue);
});

it("notices a change after it was verified, even one that keeps size and time", async () => {
  await using bench = await startBench();
  const { models, file } = await pulled(bench);
  await models.ready("ears");
  const { atime, mtime } = await stat(file);
  await writeFile(file, flipped);
  await utimes(file, atime, mtime);
  await expect(models.ready("ears")).rejects.toMatchObject({ code: "MODEL_CORRUPT" });
});

it("does not trust an earlier process", async () => {
  await using bench = await startBench();
  const { again, file } = await pulled(bench);
  await writeFile(file, flipped);
  const later = await again();
  expect((await later.list())[0]?.state).toBe("present");
  await expect(later.ready("ears")).rejects.toMatchObject({ code: "MODEL_CORRUPT" });
  expect((await later.list())[0]?.state).toBe("partial");
});

it("goes on to the next source when the first sends something else", async () => {
  await using bench = await startBench();
  const wrong = bench.shelf.put("/wrong", noise(60_000, 7));
  const short = bench.shelf.put("/short", ears.subarray(1));
  const good = bench.shelf.put("/good", ears);
  const from = [{ url: `${bench.shelf.url}/absent` }, { url: wrong }, { url: short }, { url: good }];
  const models = await bench.open({ models: { ears: modelOf({ "ears.onnx": fileOf(ears, ...from) }) } });
  await models.pull(["ears"]);
  expect(bench.shelf.asked.map(({ path }) => path)).toEqual(["/absent", "/wrong", "/short", "/good"]);
  expect(await readFile(join(await models.ready("ears"), "ears.onnx"))).toEqual(ears);
});

it("takes a file whose publisher tells MD5 only, and nothing else in its place", async () => {
  await using bench = await startBench();
  const { sha256: _, ...file } = fileOf(
    ears,
    { url: bench.shelf.put("/wrong", noise(60_000, 7)) },
    { url: bench.shelf.put("/good", ears) },
  );
  const catalog = { models: { ears: modelOf({ "ears.onnx": { ...file, md5: hash("md5", ears) } }) } };
  const models = await bench.open(catalog);
  await models.pull(["ears"]);
  const there = join(await models.ready("ears"), "ears.onnx");
  expect(await readFile(there)).toEqual(ears);
  await writeFile(there, flipped);
  await expect((await bench.open(catalog)).ready("ears")).rejects.toMatchObject({ code: "MODEL_CORRUPT" });
});

it("fails and leaves nothing when no source has the right bytes", async () => {
  await using bench = await startBench();
  const url = bench.shelf.put("/wrong", noise(60_000, 7));
  const models = await bench.open({ models: { ears: modelOf({ "ears.onnx": fileOf(ears, { url }) }) } });
  await expect(models.pull(["ears"])).rejects.toMatchObject({
    code: "MODEL_FETCH_FAILED",
    remedy: expect.stringContaining("hearsay models pull ears"),
  });
  expect(existsSync(join(models.folder, "ears"))).toBe(false);
});

it("still fetches the other models when one cannot be had", async () => {
  await using bench = await startBench();
  const files = { "ears.onnx": fileOf(ears, { url: bench.shelf.put("/ears.onnx", ears) }) };
  const lost = { "lost.onnx": fileOf(tongue, { url: `${bench.shelf.url}/absent` }) };
  const models = await bench.open({ models: { lost: modelOf(lost), ears: modelOf(files) } });
  await expect(models.pull(["lost", "ears"])).rejects.toMatchObject({
    message: expect.stringContaining("lost"),
  });
  expect(await models.ready("ears")).toBe(join(models.folder, "ears"));
});

it("refuses a package whose digest the registry changed", async () => {
  await using bench = await startBench();
  const pack = tarball([{ path: "package/ears.onnx", body: ears }]);
  const old = bench.shelf.publish("speech@1.0.0", pack);
  bench.shelf.publish("speech@1.0.0", tarball([{ path: "package/ears.onnx", body: flipped }]));
  const file = fileOf(ears, { source: "speech", path: "ears.onnx" });
  const models = await bench.open({
    sources: { speech: old },
    models: { ears: modelOf({ "ears.onnx": file }) },
  });
  await expect(models.pull(["ears"])).rejects.toMatchObject({ code: "MODEL_FETCH_FAILED" });
  expect(bench.shelf.asked).toEqual([]);
});

it("refuses a tarball that is not the one the registry names", async () => {
  await using bench = await startBench();
  const source = bench.shelf.publish("speech@1.0.0", tarball([{ path: "package/ears.onnx", body: ears }]));
  bench.shelf.put(tarballPath("speech@1.0.0"), tarball([{ path: "package/ears.onnx", body: flipped }]));
  const file = fileOf(ears, { source: "speech", path: "ears.onnx" });
  const models = await bench.open({
    sources: { speech: source },
    models: { ears: modelOf({ "ears.onnx": file }) },
  });
  await expect(models.pull(["ears"])).rejects.toMatchObject({ code: "MODEL_FETCH_FAILED" });
  expect(existsSync(join(models.folder, "ears"))).toBe(false);
});

const wanted: Entry = { path: "package/ears.onnx", body: ears };

it.each<[string, Entry[]]>([
  ["paths that climb out", [{ path: "package/../../../../evil", body: tongue }, wanted]],
  ["absolute paths", [{ path: "/tmp/hearsay-evil", body: tongue }, wanted]],
  [
    "a link and a file behind it",
    [
      { path: "package/dir", type: "SymbolicLink", linkpath: "/tmp" },
      { path: "package/dir/hearsay-evil", body: tongue },
      wanted,
    ],
  ],
  ["a second file of the wanted name", [wanted, { path: "package/ears.onnx", body: flipped }]],
  [
    "a link of the wanted name",
    [{ path: "package/ears.onnx", type: "SymbolicLink", linkpath: "/etc/passwd" }, wanted],
  ],
])("takes only the wanted file out of a package with %s", async (_, entries) => {
  await using bench = await startBench();
  const source = bench.shelf.publish("speech@1.0.0", tarball(entries));
  const file = fileOf(ears, { source: "speech", path: "ears.onnx" });
  const models = await bench.open({
    sources: { speech: source },
    models: { ears: modelOf({ "ears.onnx": file }) },
  });
  await models.pull(["ears"]);
  expect(await readFile(join(await models.ready("ears"), "ears.onnx"))).toEqual(ears);
  for (const stray of ["/tmp/hearsay-evil", join(bench.folder, "evil"), join(models.folder, "evil")])
    expect(existsSync(stray)).toBe(false);
});

it.each<[string, Entry[]]>([
  ["lacks the file", [{ path: "package/mouth.onnx", body: ears }]],
  ["has only a link in its place", [{ path: "package/ears.onnx", type: "Link", linkpath: "/etc/passwd" }]],
  ["has a longer file", [{ path: "package/ears.onnx", body: Buffer.concat([ears, tongue]) }]],
  ["has a shorter file", [{ path: "package/ears.onnx", body: tongue }]],
])("fails when the package %s", async (_, entries) => {
  await using bench = await startBench();
  const source = bench.shelf.publish("speech@1.0.0", tarball(entries));
  const file = fileOf(ears, { source: "speech", path: "ears.onnx" });
  const models = await bench.open({
    sources: { speech: source },
    models: { ears: modelOf({ "ears.onnx": file }) },
  });
  await expect(models.pull(["ears"])).rejects.toMatchObject({ code: "MODEL_FETCH_FAILED" });
  expect(existsSync(join(models.folder, "ears"))).toBe(false);
});

it.each([
  ["no gzip at all", noise(500)],
  ["a gzip that breaks off", tarball([wanted]).subarray(0, 20_000)],
  ["a tar that breaks off in a file", gzipSync(gunzipSync(tarball([wanted])).subarray(0, 20_000))],
  ["a tar that breaks off in a header", gzipSync(gunzipSync(tarball([wanted])).subarray(0, 300))],
])("fails on a package that is %s", async (_, pack) => {
  await using bench = await startBench();
  const source = bench.shelf.publish("speech@1.0.0", pack);
  const file = fileOf(ears, { source: "speech", path: "ears.onnx" });
  const models = await bench.open({
    sources: { speech: source },
    models: { ears: modelOf({ "ears.onnx": file }) },
  });
  await expect(models.pull(["ears"])).rejects.toMatchObject({ code: "MODEL_FETCH_FAILED" });
});
