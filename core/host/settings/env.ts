/** Settings from the environment: `HEARSAY__BUS__PORT=1884` is `bus.port: 1884`. */
import { parse } from "yaml";
import { Fault } from "../../contract/fault.ts";
import { childOf, type Shape, settingsSchema } from "./schema.ts";

export interface Override {
  readonly variable: string;
  readonly path: readonly string[];
  readonly value: unknown;
}

const prefix = "HEARSAY__";

/** Every `HEARSAY__…` variable with the path it sets. Faults: SETTINGS_INVALID when there is no such setting. */
export function overridesOf(env: Readonly<Record<string, string | undefined>>): readonly Override[] {
  return Object.keys(env)
    .filter((variable) => variable.startsWith(prefix))
    .sort()
    .map((variable) => overrideOf(variable, env[variable] ?? ""));
}

function overrideOf(variable: string, text: string): Override {
  const path: string[] = [];
  let shape: Shape | undefined = settingsSchema;
  for (const level of variable.slice(prefix.length).split("__")) {
    const key = keyOf(level, shape);
    if (key === undefined) {
      throw new Fault("SETTINGS_INVALID", `${variable}: there is no setting for "${level}" here.`, {
        path: `/${path.join("/")}`,
      });
    }
    path.push(key);
    shape = shape && childOf(shape, key);
  }
  return { variable, path, value: valueIn(text, shape) };
}

/** `WS_PORT` and `WSPORT` are `wsPort`; a free name is lower case with dashes, an option of a plugin camel case. */
function keyOf(level: string, shape: Shape | undefined): string | undefined {
  if (level === "") return undefined;
  const plain = level.replaceAll("_", "").toLowerCase();
  const known = Object.keys(shape?.properties ?? {}).find((name) => name.toLowerCase() === plain);
  if (known) return known;
  if (shape?.properties && !shape.additionalProperties) return undefined;
  if (typeof shape?.additionalProperties === "object") return level.toLowerCase().replaceAll("_", "-");
  if (shape && shape.type !== "object") return undefined;
  return level.toLowerCase().replace(/_+([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}

function valueIn(text: string, shape: Shape | undefined): unknown {
  if (shape?.type === "string") return text;
  if (shape?.["x-secret"] && !text.trimStart().startsWith("{")) return text;
  try {
    return parse(text);
  } catch {
    return text;
  }
}
