/** Where tests find model files: one cache for all of them, filled by the host's own fetcher. */
import { join } from "node:path";
import { createModels, type Models } from "../../core/host/models/index.ts";

let models: Promise<Models> | undefined;

/** The folder of a model in $HEARSAY_MODELS or ~/.cache/hearsay/models; every byte checked, fetched first when absent. */
export async function modelFolder(name: string): Promise<string> {
  models ??= createModels();
  const { folder, pull } = await models;
  await pull([name]);
  return join(folder, name);
}
