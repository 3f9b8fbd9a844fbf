/** The `hearsay` command's first step: compiled code is kept between runs, then everything else is loaded. */
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

enableCompileCache(join(homedir(), ".cache", "hearsay", "compile"));
await import("./cli/main.ts");
