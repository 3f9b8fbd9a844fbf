/** Models of very many files: fetched as one archive, known by one digest, in place only when all of them are right. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createModels, type Progress } from "../../../../core/host/models/index.ts";
import { checkTree, keeps } from "../../../../core/host/models/tree.ts";
import { corpusAbsent, unpackCorpus } from "../../../kit/corpus.ts";
import { type Bench, type Entry, modelOf, startBench, tarball } from "./shelf.ts";

const contents: Readonly<Record<string, string>> = {
  LICENSE: "free",
  "lists/fr/colours.yaml": "rouge",
  "lists/numbers.yaml": "one",
  "sentences/de/an/name.yaml": "mach an",
};
const entry = (path: string, text: string): Entry => ({ path, body: Buffer.from(text) });
const entries = Object.entries(contents).map(([path, text]) => entry(`corpus-3e74/${path}`, text));
const others = [entry("corpus-3e74/lists/README.md", "no"), entry("corpus-3e74/tests/de/an.yaml", "no")];

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const sums = Object.keys(contents)
  .sort()
  .map((path) => `${sha256(contents[path] ?? "")}  ${path}\n`);

const treeOf = (urls: readonly string[], more: object = {}) => ({
  files: 4,
  bytes: Object.values(contents).join("").length,
  sha256: sha256(sums.join("")),
  keep: ["LICENSE", "lists/*.yaml", "sentences/*.yaml"],
  from: urls.map((url) => ({ url })),
  ...more,
});
const open = (bench: Bench, urls: readonly string[], more: object = {}) =>
  bench.open({ models: { corpus: modelOf({}, { tree: treeOf(urls, more) }) } });
const packed = (...more: readonly Entry[]): Buffer => tarball([...others, ...entries, ...more]);

it("takes what is kept, and nothing else", async () => {
  await using bench = await startBench();
  const models = await open(bench, [bench.shelf.put("/corpus.tar.gz", packed())]);
  expect((await models.list())[0]).toMatchObject({ state: "absent", bytes: 19 });
  expect((await models.pull(["corpus"])).fetched).toEqual(["corpus"]);
  const folder = await models.ready("corpus");
  expect(await readFile(join(folder, "lists/fr/colours.yaml"), "utf8")).toBe("rouge");
  expect((await readdir(folder, { recursive: true })).filter((one) => /README|tests/.test(one))).toEqual([]);
  expect((await models.list())[0]?.state).toBe("present");
  expect(await readdir(join(models.folder, ".parts"))).toEqual([]);
});

it("asks for nothing when all is there, and again when a file was changed, lost or added", async () => {
  await using bench = await startBench();
  const models = await open(bench, [bench.shelf.put("/corpus.tar.gz", packed())]);
  await models.pull(["corpus"]);
  const folder = await models.ready("corpus");
  expect((await models.pull(["corpus"])).fetched).toEqual([]);
  const damages = [
    () => writeFile(join(folder, "LICENSE"), "freer"),
    () => rm(join(folder, "lists/numbers.yaml")),
    () => writeFile(join(folder, "lists/more.yaml"), "two"),
  ];
  for (const damage of damages) {
    await damage();
    await expect(models.ready("corpus")).rejects.toMatchObject({ code: "MODEL_CORRUPT" });
    expect((await models.pull(["corpus"])).fetched).toEqual(["corpus"]);
    await models.ready("corpus");
  }
});

it.each<[string, Buffer, object]>([
  ["another file", tarball([...entries.slice(1), entry("corpus-3e74/LICENSE", "none")]), {}],
  ["one file less", tarball(entries.slice(1)), {}],
  ["one file more", packed(entry("corpus-3e74/lists/more.yaml", "")), {}],
  ["more bytes", packed(), { bytes: 18 }],
  [
    "a link in place of a file",
    tarball([
      ...entries.slice(1),
      { path: "corpus-3e74/LICENSE", type: "SymbolicLink", linkpath: "/etc/passwd" },
    ]),
    {},
  ],
  ["no archive at all", Buffer.from("<html>"), {}],
])("refuses an archive with %s, and leaves nothing behind", async (_, archive, more) => {
  await using bench = await startBench();
  const models = await open(bench, [bench.shelf.put("/corpus.tar.gz", archive)], more);
  await expect(models.pull(["corpus"])).rejects.toMatchObject({ code: "MODEL_FETCH_FAILED" });
  expect(existsSync(join(models.folder, "corpus"))).toBe(false);
  expect(await readdir(join(models.folder, ".parts"))).toEqual([]);
});

it("keeps what was there when what arrives is wrong", async () => {
  await using bench = await startBench();
  const url = bench.shelf.put("/corpus.tar.gz", packed());
  const models = await open(bench, [url]);
  await models.pull(["corpus"]);
  await writeFile(join(models.folder, "corpus/LICENSE"), "changed");
  bench.shelf.put("/corpus.tar.gz", tarball(others));
  await expect(models.pull(["corpus"])).rejects.toMatchObject({ code: "MODEL_FETCH_FAILED" });
  expect(await readFile(join(models.folder, "corpus/LICENSE"), "utf8")).toBe("changed");
});

it("takes the next origin when one fails", async () => {
  await using bench = await startBench();
  const good = bench.shelf.put("/good.tar.gz", packed());
  const models = await open(bench, [`${bench.shelf.url}/gone.tar.gz`, good]);
  await models.pull(["corpus"]);
  await models.ready("corpus");
});

it("goes on where it was cut off, and begins again with a server that cannot", async () => {
  for (const ignoreRange of [false, true]) {
    await using bench = await startBench();
    const url = bench.shelf.put("/corpus.tar.gz", packed(), '"a"');
    bench.shelf.spoil("/corpus.tar.gz", { cutAfter: 100 }, { ignoreRange });
    const models = await open(bench, [url]);
    await models.pull(["corpus"]);
    await models.ready("corpus");
    expect(bench.shelf.asked.map(({ range }) => range)).toEqual([undefined, "bytes=100-"]);
  }
});

it("tells how far it is", async () => {
  await using bench = await startBench();
  const models = await open(bench, [bench.shelf.put("/corpus.tar.gz", packed())]);
  const seen: Progress[] = [];
  await models.pull(["corpus"], { onProgress: (progress) => seen.push(progress) });
  expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(["checking", "fetching", "unpacking"]);
  expect(seen.at(-1)).toMatchObject({ model: "corpus", received: 19, total: 19 });
});

it.each([
  ["LICENSE", true],
  ["lists/a.yaml", true],
  ["lists/a/b.yaml", true],
  ["lists/a.json", false],
  ["other.yaml", false],
  ["lists/../../etc/a.yaml", false],
  ["/lists/a.yaml", false],
  ["lists//a.yaml", false],
])("of an archive %s is kept: %s", (path, kept) => {
  expect(keeps({ keep: ["LICENSE", "lists/*.yaml"] }, path)).toBe(kept);
});

describe.skipIf(corpusAbsent !== undefined)(`the published corpus (${corpusAbsent ?? "there"})`, () => {
  it("is what the catalogue says", async () => {
    await using corpus = await unpackCorpus();
    const { tree } = (await createModels()).catalog.models.intents ?? {};
    expect(tree && (await checkTree(corpus.folder, tree))).toBe("good");
  });
});
