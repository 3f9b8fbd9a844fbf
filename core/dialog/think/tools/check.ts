/** Checks what a language model gives a tool against the tool's schema; what does not fit is told to the model and not run. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { ToolSpec, Values } from "../../../contract/index.ts";

/** A schema from outside that is larger is not worth its tokens, characters of JSON. */
const largestSchema = 16_384;
const largestArguments = 16_384;
const mostKept = 512;

const known = new Map<string, ValidateFunction | undefined>();

/** Undefined for a schema that cannot be used. */
function checkOf(parameters: Values): ValidateFunction | undefined {
  const { $schema: _, $id: __, ...schema } = parameters;
  const key = JSON.stringify(schema);
  if (known.has(key)) return known.get(key);
  const made = key.length > largestSchema || schema.type !== "object" ? undefined : compiled(schema);
  known.set(key, made);
  const [oldest] = known.keys();
  if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
  return made;
}

function compiled(schema: object): ValidateFunction | undefined {
  try {
    const ajv = new Ajv2020({ strict: false, coerceTypes: true, validateFormats: false, logger: false });
    return ajv.compile(schema);
  } catch {
    return undefined;
  }
}

/** Whether its arguments can be checked: a tool that fails this is not offered. */
export const isUsable = ({ parameters }: Pick<ToolSpec, "parameters">): boolean =>
  checkOf(parameters) !== undefined;

export type Checked = { readonly given: Values } | { readonly wrong: string };

/** Small models write numbers as text: what can be read so is taken so. */
export function checked({ parameters }: Pick<ToolSpec, "parameters">, given: Values): Checked {
  const check = checkOf(parameters);
  if (!check) return { wrong: "this tool cannot be used" };
  const text = JSON.stringify(given);
  if (text.length > largestArguments) return { wrong: "the arguments are too long" };
  const copy = JSON.parse(text) as Values;
  if (check(copy)) return { given: copy };
  const [error] = check.errors ?? [];
  const field = error?.params.additionalProperty ?? error?.params.missingProperty;
  const path = [error?.instancePath ?? "", ...(typeof field === "string" ? [field] : [])].join("/");
  return {
    wrong: `${path || "/"} ${error?.message ?? "does not fit"}${allowed(error?.params.allowedValues)}`,
  };
}

const allowed = (values: unknown): string =>
  Array.isArray(values) ? `: ${values.slice(0, 20).join(", ")}` : "";
