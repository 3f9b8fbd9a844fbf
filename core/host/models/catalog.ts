/** Reads models/catalog.json and refuses one that does not fit its schema or names what is not in it. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Fault } from "../../contract/index.ts";
import type { Catalog } from "./types.ts";

const home = new URL("../../../models/", import.meta.url);

/** The catalogue that is part of Hearsay. */
const ownCatalog = fileURLToPath(new URL("catalog.json", home));
/** Voices that are too many to stand among the others. */
const ownVoices = fileURLToPath(new URL("piper-voices.json", home));

const refuse = (file: string, path: string, message: string): Fault =>
  new Fault("SETTINGS_INVALID", `${file}: ${path || "/"} ${message}`, {
    path,
    remedy: "Correct the catalogue; models/catalog.schema.json describes it.",
  });

/** Throws Fault SETTINGS_UNREADABLE or SETTINGS_INVALID. */
export async function readCatalog(file: string = ownCatalog): Promise<Catalog> {
  const catalog = await readOne(file);
  if (file !== ownCatalog) return catalog;
  const { models } = await readOne(ownVoices);
  return { ...catalog, models: { ...catalog.models, ...models } };
}

async function readOne(file: string): Promise<Catalog> {
  const catalog = (await readJson(file)) as Catalog;
  const schema = (await readJson(fileURLToPath(new URL("catalog.schema.json", home)))) as object;
  const check = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  if (!check(catalog)) {
    const error = check.errors?.[0];
    throw refuse(file, error?.instancePath ?? "", error?.message ?? "does not fit its schema");
  }
  checkNames(file, catalog);
  return catalog;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new Fault("SETTINGS_UNREADABLE", `${file} cannot be read as JSON`, { cause });
  }
}

function checkNames(file: string, catalog: Catalog): void {
  for (const [name, model] of Object.entries(catalog.models)) {
    if (!model.tree && Object.keys(model.files).length === 0)
      throw refuse(file, `/models/${name}/files`, "names no file");
    for (const [path, { bytes, from }] of Object.entries(model.files)) {
      const at = `/models/${name}/files/${path.replaceAll("/", "~1")}`;
      for (const origin of from) {
        if ("url" in origin) continue;
        if (!(origin.source in catalog.sources))
          throw refuse(file, at, `names the unknown source ${origin.source}`);
        if (origin.range && origin.range[1] - origin.range[0] !== bytes)
          throw refuse(file, at, "has a range that is not as long as its bytes");
      }
    }
  }
  for (const [name, set] of Object.entries(catalog.sets)) {
    const unknown = set.models.find((model) => !(model in catalog.models));
    if (unknown) throw refuse(file, `/sets/${name}/models`, `names the unknown model ${unknown}`);
  }
}
