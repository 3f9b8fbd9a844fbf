/** Keeps on disk which words were found sound, so that a start need not compile every sentence of the house to check it. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Log } from "../contract/index.ts";
import { sound } from "../language/sound.ts";

interface Kept {
  /** Of the code that found them sound: another may think otherwise. */
  readonly engine: string;
  readonly prints: readonly string[];
}

/** ms after the last new verdict. */
const writeAfterMs = 1000;
const printPattern = /^[\w-]{43}$/;

/** Takes in what an earlier start found, and writes down what this one finds. A file that is damaged or of another engine is ignored. */
export async function openVerdicts(file: string, log: Log): Promise<AsyncDisposable> {
  const engine = await engineOf();
  for (const print of await readKept(file, engine)) sound.add(print);
  let fresh = false;
  let timer: NodeJS.Timeout | undefined;
  const write = async (): Promise<void> => {
    if (!fresh) return;
    fresh = false;
    const kept: Kept = { engine, prints: sound.all() };
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.part`, JSON.stringify(kept));
      await rename(`${file}.part`, file);
    } catch (error) {
      log.warn("Could not keep which sentences are sound; they are checked again at the next start.", {
        error,
      });
    }
  };
  const ear = sound.onAdd(() => {
    fresh = true;
    clearTimeout(timer);
    timer = setTimeout(() => void write(), writeAfterMs);
    timer.unref();
  });
  return {
    async [Symbol.asyncDispose]() {
      ear[Symbol.dispose]();
      clearTimeout(timer);
      await write();
    },
  };
}

async function readKept(file: string, engine: string): Promise<readonly string[]> {
  try {
    const kept: Partial<Kept> | null = JSON.parse(await readFile(file, "utf8"));
    if (kept?.engine !== engine || !Array.isArray(kept.prints)) return [];
    return kept.prints.filter((print) => typeof print === "string" && printPattern.test(print));
  } catch {
    return [];
  }
}

const language = fileURLToPath(new URL("../language/", import.meta.url));
/** What checking a skill's words is made of; the other folders there read language packs and answer. */
const folders = [language, join(language, "words")];

async function engineOf(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of folders) {
    const files = (await readdir(folder)).filter((name) => name.endsWith(".ts")).sort();
    const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
    for (const [index, text] of texts.entries()) hash.update(`${files[index]}\n${text}\n`);
  }
  return hash.digest("base64url");
}
