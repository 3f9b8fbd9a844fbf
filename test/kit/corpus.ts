/** The published intents corpus for tests, unpacked beside them; it is no part of the project. */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { extract } from "tar";

const archive = resolve(import.meta.dirname, "../../../shared/data/intents/intents-data.tar.gz");

/** Why tests with it are left out; undefined where it is there. */
export const corpusAbsent: string | undefined = existsSync(archive) ? undefined : `${archive} is not there`;

/** A folder with `sentences/`, `lists/` and so on; disposing deletes it. */
export async function unpackCorpus(): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "hearsay-corpus-"));
  await extract({ file: archive, cwd: folder });
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
