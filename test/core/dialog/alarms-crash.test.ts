/** kill -9: what was promised before it rings after it, once. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { tempFolder } from "../../kit/small.ts";

const child = fileURLToPath(new URL("./alarms-child.ts", import.meta.url));

/** Runs the child until it says `last`, kills it, and resolves with what it said. */
async function runUntil(last: string, ...args: string[]): Promise<string[]> {
  const running = spawn(process.execPath, [child, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const said: string[] = [];
  for await (const line of createInterface(running.stdout)) {
    said.push(line);
    if (line.startsWith(last)) break;
  }
  running.kill("SIGKILL");
  if (running.exitCode === null && running.signalCode === null) await once(running, "exit");
  return said;
}

it("rings after a crash what was set before it, and never again", { timeout: 60_000 }, async () => {
  using folder = tempFolder();
  const file = join(folder.path, "hub.db");
  const [set] = await runUntil("set", file, "700");
  expect(set).toMatch(/^set /);
  const rang = await runUntil("rang", file);
  expect(rang.at(-1)).toBe("rang pasta");
  // Killed in the moment it rang, it may ring once more; killed later, never.
  await runUntil("settled", file);
  expect(await runUntil("settled", file)).toEqual(["ready", "settled"]);
});
