/** Loading plugins' modules: anew each time, with the host's own contract, and with words for what is wrong. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Fault } from "../../../core/contract/index.ts";
import { speakInOrder } from "../../../core/contract/voice/index.ts";
import { findIn, findPackage, type Place } from "../../../core/host/find.ts";
import { describeAt, type LoadedPlugin, loadAt } from "../../../core/host/load.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "hearsay-load-"));
});
afterEach(() => rm(root, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
async function place(files: Readonly<Record<string, string>>): Promise<Place> {
  await write(Object.fromEntries(Object.entries(files).map(([path, text]) => [`p/${path}`, text])));
  const [found] = await findIn(root);
  return found ?? expect.fail("nothing was found");
}
const load = async (files: Readonly<Record<string, string>>): Promise<LoadedPlugin> =>
  (await loadAt(await place(files), { cache: join(root, "cache") })) as LoadedPlugin;
const plugin = (head: string, about = '"x"', start = ""): string =>
  `import { definePlugin, Fault } from "hearsay";\n${head}\nexport default definePlugin({ name: "p", about: ${about}, async start(host) { ${start} } });\n`;

describe("what a module may be written in", () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ["types", "index.ts", plugin("const n: number = 1;", "String(n)"), "1"],
    ["enums", "index.ts", plugin("enum E { A = 7 }", "String(E.A)"), "7"],
    ["top-level await", "index.ts", plugin("const n = await Promise.resolve(3);", "String(n)"), "3"],
    ["CommonJS", "index.cjs", 'module.exports = { name: "p", about: "c", start() {} };', "c"],
  ];
  it.each(cases)("%s", async (_what, file, text, about) => {
    expect((await load({ [file]: text })).about).toBe(about);
  });

  it("JavaScript modules with their own files", async () => {
    const files = {
      "index.mjs": plugin('import { n } from "./n.mjs";', "n"),
      "n.mjs": 'export const n = "m1";',
    };
    expect((await load(files)).about).toBe("m1");
    expect((await load({ ...files, "n.mjs": 'export const n = "m2";' })).about).toBe("m2");
  });
});

it("is evaluated anew each time, each of its files once", async () => {
  const files = {
    "index.ts": plugin(
      'import { a } from "./a.ts";\nimport { shared } from "./shared.ts";',
      "String(a === shared) + shared",
    ),
    "a.ts": 'export { shared as a } from "./shared.ts";',
    "shared.ts": "export const shared = String(Math.random());",
  };
  const first = await load(files);
  const second = await load(files);
  expect(first.about).toMatch(/^true/);
  expect(second.about).not.toBe(first.about);
});

it("has the host's own contract", async () => {
  const loaded = await load({ "index.ts": plugin("", '"x"', 'throw new Fault("DISK_FULL", "no")') });
  await expect(loaded.plugin.start({} as never, {})).rejects.toBeInstanceOf(Fault);
});

it("has the host's own door for voices, which is no package", async () => {
  const head = 'import { speakInOrder } from "hearsay/voice";\nimport type { Failed } from "hearsay/voice";';
  const found = await place({ "index.ts": plugin(`${head}\nglobalThis.speakInOrder = speakInOrder;`) });
  expect(await describeAt(found)).toMatchObject({ complete: true });
  expect(globalThis).toHaveProperty("speakInOrder", speakInOrder);
  Reflect.deleteProperty(globalThis, "speakInOrder");
});

it("may have worker threads of its own", async () => {
  const start = `
    const { Worker } = await import("node:worker_threads");
    const worker = new Worker(new URL("./worker.ts", import.meta.url));
    const [said] = await import("node:events").then(({ once }) => once(worker, "message"));
    if (said !== "from p") throw new Error(said);`;
  const loaded = await load({
    "index.ts": plugin("", '"x"', start),
    "worker.ts":
      'import { parentPort } from "node:worker_threads";\nconst said: string = "from p";\nparentPort?.postMessage(said);',
  });
  await loaded.plugin.start({} as never, {});
});

describe("faults name file and line", () => {
  const cases: readonly (readonly [string, Record<string, string>, RegExp])[] = [
    ["syntax", { "index.ts": plugin("let = ;") }, /p\/index\.ts:2:\d+/],
    [
      "syntax in its own file",
      { "index.ts": plugin('import "./a.ts";'), "a.ts": "\n\nfoo bar" },
      /p\/a\.ts:3:\d+/,
    ],
    ["thrown on loading", { "index.ts": plugin("\nundefined.foo;") }, /reading 'foo'.*p\/index\.ts:3:\d+/],
    ["a file that is not there", { "index.ts": plugin('import { a } from "./gone.ts"; a();') }, /gone\.ts/],
    [
      "a package that is not there",
      { "index.ts": plugin('import a from "no-such-package"; a();') },
      /no-such-package/,
    ],
    ["no name", { "index.ts": "export default { about: 1 }" }, /p\/index\.ts: it has no name/],
    ["no about", { "index.ts": 'export default { name: "p" }' }, /p\/index\.ts: it needs "about"/],
    ["no start", { "index.ts": 'export default { name: "p", about: "" }' }, /neither "start"/],
    [
      "a skill without words",
      { "index.ts": 'export default { name: "p", about: "", intents: {} }' },
      /needs a language file/,
    ],
  ];
  it.each(cases)("%s", async (_what, files, message) => {
    await expect(load(files)).rejects.toMatchObject({
      code: "PLUGIN_INVALID",
      message: expect.stringMatching(message),
    });
  });
});

describe("asked only what it is", () => {
  it("its packages are not loaded", async () => {
    await write({
      "node_modules/native/package.json": '{ "name": "native", "main": "main.js" }',
      "node_modules/native/main.js": "throw new Error('loaded');",
    });
    const files = {
      "index.ts": plugin('import { Engine } from "native";\nclass Mine extends Engine {}\nnew Mine();'),
    };
    expect(await describeAt(await place(files))).toMatchObject({ about: "x", complete: false });
    await expect(load(files)).rejects.toThrow(/loaded/);
  });

  it("it is complete when it has none", async () => {
    expect(await describeAt(await place({ "index.ts": plugin('import "node:fs";') }))).toMatchObject({
      complete: true,
    });
  });
});

describe("packages", () => {
  const cases: readonly (readonly [string, object])[] = [
    ["exports as text", { exports: "./m.js" }],
    ["exports with conditions", { exports: { ".": { node: { import: "./m.js" } } } }],
    ["main", { main: "m.js" }],
    ["a dead export and an index", { exports: "./dead.js" }],
  ];
  it.each(cases)("by %s", async (_how, facts) => {
    await write({
      "node_modules/hearsay-q/package.json": JSON.stringify({
        name: "hearsay-q",
        version: "1.2.3",
        ...facts,
      }),
      "node_modules/hearsay-q/m.js": "",
      "node_modules/hearsay-q/index.js": "",
    });
    const found = await findPackage("hearsay-q", [join(root, "deep/er")]);
    expect(found).toMatchObject({ name: "q", version: "1.2.3", from: "package" });
    expect(found.entry).toMatch(/(m|index)\.js$/);
  });
});
