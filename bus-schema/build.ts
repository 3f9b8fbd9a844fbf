/** `npm run gen`: writes from the message schemas the types, the topic table, docs/bus.md and the AsyncAPI document. */

import { asyncApi } from "./build/asyncapi.ts";
import { page } from "./build/page.ts";
import { readKinds } from "./build/read.ts";
import { typescript } from "./build/typescript.ts";
import { writeOrCheck } from "./build/write.ts";

const here = new URL("./", import.meta.url);
const { kinds, defs } = await readKinds(here);
await writeOrCheck(here, [
  ["generated.ts", await typescript(kinds, defs)],
  ["asyncapi.json", asyncApi(kinds, defs)],
  ["../docs/bus.md", page(kinds, defs)],
]);
