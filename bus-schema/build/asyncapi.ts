/** The bus as an AsyncAPI 3.0 document: a channel and an operation a kind. */
import type { Defs, JsonSchema, KindSchema } from "./read.ts";

const local = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value).replaceAll("common.json#/$defs/", "#/components/schemas/"));
const idOf = (kind: string): string => kind.replaceAll("/", "_");
const holes = (topic: string): readonly string[] =>
  [...topic.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");

function envelope(body: JsonSchema): JsonSchema {
  const id = { $ref: "#/components/schemas/id" };
  return {
    type: "object",
    required: ["id", "at", "by", "body"],
    properties: {
      id,
      at: { $ref: "#/components/schemas/time" },
      by: { type: "string" },
      cause: id,
      turn: id,
      replyTo: { $ref: "#/components/schemas/name" },
      body,
    },
  };
}

export function asyncApi(kinds: readonly KindSchema[], defs: Defs): string {
  const channels = kinds.map(({ kind, description, bus, title }) => [
    idOf(kind),
    {
      address: bus.topic,
      description,
      parameters: Object.fromEntries(holes(bus.topic).map((hole) => [hole, {}])),
      messages: { [title]: { $ref: `#/components/messages/${title}` } },
    },
  ]);
  const operations = kinds.map(({ kind, bus }) => [
    `say_${idOf(kind)}`,
    {
      action: "send",
      channel: { $ref: `#/channels/${idOf(kind)}` },
      bindings: { mqtt: { qos: bus.qos, retain: bus.retain } },
    },
  ]);
  const messages = kinds.map(({ title, body, description }) => [
    title,
    { name: title, summary: description, contentType: "application/json", payload: envelope(local(body)) },
  ]);
  const document = {
    asyncapi: "3.0.0",
    info: {
      title: "Hearsay bus",
      version: "1.0.0",
      description: "Messages between satellites, the hub and its plugins over MQTT 3.1.1.",
      license: { name: "Apache-2.0" },
    },
    defaultContentType: "application/json",
    channels: Object.fromEntries(channels),
    operations: Object.fromEntries(operations),
    components: { messages: Object.fromEntries(messages), schemas: local(defs) },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
