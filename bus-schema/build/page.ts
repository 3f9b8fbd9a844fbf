/** docs/bus.md: every kind of message, by where it is said. */
import type { Defs, JsonSchema, KindSchema } from "./read.ts";

const places = [
  ["In a room", "hearsay/{site}/"],
  ["To one running provider or client", "hearsay/@{instance}/"],
  ["Of the house", "hearsay/hub/"],
] as const;

function typeOf(schema: JsonSchema, defs: Defs): string {
  const ref = schema.$ref as string | undefined;
  if (ref) {
    const name = ref.split("/").at(-1) ?? ref;
    return defs[name]?.type === "object" ? `[${name}](#${name})` : name;
  }
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `\`${value}\``).join(" ");
  if (schema.type === "array") return `${typeOf(schema.items as JsonSchema, defs)}[]`;
  return String(schema.type ?? "any");
}

function fields(schema: JsonSchema, defs: Defs): string[] {
  const required = new Set(schema.required);
  const rows = Object.entries(schema.properties ?? {}).map(([name, value]) => {
    const about = value.description ?? defs[String(value.$ref).split("/").at(-1) ?? ""]?.description ?? "";
    return `| \`${name}\`${required.has(name) ? "" : " ?"} | ${typeOf(value, defs)} | ${about} |`;
  });
  return rows.length === 0 ? ["(no fields)"] : ["| field | type | meaning |", "|---|---|---|", ...rows];
}

function section({ kind, description, bus, body }: KindSchema, defs: Defs): string[] {
  const traits = [
    bus.class,
    `QoS ${bus.qos}`,
    ...(bus.retain ? ["retained"] : []),
    ...(bus.private ? ["private"] : []),
  ];
  const answer = bus.answer ? ["", "Answer:", "", ...fields(bus.answer, defs)] : [];
  return [
    `### ${kind}`,
    "",
    description,
    "",
    `\`${bus.topic}\` · ${traits.join(" · ")}`,
    "",
    ...fields(body, defs),
    ...answer,
    "",
  ];
}

export function page(kinds: readonly KindSchema[], defs: Defs): string {
  const lines = [
    "# What is said on the bus",
    "",
    "Written by `npm run gen` from bus-schema/; do not edit. The envelope of every JSON message is",
    "`{id, at, by, cause?, turn?, replyTo?, body}`; the tables below are the bodies (`?`: may be left out). Audio frames",
    "are binary: [bus-schema/audio.md](../bus-schema/audio.md). The same as AsyncAPI 3: bus-schema/asyncapi.json.",
    "`private` kinds carry what people say: only clients granted `words` may read them.",
    "",
  ];
  for (const [title, prefix] of places) {
    lines.push(`## ${title}: \`${prefix}…\``, "");
    const here = kinds.filter(({ bus }) => bus.topic.startsWith(prefix));
    for (const kind of here) lines.push(...section(kind, defs));
  }
  lines.push("## Shared shapes", "");
  for (const [name, schema] of Object.entries(defs)) {
    if (schema.type !== "object") continue;
    lines.push(`### ${name}`, "", schema.description ?? "", "", ...fields(schema, defs), "");
  }
  return `${lines.join("\n").trimEnd()}\n`;
}
