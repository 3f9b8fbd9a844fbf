/** The schema of the settings, and how to walk it: which names stand at a place, and what is marked there. */
import { readFileSync } from "node:fs";

export interface Shape {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: boolean | Shape;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly required?: readonly string[];
  readonly $defs?: Readonly<Record<string, Shape>>;
  /** Takes effect without a restart, with all that is below. */
  readonly "x-live"?: boolean;
  /** A file or folder: `~` is the home folder, relative ones lie beside the settings file. */
  readonly "x-path"?: boolean;
  readonly "x-secret"?: boolean;
  readonly propertyNames?: Shape;
}

/** Marks of our own that a JSON Schema validator is to let pass. */
export const marks: readonly string[] = ["x-live", "x-path", "x-secret"];

export const settingsSchema: Shape = JSON.parse(
  readFileSync(new URL("./schema.json", import.meta.url), "utf8"),
);

/** A shape with its reference followed; what stands beside the reference wins. */
export function follow(shape: Shape, root: Shape = settingsSchema): Shape {
  const name = shape.$ref?.split("/").at(-1);
  const target = name === undefined ? undefined : root.$defs?.[name];
  if (!target) return shape;
  const { $ref: _, ...beside } = shape;
  return { ...target, ...beside };
}

/** The shape of a child, by its name or, in a list, its number. */
export function childOf(shape: Shape, key: string | number, root = settingsSchema): Shape | undefined {
  if (typeof key === "number") return shape.items && follow(shape.items, root);
  const own = shape.properties && Object.hasOwn(shape.properties, key) ? shape.properties[key] : undefined;
  if (own) return follow(own, root);
  const { additionalProperties: others } = shape;
  return typeof others === "object" ? follow(others, root) : undefined;
}

/** Whether a change at this path takes effect without a restart. */
export function isLive(path: readonly string[]): boolean {
  let shape: Shape | undefined = settingsSchema;
  for (const key of path) {
    shape = shape && childOf(shape, key);
    if (shape?.["x-live"]) return true;
  }
  return false;
}

/** Calls `visit` for every leaf and branch of a value with its shape; what `visit` returns takes its place. */
export async function transform(
  value: unknown,
  shape: Shape | undefined,
  visit: (value: unknown, shape: Shape, path: readonly string[]) => unknown,
  path: readonly string[] = [],
): Promise<unknown> {
  if (!shape) return value;
  const seen = await visit(value, shape, path);
  if (seen !== value) return seen;
  if (Array.isArray(value)) {
    return Promise.all(
      value.map((item, i) => transform(item, childOf(shape, i), visit, [...path, String(i)])),
    );
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    async ([key, child]) =>
      [key, await transform(child, childOf(shape, key), visit, [...path, key])] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
