/** `node core/host/settings/build.ts [--check]`: writes settings/generated.ts and docs/settings.md from the schemas. */
import { readFile, writeFile } from "node:fs/promises";
import { bundled, findIn } from "../find.ts";
import { describeAt } from "../load.ts";
import { type PluginOptions, page } from "./page.ts";
import { type Shape, settingsSchema } from "./schema.ts";
import { types } from "./types.ts";

const here = new URL("./", import.meta.url);
const checking = process.argv.includes("--check");

async function bundledOptions(): Promise<readonly PluginOptions[]> {
  const found = await findIn(bundled.plugins);
  return Promise.all(
    found.map(async (place) => {
      const { name, about, options } = await describeAt(place);
      return { name, about, options: options as Shape | undefined };
    }),
  );
}

const outputs: readonly (readonly [string, string])[] = [
  ["generated.ts", await types(settingsSchema)],
  ["../../../docs/settings.md", page(settingsSchema, await bundledOptions())],
];
const stale: string[] = [];
for (const [path, text] of outputs) {
  const url = new URL(path, here);
  const old = await readFile(url, "utf8").catch(() => "");
  if (old === text) continue;
  stale.push(path);
  if (!checking) await writeFile(url, text);
}
if (checking && stale.length > 0) {
  console.error(`Not what the schemas say: ${stale.join(", ")}. Run: npm run gen`);
  process.exit(1);
}
