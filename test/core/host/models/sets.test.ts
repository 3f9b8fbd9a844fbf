/** The plugins that the model sets switch on: each exists, takes the options it is given, and finds its models in the set. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import type { Plugin } from "../../../../core/contract/index.ts";
import { readCatalog } from "../../../../core/host/models/catalog.ts";

const { sets, models } = await readCatalog();
const rows = Object.entries(sets).flatMap(([set, { plugins }]) =>
  Object.entries(plugins).map(([name, options]) => [set, name, options] as const),
);

it.each(rows)("%s: %s", async (set, name, options) => {
  const { default: plugin } = (await import(`../../../../plugins/${name}/index.ts`)) as { default: Plugin };
  const filled = structuredClone(options);
  const check = new Ajv2020({ useDefaults: true, strict: false }).compile(plugin.options ?? {});
  expect(check(filled), JSON.stringify(check.errors)).toBe(true);
  const needs = typeof plugin.needs === "function" ? plugin.needs(filled) : plugin.needs;
  const other = (needs?.models ?? []).filter((model) => !sets[set]?.models.includes(model));
  expect(other).toEqual([]);
  expect((needs?.models ?? []).filter((model) => !(model in models))).toEqual([]);
});
