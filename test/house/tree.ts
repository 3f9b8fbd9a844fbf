/** The project's own files, for tests that judge the source itself. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Files git tracks or would track, below these folders; all TypeScript unless `ending` says otherwise. */
export function sources(folders: readonly string[], ending = ".ts"): readonly string[] {
  const out = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "--", ...folders], {
    cwd: root,
    encoding: "utf8",
  });
  return out.split("\n").filter((file) => file.endsWith(ending) && existsSync(join(root, file)));
}

export const read = (file: string): string => readFileSync(join(root, file), "utf8");
