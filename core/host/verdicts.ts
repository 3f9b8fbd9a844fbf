/** Keeps on disk which words were found sound, so that a start need not compile every sentence of the house to check it. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Log } from "../contract/index.ts";
import { sound } from "../language/sound.ts";
import { openKept, readKept } from "./kept.ts";

interface Verdicts {
  /** Of the code that found them sound: another may think otherwise. */
  readonly engine: string;
  readonly prints: readonly string[];
}

const printPattern = /^[\w-]{43}$/;
const warning = "Could not keep which sentences are sound; they are checked again at the next start.";

/** Takes in what an earlier start found, and writes down what this one finds. A file that is damaged or of another engine is ignored. */
export async function openVerdicts(file: string, log: Log): Promise<AsyncDisposable> {
  const engine = await engineOf();
  for (const print of printsIn(await readKept(file), engine)) sound.add(print);
  const value = (): Verdicts => ({ engine, prints: sound.all() });
  const kept = openKept(file, value, (error) => log.warn(warning, { error }));
  const ear = sound.onAdd(() => kept.changed());
  return {
    async [Symbol.asyncDispose]() {
      ear[Symbol.dispose]();
      await kept[Symbol.asyncDispose]();
    },
  };
}

function printsIn(kept: unknown, engine: string): readonly string[] {
  const { engine: by, prints } = (kept ?? {}) as Partial<Verdicts>;
  if (by !== engine || !Array.isArray(prints)) return [];
  return prints.filter((print) => typeof print === "string" && printPattern.test(print));
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
