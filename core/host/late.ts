/** Failures that nobody caught, given to the plugin whose code they came from. */
import { sep } from "node:path";
import { currentPlugin } from "./context.ts";

/** The plugin whose code threw: by the first line of the stack that lies in a plugin's folder, else by the context it ran in. */
export function culprit(thrown: unknown, folders: ReadonlyMap<string, string>): string | undefined {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  for (const line of stack.split("\n")) {
    for (const [name, folder] of folders) if (line.includes(folder + sep)) return name;
  }
  return currentPlugin();
}

/**
 * Takes failures of plugins off the process: `trouble` hears of them and the house goes on. All others go to `others`,
 * where absent they end the process as ever.
 */
export function catchLate(
  folders: () => ReadonlyMap<string, string>,
  trouble: (plugin: string, thrown: unknown) => void,
  others?: (thrown: unknown) => void,
): Disposable {
  const hear = (thrown: unknown): void => {
    const plugin = culprit(thrown, folders());
    if (plugin !== undefined) trouble(plugin, thrown);
    else (others ?? end)(thrown);
  };
  process.on("uncaughtException", hear);
  process.on("unhandledRejection", hear);
  return {
    [Symbol.dispose]() {
      process.off("uncaughtException", hear);
      process.off("unhandledRejection", hear);
    },
  };
}

function end(thrown: unknown): void {
  process.stderr.write(`${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
  process.exit(1);
}
