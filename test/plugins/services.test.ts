/** Plugins for services: off until somebody names them, and documented. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "hearsay";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const sources = (name: string): string =>
  readdirSync(join(root, "plugins", name))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(root, "plugins", name, file), "utf8"))
    .join("\n");
const services = readdirSync(join(root, "plugins")).filter((name) =>
  sources(name).includes('"hearsay/remote"'),
);
const page = readFileSync(join(root, "docs/providers.md"), "utf8");

it("there are some", () => expect(services.length).toBeGreaterThanOrEqual(12));

it.each(services)("%s waits to be named in the settings, and its page says how", async (name) => {
  const { default: plugin } = (await import(`../../plugins/${name}/index.ts`)) as { default: Plugin };
  // Whoever needs no network says so by not being remote.
  if (plugin.remote !== true) expect(name).toMatch(/offline/);
  expect(readFileSync(join(root, "plugins", name, "README.md"), "utf8")).toContain(name);
  if (/^(tts|stt)-/.test(name)) expect(page).toContain(`\`${name}\``);
});
