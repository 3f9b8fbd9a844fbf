/** A small JSON file in the cache folder that spares a start some work: whatever is wrong with it, the work is done again. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

export interface Kept extends AsyncDisposable {
  /** What it holds now is written within a second, and when it is closed. */
  changed(): void;
}

const writeAfterMs = 1000;

/** Undefined where there is none or it is damaged. */
export async function readKept(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** `failed` hears why it could not be written; that is no more than slow. */
export function openKept(file: string, value: () => unknown, failed: (error: unknown) => void): Kept {
  let fresh = false;
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const write = async (): Promise<void> => {
    if (!fresh) return;
    fresh = false;
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.part`, JSON.stringify(value()));
      await rename(`${file}.part`, file);
    } catch (error) {
      failed(error);
    }
  };
  const flush = (): Promise<void> => {
    writing = writing.then(write);
    return writing;
  };
  return {
    changed() {
      fresh = true;
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), writeAfterMs);
      timer.unref();
    },
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      await flush();
    },
  };
}
