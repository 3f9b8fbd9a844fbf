/** The catalogue that Hearsay brings, and what is refused in any other. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readCatalog } from "../../../../core/host/models/catalog.ts";
import { createModels } from "../../../../core/host/models/index.ts";
import { fileOf, modelOf, noise } from "./shelf.ts";

const own = await readCatalog();
const permissive = new Set([
  "MIT",
  "Apache-2.0",
  "BSD-3-Clause",
  "ISC",
  "MIT-Festival",
  "MIT AND Apache-2.0",
]);

it.each(Object.keys(own.sets))("the set %s has an ear, a voice, a wake word and a voice detector", (set) => {
  const made = own.sets[set]?.models.map((name) => own.models[name]?.capability);
  expect(made).toEqual(expect.arrayContaining(["stt", "tts", "vad", "wake"]));
});

it("the clean set has only permissive licences, and none of them restricts anything", () => {
  for (const name of own.sets.clean?.models ?? []) {
    expect(permissive).toContain(own.models[name]?.licence.spdx);
    expect(own.models[name]?.licence.restricts).toBeUndefined();
  }
});

it("every licence outside the permissive ones says what it restricts", () => {
  const silent = Object.entries(own.models).filter(
    ([, { licence }]) => !permissive.has(licence.spdx) && licence.restricts === undefined,
  );
  expect(silent).toEqual([]);
});

it("every source is used", () => {
  const files = Object.values(own.models).flatMap(({ files }) => Object.values(files));
  const used = new Set(files.flatMap(({ from }) => from.map((one) => ("url" in one ? "" : one.source))));
  expect(Object.keys(own.sources).filter((source) => !used.has(source))).toEqual([]);
});

const file = fileOf(noise(10), { source: "speech", path: "a.onnx" });
const source = { npm: "speech@1.0.0", bytes: 5, integrity: `sha512-${"A".repeat(86)}==` };
const good = {
  sources: { speech: source },
  models: { ears: modelOf({ "a.onnx": file }) },
  sets: { all: { about: "all", models: ["ears"], plugins: {} } },
};
const withFiles = (files: object) => ({ ...good, models: { ears: modelOf(files) } });

async function opened(text: string) {
  const folder = await mkdtemp(join(tmpdir(), "hearsay-catalog-"));
  try {
    await writeFile(join(folder, "catalog.json"), text);
    return await createModels({ catalogFile: join(folder, "catalog.json"), folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}

it("accepts a good one", async () => {
  expect((await opened(JSON.stringify(good))).expand(["all"])).toEqual(["ears"]);
});

it.each<[string, object, string]>([
  ["a path that climbs out", withFiles({ "../a.onnx": file }), "/models/ears/files"],
  ["an absolute path", withFiles({ "/a.onnx": file }), "/models/ears/files"],
  ["a hidden path", withFiles({ ".a": file }), "/models/ears/files"],
  ["a short digest", withFiles({ a: { ...file, sha256: "00" } }), "/models/ears/files/a/sha256"],
  ["a file from nowhere", withFiles({ a: { ...file, from: [] } }), "/models/ears/files/a/from"],
  ["an unknown source", { ...good, sources: {} }, "/models/ears/files/a.onnx"],
  [
    "a version that floats",
    { ...good, sources: { speech: { ...source, npm: "speech@^1.0.0" } } },
    "/sources/speech/npm",
  ],
  [
    "a file by ftp",
    withFiles({ a: { ...file, from: [{ url: "ftp://x/a" }] } }),
    "/models/ears/files/a/from/0",
  ],
  [
    "a range of another length",
    withFiles({ a: { ...file, from: [{ source: "speech", path: "a", range: [0, 11] }] } }),
    "/models/ears/files/a",
  ],
  ["a hidden model", { ...good, models: { ".work": modelOf({ a: file }) } }, "/models"],
  [
    "a set of unknown models",
    { ...good, sets: { all: { ...good.sets.all, models: ["x"] } } },
    "/sets/all/models",
  ],
])("refuses %s, and says where", async (_, catalog, path) => {
  await expect(opened(JSON.stringify(catalog))).rejects.toMatchObject({
    code: "SETTINGS_INVALID",
    path: expect.stringContaining(path),
  });
});

it("refuses what is no JSON", async () => {
  await expect(opened("{")).rejects.toMatchObject({ code: "SETTINGS_UNREADABLE" });
});
