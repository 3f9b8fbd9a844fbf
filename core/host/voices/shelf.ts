/** Recordings of voices on disk: one folder each with the sound, its words, and who agreed to what. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Judged } from "../../audio/quality.ts";
import { readWav, writeWav } from "../../audio/wav.ts";
import { asFault, Fault, type Log, type Messages } from "../../contract/index.ts";

export interface Recording extends Pick<Messages["voice/add"], "language" | "text" | "about" | "rate"> {
  readonly consent: Messages["voice/add"]["consent"] & { readonly at: number };
  readonly sha256: string;
  readonly seconds: number;
  readonly score: number;
  readonly checks: Judged["checks"];
}

export interface Shelf {
  all(): ReadonlyMap<string, Recording>;
  /** Mono. Rejects with STORE_FAILED. */
  samples(name: string): Promise<Int16Array>;
  /** In the place of one of the same name; after a crash either is there whole. Rejects with STORE_FAILED. */
  keep(name: string, recording: Recording, samples: Int16Array): Promise<void>;
  forget(name: string): Promise<boolean>;
}

const failed = (what: string, cause: unknown): Fault =>
  new Fault("STORE_FAILED", `${what}: ${asFault(cause).message}`, { cause });

/** What cannot be read is told in the log, and left where it is. */
export async function openShelf(folder: string, log: Log): Promise<Shelf> {
  const found = new Map<string, Recording>();
  for (const name of (await readdir(folder).catch(() => [])).sort()) {
    if (name.startsWith(".")) await rm(join(folder, name), { recursive: true, force: true });
    else {
      const recording = await readFile(join(folder, name, "voice.json"), "utf8")
        .then((text) => JSON.parse(text) as Recording)
        .catch((error) => log.error(`The voice ${name} cannot be read.`, { code: asFault(error).code }));
      if (recording) found.set(name, recording);
    }
  }
  const away = async (name: string): Promise<void> => {
    const old = join(folder, `.old-${name}`);
    await rm(old, { recursive: true, force: true });
    await rename(join(folder, name), old).catch(() => {});
    await rm(old, { recursive: true, force: true });
  };
  return {
    all: () => found,
    async samples(name) {
      try {
        return readWav(await readFile(join(folder, name, "sample.wav"))).samples;
      } catch (error) {
        throw failed(`The recording of the voice ${name} cannot be read`, error);
      }
    },
    async keep(name, recording, samples) {
      const made = join(folder, `.new-${name}`);
      try {
        await rm(made, { recursive: true, force: true });
        await mkdir(made, { recursive: true, mode: 0o700 });
        await writeFile(join(made, "sample.wav"), writeWav(samples, recording.rate), { mode: 0o600 });
        await writeFile(join(made, "voice.json"), `${JSON.stringify(recording, null, 2)}\n`, { mode: 0o600 });
        if (found.has(name)) await away(name);
        await rename(made, join(folder, name));
      } catch (error) {
        await rm(made, { recursive: true, force: true }).catch(() => {});
        throw failed(`The voice ${name} cannot be kept`, error);
      }
      found.set(name, recording);
    },
    async forget(name) {
      if (!found.delete(name)) return false;
      await away(name);
      return true;
    },
  };
}
