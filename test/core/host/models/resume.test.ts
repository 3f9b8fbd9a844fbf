/** Connections that break, servers that cannot go on where they stopped, and pulls that were cancelled. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
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

const ears = noise(400_000);

async function served(bench: Bench, etag?: string) {
  const url = bench.shelf.put("/ears.onnx", ears, etag);
  return bench.open({ models: { ears: modelOf({ "ears.onnx": fileOf(ears, { url }) }) } });
}

const cut: Mischief = { cutAfter: 100_000 };

it.each<[string, Mischief[], (string | undefined)[]]>([
  ["goes on where it was cut off", [cut], [undefined, "bytes=100000-"]],
  [
    "goes on more than once",
    [cut, cut, cut, cut, cut],
    [undefined, "1", "2", "3"].map((n) => n && `bytes=${n}00000-`),
  ],
  ["starts again where the server cannot go on", [cut, { ignoreRange: true }], [undefined, "bytes=100000-"]],
  ["waits out an overloaded server", [{ status: 503 }, { status: 429 }], [undefined, undefined, undefined]],
  ["starts again when its range is refused", [cut, { status: 416 }], [undefined, "bytes=100000-", undefined]],
])("%s", async (_, mischief, ranges) => {
  await using bench = await startBench();
  const models = await served(bench);
  bench.shelf.spoil("/ears.onnx", ...mischief);
  await models.pull(["ears"]);
  expect(await readFile(join(await models.ready("ears"), "ears.onnx"))).toEqual(ears);
  expect(bench.shelf.asked.map(({ range }) => range).slice(0, ranges.length)).toEqual(ranges);
});

it("resumes a package of the registry", async () => {
  await using bench = await startBench();
  const pack = tarball([{ path: "package/ears.onnx", body: ears }]);
  const sources = { speech: bench.shelf.publish("speech@1.0.0", pack) };
  const from = { source: "speech", path: "ears.onnx" };
  const models = await bench.open({
    sources,
    models: { ears: modelOf({ "ears.onnx": fileOf(ears, from) }) },
  });
  bench.shelf.spoil(tarballPath("speech@1.0.0"), cut);
  await models.pull(["ears"]);
  expect(bench.shelf.asked.map(({ range }) => range)).toEqual([undefined, "bytes=100000-"]);
  expect(await models.ready("ears")).toBe(join(models.folder, "ears"));
});

it("does not mix two versions of a file", async () => {
  await using bench = await startBench();
  const models = await served(bench, '"old"');
  bench.shelf.spoil("/ears.onnx", {
    ...cut,
    before: () => void bench.shelf.put("/ears.onnx", ears, '"new"'),
  });
  await models.pull(["ears"]);
  expect(bench.shelf.asked[1]).toMatchObject({ range: "bytes=100000-", ifRange: '"old"' });
  expect(await models.ready("ears")).toBe(join(models.folder, "ears"));
});

it("fetches anew when what it went on with was wrong", async () => {
  await using bench = await startBench();
  bench.shelf.put("/ears.onnx", noise(400_000, 9));
  const models = await served(bench);
  bench.shelf.put("/ears.onnx", noise(400_000, 9));
  bench.shelf.spoil("/ears.onnx", { ...cut }, { before: () => void bench.shelf.put("/ears.onnx", ears) });
  await models.pull(["ears"]);
  expect(await readFile(join(await models.ready("ears"), "ears.onnx"))).toEqual(ears);
});

it("ends at once when it is cancelled, keeps what has arrived, and another process goes on with it", async () => {
  await using bench = await startBench();
  const models = await served(bench);
  bench.shelf.spoil("/ears.onnx", { stallAfter: 150_000 });
  const abort = new AbortController();
  const pulling = models.pull(["ears"], {
    signal: abort.signal,
    onProgress: ({ received }) => received >= 150_000 && abort.abort(),
  });
  await expect(pulling).rejects.toMatchObject({ code: "CANCELLED" });
  expect(await readdir(models.folder)).toEqual([".parts"]);

  const later = await served(bench);
  await later.pull(["ears"]);
  expect(bench.shelf.asked[1]?.range).toBe("bytes=150000-");
  expect(await later.ready("ears")).toBe(join(models.folder, "ears"));
});

it("is cancelled before it begins", async () => {
  await using bench = await startBench();
  const models = await served(bench);
  await expect(models.pull(["ears"], { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "CANCELLED",
  });
  expect(bench.shelf.asked).toEqual([]);
});

it("gives up when nothing more arrives", async () => {
  await using bench = await startBench();
  const models = await served(bench);
  bench.shelf.spoil("/ears.onnx", ...Array.from({ length: 10 }, () => ({ status: 500 })));
  await expect(models.pull(["ears"])).rejects.toMatchObject({ code: "MODEL_FETCH_FAILED", retryable: true });
  expect(bench.shelf.asked.length).toBe(4);
});
