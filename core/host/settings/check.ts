/** Checks settings against their schema and says what is wrong, where, and what may have been meant. */
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { Fault } from "../../contract/fault.ts";
import { nearest } from "./nearest.ts";
import { marks, settingsSchema } from "./schema.ts";

/** Says where a setting came from: a place in the file, a variable, the command line. */
export type Locate = (path: readonly string[], part: "key" | "value") => string;

const ajv = new Ajv2020({
  allErrors: true,
  useDefaults: true,
  verbose: true,
  strict: true,
  // The schema is our own; checking it costs each start 50 ms.
  validateSchema: false,
});
ajv.addVocabulary([...marks]);
ajv.addFormat("time-zone", { type: "string", validate: isTimeZone });
const validate = ajv.compile(settingsSchema);
const shown = 5;

/** Fills in defaults in place. Faults: SETTINGS_INVALID, a line for each mistake, `path` of the first. */
export function checkSettings(value: Record<string, unknown>, locate: Locate): void {
  if (validate(value)) return;
  const errors = sharpest(validate.errors ?? []);
  const lines = errors.slice(0, shown).map((error) => lineOf(error, locate));
  if (errors.length > shown) lines.push(`and ${errors.length - shown} more`);
  throw new Fault("SETTINGS_INVALID", lines.join("\n"), { path: errors[0]?.instancePath ?? "" });
}

/** Without what only repeats another: the branches of a choice, and the remark that a name was wrong. */
function sharpest(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === "anyOf").map(({ schemaPath }) => schemaPath);
  const within = ({ schemaPath, keyword }: ErrorObject): boolean =>
    keyword !== "anyOf" && choices.some((choice) => schemaPath.startsWith(`${choice}/`));
  return errors.filter((error) => error.keyword !== "propertyNames" && !within(error));
}

function isTimeZone(name: string): boolean {
  try {
    // An offset is one to Intl, but knows no summer time.
    return !/^[+-]/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

const keysOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));

function lineOf(error: ErrorObject, locate: Locate): string {
  const path = keysOf(error.instancePath);
  if (error.propertyName !== undefined) {
    const named = [...path, error.propertyName];
    const signs = String(error.params.pattern).includes("A-Z")
      ? "letters, digits, dot, dash and underscore"
      : "lower-case letters, digits, dash and underscore";
    return `${locate(named, "key")}: "${error.propertyName}" cannot be a name: use ${signs}.`;
  }
  if (error.keyword === "additionalProperties") {
    const key = String(error.params.additionalProperty);
    const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
    const guess = nearest(key, known);
    const hint = guess ? ` Did you mean "${guess}"?` : ` Known here: ${known.join(", ")}.`;
    return `${locate([...path, key], "key")}: there is no setting "${[...path, key].join(".")}".${hint}`;
  }
  return `${locate(path, "value")}: ${path.join(".") || "the settings"} ${wordsOf(error)}`;
}

function wordsOf(error: ErrorObject): string {
  if (error.keyword === "format" && error.params.format === "time-zone") {
    const guess = nearest(String(error.data), Intl.supportedValuesOf("timeZone"));
    return `must be an IANA time zone such as Europe/Vienna.${guess ? ` Did you mean "${guess}"?` : ""}`;
  }
  if (error.keyword === "enum") {
    const allowed = (error.params.allowedValues as unknown[]).map(String);
    const guess = nearest(String(error.data), allowed);
    return `must be one of ${allowed.join(", ")}.${guess ? ` Did you mean "${guess}"?` : ""}`;
  }
  if (error.keyword === "anyOf") return "must be text, {file: PATH} or {env: NAME}.";
  if (error.keyword === "required") return `needs "${String(error.params.missingProperty)}".`;
  if (error.keyword === "type") {
    const is =
      error.data === null ? "empty" : Array.isArray(error.data) ? "a list" : `a ${typeof error.data}`;
    return `must be ${String(error.params.type)}, and it is ${is}.`;
  }
  const [example] = (error.parentSchema as { examples?: readonly unknown[] } | undefined)?.examples ?? [];
  if (error.keyword === "pattern" && example !== undefined) return `must look like "${String(example)}".`;
  return `${error.message ?? "is wrong"}.`;
}
