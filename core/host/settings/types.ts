/** The TypeScript type of the settings, made from their schema: what has a default is always there, secrets are `Secret`. */
import { compile } from "json-schema-to-typescript";
import { follow, type Shape } from "./schema.ts";

type Typed = Record<string, unknown>;

function typed(shape: Shape, root: Shape): Typed {
  const {
    default: _,
    propertyNames: _names,
    properties,
    additionalProperties,
    items,
    ...rest
  } = follow(shape, root);
  if (rest["x-secret"]) return { tsType: "Secret", description: rest.description };
  const out: Typed = { ...rest };
  if (items) out.items = typed(items, root);
  if (typeof additionalProperties === "object") out.additionalProperties = typed(additionalProperties, root);
  else if (additionalProperties !== undefined) out.additionalProperties = additionalProperties;
  if (properties) {
    const sure = Object.keys(properties).filter((key) => properties[key]?.default !== undefined);
    out.required = [...(rest.required ?? []), ...sure];
    out.properties = Object.fromEntries(
      Object.entries(properties).map(([key, child]) => [key, typed(child, root)]),
    );
  } else if (rest.type === "object" && additionalProperties === undefined) {
    out.tsType = "Record<string, unknown>";
  }
  return out;
}

export async function types(root: Shape): Promise<string> {
  const { $defs: _, ...whole } = typed(root, root);
  return compile(whole as never, "Settings", {
    bannerComment:
      '// Written by core/host/settings/build.ts; do not edit.\nimport type { Secret } from "./secret.ts";',
    style: { printWidth: 110, bracketSpacing: true },
  });
}
