/** The folders of a pull: half-made models live in `.work`, half-fetched parcels in `.parts`; models appear by rename. */
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncFolder } from "./disk.ts";
import type { CatalogModel } from "./types.ts";

export const partsOf = (folder: string): string => join(folder, ".parts");
export const workOf = (folder: string): string => join(folder, ".work");
export const lockOf = (folder: string): string => join(folder, ".lock");

/** Half-fetched parcels that nobody asked for again are kept this long. */
const partMs = 7 * 24 * 3600 * 1000;

/** Removes what a pull that died left behind. Only for the holder of the lock. */
export async function tidy(folder: string): Promise<void> {
  await rm(workOf(folder), { recursive: true, force: true });
  const parts = partsOf(folder);
  for (const name of await readdir(parts).catch(() => [])) {
    const found = await stat(join(parts, name)).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > partMs) await rm(join(parts, name), { force: true });
  }
}

/** Moves a file that is whole into a model that is being made. */
export async function moveIn(from: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const handle = await open(from, "r+");
  await handle.sync();
  await handle.close();
  await rename(from, target);
}

/** Puts a model in place: what `.work` has of it, and the good files of the folder it takes the place of. */
export async function finish(folder: string, name: string, model: CatalogModel): Promise<void> {
  const made = join(workOf(folder), name);
  const place = join(folder, name);
  const folders = new Set([made]);
  for (const path of Object.keys(model.files)) {
    const target = join(made, path);
    folders.add(dirname(target));
    if (await stat(target).catch(() => undefined)) continue;
    await mkdir(dirname(target), { recursive: true });
    await link(join(place, path), target).catch(() => copyFile(join(place, path), target));
  }
  for (const one of folders) await syncFolder(one);
  await retire(folder, name);
  await rename(made, place);
  await syncFolder(folder);
}

/** Takes a model away at once; true when there was one. */
export async function retire(folder: string, name: string): Promise<boolean> {
  const old = join(workOf(folder), `${name}.old`);
  await mkdir(workOf(folder), { recursive: true });
  await rm(old, { recursive: true, force: true });
  const there = await rename(join(folder, name), old).then(
    () => true,
    (thrown: NodeJS.ErrnoException) => {
      if (thrown.code === "ENOENT") return false;
      throw thrown;
    },
  );
  await rm(old, { recursive: true, force: true });
  return there;
}
