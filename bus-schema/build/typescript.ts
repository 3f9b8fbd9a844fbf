/** Types of every message and answer, and the topic table, as one TypeScript module. */
import { compile } from "json-schema-to-typescript";
import type { Defs, JsonSchema, KindSchema } from "./read.ts";

/** References into this document, and without the remarks beside them: each would make a second type of the same shape. */
const local = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value).replaceAll("common.json#/$defs/", "#/$defs/"), (_key, part) =>
    part !== null && typeof part === "object" && "$ref" in part ? { $ref: part.$ref } : part,
  );

function root(title: string, entries: readonly (readonly [string, JsonSchema])[]): JsonSchema {
  return {
    title,
    type: "object",
    additionalProperties: false,
    required: entries.map(([key]) => key),
    properties: Object.fromEntries(entries),
  } as JsonSchema;
}

export async function typescript(kinds: readonly KindSchema[], defs: Defs): Promise<string> {
  const all: Record<string, JsonSchema> = { ...local(defs) };
  for (const { title, body } of kinds) all[title] = local(body);
  const answered = kinds.filter(({ bus }) => bus.answer);
  for (const { title, bus } of answered)
    all[`${title}Answer`] = { ...local(bus.answer), title: `${title}Answer` };
  const messages = root(
    "Messages",
    kinds.map(({ kind, title }) => [kind, { $ref: `#/$defs/${title}` }]),
  );
  const answers = root(
    "Answers",
    answered.map(({ kind, title }) => [kind, { $ref: `#/$defs/${title}Answer` }]),
  );
  const whole = root("Said", [
    ["messages", messages],
    ["answers", answers],
  ]);
  const types = await compile({ ...whole, $defs: all } as never, "Said", {
    bannerComment: "// Written by bus-schema/build.ts; do not edit.",
    additionalProperties: false,
    style: { printWidth: 110 },
  });
  const topics = Object.fromEntries(
    kinds.map(({ kind, bus }) => [
      kind,
      {
        topic: bus.topic,
        class: bus.class,
        qos: bus.qos,
        retain: bus.retain,
        private: bus.private ?? false,
        answered: bus.answer !== undefined,
      },
    ]),
  );
  return `${types}\nexport const topics = ${JSON.stringify(topics, null, 2)} as const;\n`;
}
