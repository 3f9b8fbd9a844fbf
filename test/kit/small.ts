/** Small helps for tests: a folder that goes away, and waiting without a fixed pause. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface TempFolder extends Disposable {
  readonly path: string;
}

/** An empty folder that is removed when it is disposed: `using folder = tempFolder()`. */
export function tempFolder(): TempFolder {
  const path = mkdtempSync(join(tmpdir(), "hearsay-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Resolves with the first value that is not undefined, null or false; rejects after `limit` ms, which is for hangs only. */
export async function waitFor<T>(
  look: () => T | Promise<T>,
  limit = 10_000,
): Promise<Exclude<T, undefined | null | false>> {
  for (const end = Date.now() + limit; Date.now() < end; await sleep(10)) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) {
      return found as Exclude<T, undefined | null | false>;
    }
  }
  throw new Error(`Waited ${limit} ms for nothing: ${look}`);
}
