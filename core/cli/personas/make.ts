/** Writes a new persona's file: from a template whose values say what belongs there, or from another persona. */
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "../../contract/index.ts";
import { bundledPersonas, type PersonaFile } from "./known.ts";

const schemaFile = "persona.schema.json";
const namePattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** "my-cook" is called "My Cook". */
const calledAfter = (name: string): string =>
  name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");

const template = fileURLToPath(new URL("../new/persona/persona.json.txt", import.meta.url));

async function fromTemplate(name: string, language: string): Promise<string> {
  return (await readFile(template, "utf8"))
    .replaceAll("__NAME__", name)
    .replaceAll("__CALLED__", calledAfter(name))
    .replaceAll("__LANGUAGE__", language);
}

export interface Making {
  readonly name: string;
  readonly folder: string;
  /** Its first language. */
  readonly language: string;
  readonly from?: PersonaFile | undefined;
}

/** Resolves with the file. Faults: USAGE for a bad name or one that is taken. */
export async function makePersona({ name, folder, language, from }: Making): Promise<string> {
  if (!namePattern.test(name))
    throw new Fault("USAGE", `"${name}" is no name for a persona.`, {
      remedy: "Use small letters, digits and dashes, beginning with a letter or digit: my-cook",
    });
  const file = join(folder, `${name}.json`);
  if (existsSync(file))
    throw new Fault("USAGE", `${file} is there already.`, {
      remedy: "Choose another name, or change that file.",
    });
  const written = from ? await copyOf(from, name) : await fromTemplate(name, language);
  await mkdir(folder, { recursive: true });
  // Editors read what each field means from it.
  const schema = join(folder, schemaFile);
  if (!existsSync(schema)) await copyFile(join(bundledPersonas, schemaFile), schema);
  await writeFile(file, written);
  return file;
}

/** As its author wrote it, without wake words: two with the same could not be told apart. */
async function copyOf({ file }: PersonaFile, name: string): Promise<string> {
  const { wakeWords: _, ...written } = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  const called = calledAfter(name);
  const old = typeof written.called === "string" ? written.called : undefined;
  const prompt =
    typeof written.prompt === "string" && old ? { prompt: written.prompt.replaceAll(old, called) } : {};
  const all = { ...written, $schema: `./${schemaFile}`, name, called, ...prompt };
  return `${JSON.stringify(all, null, 2)}\n`;
}
