/** The language files beside a skill, read and checked: `en.json`, `de.json`, … */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { SkillWords } from "../contract/index.ts";
import { Fault } from "../contract/index.ts";

const forms = {
  type: "object",
  additionalProperties: { type: "array", items: { type: "string", minLength: 1 } },
};
const schema = {
  type: "object",
  required: ["hear", "say"],
  additionalProperties: false,
  properties: {
    hear: forms,
    say: forms,
    lists: { type: "object", additionalProperties: forms },
    rules: { type: "object", additionalProperties: { type: "string", minLength: 1 } },
    examples: { type: "array", items: { type: "string", minLength: 1 } },
  },
};
const validate = new Ajv2020({ validateSchema: false }).compile<SkillWords>(schema);
const languageFile = /^([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.json$/;

/** By language. Faults: SENTENCE_INVALID with file and place; PLUGIN_INVALID when there is no language file at all. */
export async function readWords(folder: string): Promise<Readonly<Record<string, SkillWords>>> {
  const files = (await readdir(folder)).filter((file) => languageFile.test(file)).sort();
  if (files.length === 0)
    throw new Fault("PLUGIN_INVALID", `${folder}: a skill needs a language file such as en.json.`);
  const words = files.map(async (file) => {
    const language = languageFile.exec(file)?.[1] ?? file;
    return [language, await readFileOf(join(folder, file))] as const;
  });
  return Object.fromEntries(await Promise.all(words));
}

async function readFileOf(file: string): Promise<SkillWords> {
  const text = await readFile(file, "utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Fault("SENTENCE_INVALID", `${file}:${placeOf(text)}: ${(cause as Error).message}`, {
      cause,
    });
  }
  if (validate(value)) return value;
  const [error] = validate.errors ?? [];
  const path = error?.instancePath ?? "";
  throw new Fault("SENTENCE_INVALID", `${file}: ${path || "the file"} ${error?.message ?? "is wrong"}.`, {
    path,
  });
}

/** `line:column` of the first thing that is no JSON. V8 names it in some messages only: the longest sound beginning tells. */
function placeOf(text: string): string {
  let [sound, wrong] = [0, text.length];
  while (sound < wrong) {
    const middle = Math.ceil((sound + wrong) / 2);
    if (couldGoOn(text.slice(0, middle))) sound = middle;
    else wrong = middle - 1;
  }
  const before = text.slice(0, sound).split("\n");
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

function couldGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = error as Error;
    const position = /at position (\d+)/.exec(message)?.[1];
    return /end of JSON|Unterminated string/.test(message) || Number(position) >= text.length;
  }
}
