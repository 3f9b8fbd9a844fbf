/** Reads persona files, and says of a wrong one in which line and field, and what may have been meant. */
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import schema from "../../../personas/persona.schema.json" with { type: "json" };
import type { Link, Persona, ThinkLink, VoiceLink } from "../../contract/index.ts";
import { asFault, Fault } from "../../contract/index.ts";
import { nearest } from "../settings/index.ts";
import { readSource } from "../settings/source.ts";

/** A persona as its file has it: links may be plain names, and the first voice may stand by itself. */
type Written = Omit<Persona, "stt" | "tts" | "think"> & {
  readonly stt: readonly (string | Link)[];
  readonly tts: readonly (string | VoiceLink)[];
  readonly think: readonly (string | ThinkLink)[];
  readonly voice?: string;
};

const validate = new Ajv2020({
  useDefaults: true,
  allErrors: true,
  allowUnionTypes: true,
  verbose: true,
}).compile<Written>(schema);

/** Reads one persona file. Rejects with PERSONA_INVALID: a line for each mistake, with its place and field. */
export async function readPersona(file: string): Promise<Persona> {
  const text = await readFile(file, "utf8").catch((error) => {
    throw new Fault("PERSONA_INVALID", `${file} cannot be read: ${asFault(error).message}`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Fault(
      "PERSONA_INVALID",
      `${file}${placeIn(text, error)} is not JSON: ${asFault(error).message}`,
    );
  }
  if (!validate(value)) throw invalid(file, text, validate.errors ?? []);
  const wanted = basename(file, ".json");
  if (value.name !== wanted) {
    const message = `${locator(text, file)(["name"])}: the name must be "${wanted}", as the file is called.`;
    throw new Fault("PERSONA_INVALID", message, { path: "/name" });
  }
  return personaOf(value);
}

/** The files of a folder that may be personas, sorted. */
export async function personaFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((one) => one.endsWith(".json") && !one.endsWith(".schema.json") && !one.startsWith("."))
    .sort()
    .map((name) => join(folder, name));
}

const linkOf = <L extends Link>(one: string | L): L | Link =>
  typeof one === "string" ? { plugin: one } : one;

function personaOf({ voice, ...written }: Written): Persona {
  const [first, ...others] = written.tts.map(linkOf<VoiceLink>);
  const named = first && (voice === undefined ? first : { voice, ...first });
  return {
    ...written,
    stt: written.stt.map(linkOf<Link>),
    tts: named ? [named, ...others] : [],
    think: written.think.map(linkOf<ThinkLink>),
  };
}

/** V8 names the line in most complaints; a text that ends too soon is wrong at its end. */
function placeIn(text: string, error: unknown): string {
  const [, line, column] = /line (\d+) column (\d+)/.exec(asFault(error).message) ?? [];
  return line === undefined ? `:${text.split("\n").length}` : `:${line}:${column}`;
}

/** JSON is YAML 1.2 (yaml.org/spec/1.2.2, chapter 1.2), whose reader knows where each value stands. */
function locator(text: string, file: string): (path: readonly string[], part?: "key" | "value") => string {
  try {
    return readSource(text, file).locate;
  } catch {
    return () => file;
  }
}

const shown = 5;

function invalid(file: string, text: string, errors: readonly ErrorObject[]): Fault {
  const locate = locator(text, file);
  const sharp = sharpest(errors);
  const lines = sharp.slice(0, shown).map((error) => lineOf(error, locate));
  if (sharp.length > shown) lines.push(`and ${sharp.length - shown} more`);
  return new Fault("PERSONA_INVALID", lines.join("\n"), { path: sharp[0]?.instancePath || "/" });
}

/** Of a link that is neither a name nor an object, the choice; of an object, what is wrong in it. */
function sharpest(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  return errors.filter(({ keyword, schemaPath, data, instancePath }) => {
    if (keyword === "anyOf") return typeof data !== "object" || data === null;
    if (!schemaPath.includes("/anyOf/")) return !isInLink(instancePath) || keyword !== "type";
    return schemaPath.includes("/anyOf/1/") && keyword !== "type";
  });
}

const isInLink = (path: string): boolean => /^\/(stt|tts|think)\/\d+$/.test(path);

const keysOf = (pointer: string): string[] => pointer.split("/").slice(1);

function lineOf(error: ErrorObject, locate: ReturnType<typeof locator>): string {
  const path = keysOf(error.instancePath);
  if (error.keyword === "additionalProperties") {
    const key = String(error.params.additionalProperty);
    const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
    const guess = nearest(key, known);
    const hint = guess ? ` Did you mean "${guess}"?` : ` Known here: ${known.join(", ")}.`;
    return `${locate([...path, key], "key")}: there is no field "${[...path, key].join(".")}".${hint}`;
  }
  return `${locate(path, "value")}: ${path.join(".") || "the persona"} ${wordsOf(error)}`;
}

function wordsOf({ keyword, params, data, parentSchema, message }: ErrorObject): string {
  if (keyword === "enum") {
    const allowed = (params.allowedValues as unknown[]).map(String);
    const guess = nearest(String(data), allowed);
    return `must be one of ${allowed.join(", ")}.${guess ? ` Did you mean "${guess}"?` : ""}`;
  }
  if (keyword === "anyOf") return 'must be the name of a plugin, or an object such as {"plugin": "NAME"}.';
  if (keyword === "required") return `needs "${String(params.missingProperty)}".`;
  if (keyword === "pattern") return `must match ${String(params.pattern)}, and "${String(data)}" does not.`;
  if (keyword === "type") {
    const is = data === null ? "empty" : Array.isArray(data) ? "a list" : `a ${typeof data}`;
    return `must be ${String(params.type)}, and it is ${is}.`;
  }
  const { description = "" } = (parentSchema ?? {}) as { description?: string };
  return `${message ?? "is wrong"}.${description && ` (${description})`}`;
}
