#!/usr/bin/env node
// Starts the command line on the Node that came with the package: the system's own may be too old to run TypeScript.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

function bundledNode() {
  try {
    return require.resolve(`node-${process.platform}-${process.arch}/bin/node`);
  } catch {
    return process.execPath;
  }
}

const source = fileURLToPath(new URL("../core/cli.ts", import.meta.url));
const built = fileURLToPath(new URL("../core/cli.js", import.meta.url));
const child = spawn(bundledNode(), [existsSync(source) ? source : built, ...process.argv.slice(2)], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
