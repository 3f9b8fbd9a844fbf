/** What a pull fetches, from where, and what it leaves on disk. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Progress } from "../../../../core/host/models/index.ts";
import { fileOf, modelOf, noise, startBench, tarball, tarballPath } from "./shelf.ts";

const ears = noise(50_000, 1);
const mouth = noise(30_000, 2);
const packed = tarball([
  { path: "package/package.json", body: Buffer.from("{}") },
  { path: "package/dist/ears.onnx", body: ears },
  { path: "package/dist/mouth.onnx", body: mouth },
]);

async function twoModels() {
  const bench = await startBench();
  const sources = { speech: bench.shelf.publish("speech@1.0.0", packed) };
  const models = await bench.open({
    sources,
    models: {
      ears: modelOf({ "deep/ears.onnx": fileOf(ears, { source: "speech", path: "dist/ears.onnx" }) }),
      mouth: modelOf(
        {
          "mouth.onnx": fileOf(mouth, { source: "speech", path: "dist/mouth.onnx" }),
          "lip.bin": fileOf(ears.subarray(100, 200), {
            source: "speech",
            path: "dist/ears.onnx",
            range: [100, 200],
          }),
        },
        { licence: { spdx: "CC-BY-NC-4.0", notice: "somebody", restricts: "not for sale" } },
      ),
    },
    sets: { all: { about: "both", models: ["ears", "mouth"], plugins: {} } },
  });
  return { bench, models, [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose]() };
}

it("puts each file where the catalogue says, and fetches a shared package once", async () => {
  await using made = await twoModels();
  const { models, bench } = made;
  await models.pull(["all"]);
  expect(await readFile(join(models.folder, "ears/deep/ears.onnx"))).toEqual(ears);
  expect(await readFile(join(models.folder, "mouth/mouth.onnx"))).toEqual(mouth);
  expect(await readFile(join(models.folder, "mouth/lip.bin"))).toEqual(ears.subarray(100, 200));
  expect(bench.shelf.asked.map(({ path }) => path)).toEqual([tarballPath("speech@1.0.0")]);
});

it("leaves nothing but models behind", async () => {
  await using made = await twoModels();
  await made.models.pull(["all"]);
  expect((await readdir(made.models.folder)).toSorted()).toEqual([".parts", "ears", "mouth"]);
  expect(await readdir(join(made.models.folder, ".parts"))).toEqual([]);
});

it("asks for nothing when everything is right already", async () => {
  await using made = await twoModels();
  await made.models.pull(["all"]);
  made.bench.shelf.asked.length = 0;
  expect(await made.models.pull(["all"])).toEqual({ fetched: [], restricts: [] });
  expect(made.bench.shelf.asked).toEqual([]);
});

it("says what was fetched and what its licence restricts", async () => {
  await using made = await twoModels();
  await made.models.pull(["ears"]);
  expect(await made.models.pull(["all"])).toEqual({
    fetched: ["mouth"],
    restricts: [{ model: "mouth", text: "not for sale" }],
  });
});

it("counts every byte of the packages", async () => {
  await using made = await twoModels();
  const seen: Progress[] = [];
  await made.models.pull(["all"], { onProgress: (progress) => seen.push(progress) });
  expect(seen.at(-1)).toEqual({
    model: "ears, mouth",
    phase: "unpacking",
    received: packed.length,
    total: packed.length,
  });
  const received = seen.filter(({ phase }) => phase === "fetching").map((progress) => progress.received);
  expect(received).toEqual(received.toSorted((a, b) => a - b));
});

it("tells each model's state", async () => {
  await using made = await twoModels();
  await made.models.pull(["ears"]);
  const before = Object.fromEntries((await made.models.list()).map(({ name, state }) => [name, state]));
  await made.models.ready("ears");
  const after = Object.fromEntries((await made.models.list()).map(({ name, state }) => [name, state]));
  expect(before).toEqual({ ears: "present", mouth: "absent" });
  expect(after).toEqual({ ears: "verified", mouth: "absent" });
});

it("takes a file served as it is", async () => {
  await using bench = await startBench();
  const url = bench.shelf.put("/ears.onnx", ears);
  const models = await bench.open({ models: { ears: modelOf({ "ears.onnx": fileOf(ears, { url }) }) } });
  await models.pull(["ears"]);
  expect(await readFile(join(await models.ready("ears"), "ears.onnx"))).toEqual(ears);
});

it("follows a redirect", async () => {
  await using bench = await startBench();
  await using other = await startBench();
  other.shelf.put("/ears.onnx", ears);
  const url = bench.shelf.redirect("/moved", `${other.shelf.url}/ears.onnx`);
  const models = await bench.open({ models: { ears: modelOf({ "ears.onnx": fileOf(ears, { url }) }) } });
  await models.pull(["ears"]);
  expect(await models.ready("ears")).toBe(join(models.folder, "ears"));
});

it("gives up on a ring of redirects", async () => {
  await using bench = await startBench();
  const url = bench.shelf.redirect("/ring", `${bench.shelf.url}/ring`);
  const models = await bench.open({ models: { ears: modelOf({ "ears.onnx": fileOf(ears, { url }) }) } });
  await expect(models.pull(["ears"])).rejects.toMatchObject({ code: "MODEL_FETCH_FAILED" });
});

it.each([
  ["no such model", "nobody"],
  ["a name of every object", "toString"],
])("refuses %s", async (_, name) => {
  await using made = await twoModels();
  await expect(made.models.pull([name])).rejects.toMatchObject({ code: "MODEL_UNKNOWN" });
  await expect(made.models.ready(name)).rejects.toMatchObject({ code: "MODEL_UNKNOWN" });
});

it("removes a model, and says whether there was one", async () => {
  await using made = await twoModels();
  expect(await made.models.remove("ears")).toBe(false);
  await made.models.pull(["all"]);
  expect(await made.models.remove("ears")).toBe(true);
  expect(existsSync(join(made.models.folder, "ears"))).toBe(false);
  await expect(made.models.ready("ears")).rejects.toMatchObject({ code: "MODEL_FETCH_FAILED" });
});

it("leaves out of a set what does not run here", async () => {
  await using bench = await startBench();
  const there = { "ears.onnx": fileOf(ears, { url: bench.shelf.put("/ears.onnx", ears) }) };
  const models = await bench.open({
    models: { ears: modelOf(there), vms: modelOf(there, { platforms: ["openvms-vax"] }) },
    sets: { all: { about: "both", models: ["ears", "vms"], plugins: { hear: { size: 1 } } } },
  });
  expect(models.expand(["all"])).toEqual(["ears"]);
  expect(models.set("all")).toMatchObject({
    models: ["ears"],
    unusable: ["vms"],
    plugins: { hear: { size: 1 } },
  });
});
