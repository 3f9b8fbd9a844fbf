/** `node core/host/settings/build.ts [--check]`: writes settings/generated.ts and docs/settings.md from the schemas. */
import { writeOrCheck } from "../../../bus-schema/build/write.ts";
import personaSchema from "../../../personas/persona.schema.json" with { type: "json" };
import { bundled, findIn } from "../find.ts";
import { describeAt } from "../load.ts";
import { type PluginOptions, page, personaPage } from "./page.ts";
import { type Shape, settingsSchema } from "./schema.ts";
import { types } from "./types.ts";

const here = new URL("./", import.meta.url);

async function bundledOptions(): Promise<readonly PluginOptions[]> {
  const found = [...(await findIn(bundled.plugins)), ...(await findIn(bundled.skills))];
  const all = await Promise.all(
    found.map(async (place) => {
      const { name, about, options, kind } = await describeAt(place);
      return { name, about, options: options as Shape | undefined, kind };
    }),
  );
  return all.filter(({ kind, options }) => kind === "plugin" || options !== undefined);
}

await writeOrCheck(here, [
  ["generated.ts", await types(settingsSchema)],
  ["../../../docs/persona-fields.md", personaPage(personaSchema as Shape)],
  ["../../../docs/settings.md", page(settingsSchema, await bundledOptions())],
]);
