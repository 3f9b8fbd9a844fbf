/** `npm run gen`: writes from the message schemas the types, the topic table, docs/bus.md and the AsyncAPI document. */
import { readFile, writeFile } from "node:fs/promises";
import { asyncApi } from "./build/asyncapi.ts";
import { page } from "./build/page.ts";
import { readKinds } from "./build/read.ts";
import { typescript } from "./build/typescript.ts";

const here = new URL("./", import.meta.url);
const checking = process.argv.includes("--check");
const { kinds, defs } = await readKinds(here);
const outputs: readonly (readonly [string, string])[] = [
  ["generated.ts", await typescript(kinds, defs)],
  ["asyncapi.json", asyncApi(kinds, defs)],
  ["../docs/bus.md", page(kinds, defs)],
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
