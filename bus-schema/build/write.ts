/** Writes generated files, or with `--check` only says which of them are not what their sources say. */
import { readFile, writeFile } from "node:fs/promises";

/** Paths are relative to `here`. Ends the process with 1 when a checked file is stale. */
export async function writeOrCheck(
  here: URL,
  outputs: readonly (readonly [path: string, text: string])[],
): Promise<void> {
  const checking = process.argv.includes("--check");
  const stale: string[] = [];
  for (const [path, text] of outputs) {
    const url = new URL(path, here);
    const old = await readFile(url, "utf8").catch(() => "");
    if (old === text) continue;
    stale.push(path);
    if (!checking) await writeFile(url, text);
  }
  if (!checking || stale.length === 0) return;
  console.error(`Not what the schemas say: ${stale.join(", ")}. Run: npm run gen`);
  process.exit(1);
}
