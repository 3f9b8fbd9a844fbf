/** Reads the message schemas from disk; the file name is the kind: `plugin-reload.json` -> `plugin/reload`. */
import { readdir, readFile } from "node:fs/promises";

export interface BusFacts {
  readonly topic: string;
  readonly class: "command" | "fact" | "state";
  readonly qos: 0 | 1;
  readonly retain: boolean;
  readonly answer?: JsonSchema;
  readonly private?: boolean;
}
export interface JsonSchema {
  readonly [key: string]: unknown;
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}
export interface KindSchema {
  readonly kind: string;
  readonly title: string;
  readonly description: string;
  readonly bus: BusFacts;
  /** The body's schema, without what only the bus needs. */
  readonly body: JsonSchema;
}
export type Defs = Readonly<Record<string, JsonSchema>>;

const json = async (url: URL): Promise<JsonSchema> => JSON.parse(await readFile(url, "utf8"));

export async function readKinds(here: URL): Promise<{ kinds: readonly KindSchema[]; defs: Defs }> {
  const folder = new URL("messages/", here);
  const files = (await readdir(folder)).filter((file) => file.endsWith(".json")).sort();
  const kinds = await Promise.all(files.map(async (file) => kindOf(file, await json(new URL(file, folder)))));
  const common = (await json(new URL("common.json", here))) as { $defs: Defs };
  return { kinds, defs: common.$defs };
}

function kindOf(file: string, schema: JsonSchema): KindSchema {
  const { $schema, $id, "x-bus": bus, ...body } = schema;
  if ($id !== file) throw new Error(`${file}: its $id is ${String($id)}`);
  if (typeof $schema !== "string" || !schema.title || !schema.description) {
    throw new Error(`${file}: needs $schema, title and description`);
  }
  return {
    kind: file.replace(".json", "").replace("-", "/"),
    title: schema.title,
    description: schema.description,
    bus: bus as BusFacts,
    body,
  };
}
