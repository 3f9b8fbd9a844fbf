/** Watching a folder: however a file is saved, and wherever in it, its entry is heard. */
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchFolder } from "../../../core/host/watch.ts";
import { testLog } from "../../kit/log.ts";

let base: string;
let folder: string;
let watching: Disposable;
const heard: string[] = [];

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "hearsay-watch-"));
  folder = join(base, "plugins");
  await mkdir(join(folder, "a/parts"), { recursive: true });
  await mkdir(join(folder, "a/node_modules/p"), { recursive: true });
  await writeFile(join(folder, "a/index.ts"), "0");
  await writeFile(join(folder, "a/parts/help.ts"), "0");
  watching = await watchFolder(folder, (entry) => heard.push(entry), testLog("watch"));
});
afterEach(async () => {
  watching[Symbol.dispose]();
  await rm(base, { recursive: true });
});

/** Does it, and waits until just these entries were heard. */
async function hearing(entries: readonly string[], act: () => Promise<unknown>): Promise<void> {
  heard.length = 0;
  await act();
  await vi.waitFor(() => expect([...new Set(heard)].sort()).toEqual(entries), {
    timeout: 5000,
    interval: 10,
  });
}
const write = (path: string): Promise<void> => writeFile(join(folder, path), `${Math.random()}`);
async function replace(path: string): Promise<void> {
  await write(`${path}.new`);
  await rename(join(folder, `${path}.new`), join(folder, path));
}

it.each(["a/index.ts", "a/parts/help.ts"])(
  "hears every save of %s, in place or by another file moved there",
  async (path) => {
    for (let i = 0; i < 5; i++) await hearing(["a"], () => replace(path));
    for (let i = 0; i < 2; i++) await hearing(["a"], () => write(path));
    await hearing(["a"], () => replace(path));
    await hearing(["a"], () => rm(join(folder, path)));
  },
);

it("hears what happens in folders that are new, or were removed and made again", async () => {
  await hearing(["b"], () => mkdir(join(folder, "b/deep/er"), { recursive: true }));
  await hearing(["b"], () => write("b/deep/er/x.ts"));
  await hearing(["a"], async () => {
    await rm(join(folder, "a/parts"), { recursive: true });
    await mkdir(join(folder, "a/parts"));
  });
  for (let i = 0; i < 3; i++) await hearing(["a"], () => replace("a/parts/help.ts"));
  await hearing(["a", "c"], () => rename(join(folder, "a"), join(folder, "c")));
  await hearing(["c"], () => write("c/parts/help.ts"));
});

it("hears of all entries when the folder itself is another one", async () => {
  await hearing(["a"], () => rename(folder, `${folder}-old`));
  await hearing(["b"], () => mkdir(join(folder, "b"), { recursive: true }));
  await hearing(["b"], () => write("b/index.ts"));
});

it("follows an entry that is a link", async () => {
  await mkdir(join(base, "elsewhere"));
  await hearing(["linked"], () => symlink(join(base, "elsewhere"), join(folder, "linked")));
  await hearing(["linked"], () => writeFile(join(base, "elsewhere/index.ts"), "1"));
});

it("does not hear of packages, dot files and what editors leave", async () => {
  for (const path of ["a/node_modules/p/x.js", ".x", "a/.git", "y~", "a/.q.swp"]) await write(path);
  await hearing(["a"], () => write("a/index.ts"));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(heard).toEqual(["a"]);
});
