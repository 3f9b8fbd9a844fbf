/** What the settings name and the house has not: plugins and folders, said rather than passed over. */
import { stat } from "node:fs/promises";
import { Fault } from "../contract/index.ts";
import { nearest, type Settings } from "./settings/index.ts";

type Said = Pick<Settings, "plugins" | "where">;

const at = (where: string | undefined): string => (where === undefined ? "" : `${where}: `);

/** A PLUGIN_NOT_FOUND for each name under `plugins.use` that is none of `known`, of those that `concerned` takes. */
export function strangersIn(
  { plugins, where }: Said,
  known: readonly string[],
  concerned: (name: string) => boolean,
): readonly Fault[] {
  const strangers = Object.keys(plugins.use).filter((name) => !known.includes(name) && concerned(name));
  return strangers.map((name) => {
    const path = ["plugins", "use", name];
    const guess = nearest(name, known);
    const hint = guess ? ` Did you mean "${guess}"?` : "";
    const message = `${at(where(path, "key"))}plugins.use names "${name}", and there is no such plugin or skill.${hint}`;
    return new Fault("PLUGIN_NOT_FOUND", message, { path: `/${path.join("/")}` });
  });
}

/** A SETTINGS_INVALID for each of `plugins.folders` that is no folder. */
export async function absentFoldersIn({ plugins, where }: Said): Promise<readonly Fault[]> {
  const faults = plugins.folders.map(async (folder, i) => {
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory()) return [];
    const path = ["plugins", "folders", String(i)];
    const message = `${at(where(path))}plugins.folders names ${folder}, and there is no such folder.`;
    const remedy = "Correct the line, or make the folder; then start the hub again.";
    return [new Fault("SETTINGS_INVALID", message, { path: `/${path.join("/")}`, remedy })];
  });
  return (await Promise.all(faults)).flat();
}
