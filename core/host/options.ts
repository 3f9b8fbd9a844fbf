/** Checks a plugin's options against its own schema, fills in defaults and resolves secrets. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { Fault } from "../contract/index.ts";
import { nearest, type Settings } from "./settings/index.ts";
import { isWritten, revealed } from "./settings/secret.ts";

export interface Given {
  readonly name: string;
  /** Their JSON Schema; absent: it has none. */
  readonly schema: object | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  /** Where relative secret files lie. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Tells where in the settings an option was said. */
  readonly where?: Settings["where"];
}

/** Faults: PLUGIN_OPTIONS_INVALID with the path; PLUGIN_INVALID when the schema itself is wrong. */
export async function checkOptions(given: Given): Promise<Record<string, unknown>> {
  const { name, schema } = given;
  const where = `plugins.use.${name}.options`;
  const options = (await withSecrets(given.options, where, given)) as Record<string, unknown>;
  const validate = compiled(name, schema ?? { type: "object", properties: {} });
  if (validate(options)) return options;
  const [error] = validate.errors ?? [];
  const path = `/plugins/use/${name}/options${error?.instancePath ?? ""}`;
  const said = error && given.where?.(...saidAt(name, error));
  const words = error ? wordsOf(error, where) : `${where} is wrong.`;
  const message = said === undefined ? words : `${said}: ${words}`;
  throw new Fault("PLUGIN_OPTIONS_INVALID", message, { path });
}

function compiled(name: string, schema: object): ValidateFunction {
  try {
    // A mistyped option is to be told, not passed over, unless the schema says that it takes any.
    return new Ajv2020({ useDefaults: true, verbose: true, strict: false, validateSchema: false }).compile({
      additionalProperties: false,
      ...schema,
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Fault("PLUGIN_INVALID", `${name}: its options are no JSON Schema: ${why}`, { cause });
  }
}

function saidAt(name: string, error: ErrorObject): [path: string[], part: "key" | "value"] {
  const inside = error.instancePath.split("/").slice(1);
  const path = ["plugins", "use", name, "options", ...inside];
  if (error.keyword !== "additionalProperties") return [path, "value"];
  return [[...path, String(error.params.additionalProperty)], "key"];
}

function wordsOf(error: ErrorObject, where: string): string {
  const place = `${where}${error.instancePath.replaceAll("/", ".")}`;
  if (error.keyword === "additionalProperties") {
    const key = String(error.params.additionalProperty);
    const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
    const guess = nearest(key, known);
    const hint = guess ? `Did you mean "${guess}"?` : `It knows: ${known.join(", ") || "none"}.`;
    return `${place}: there is no option "${key}". ${hint}`;
  }
  if (error.keyword === "enum") return `${place} must be one of ${error.params.allowedValues.join(", ")}.`;
  return `${place} ${error.message ?? "is wrong"}.`;
}

async function withSecrets(value: unknown, where: string, { folder, env }: Given): Promise<unknown> {
  if (isWritten(value)) return revealed(value, where, folder, env);
  if (Array.isArray(value)) {
    return Promise.all(value.map((item, i) => withSecrets(item, `${where}.${i}`, { folder, env } as Given)));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    async ([key, part]) =>
      [key, await withSecrets(part, `${where}.${key}`, { folder, env } as Given)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
