/** Plugins for services: off until somebody names them, and documented. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "hearsay";
import { expect, it } from "vitest";
import { openHouse } from "../core/host/house.ts";
import { remoteServer } from "../kit/remote.ts";

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

it("a house loads only those that it names, and asks nobody before it is told to speak", async () => {
  await using server = await remoteServer({ status: 500, body: "nobody should ask" });
  const named = `tts-openai: { options: { preset: kokoro, url: ${JSON.stringify(server.url)} } }`;
  const keyless = "tts-azure: {}";
  await using house = await openHouse({
    files: {},
    yaml: `plugins: { use: { satellite-local: { enabled: false }, ${named}, ${keyless} } }`,
    host: { bundled: { plugins: join(root, "plugins"), skills: join(root, "no-skills") } },
  });
  await house.host.start();
  expect(house.states.get("tts-openai")?.phase).toBe("ready");
  expect(house.states.get("tts-azure")).toMatchObject({
    phase: "failed",
    problem: { code: "PLUGIN_OPTIONS_INVALID" },
  });
  const others = services.filter(
    (name) => name !== "tts-openai" && name !== "tts-azure" && !name.includes("offline"),
  );
  for (const name of others)
    await expect.poll(() => house.states.get(name)?.phase, { timeout: 20_000 }).toBe("stopped");
  expect(house.faults.map(({ plugin }) => plugin).filter((name) => others.includes(name ?? ""))).toEqual([]);
  const [spoken] = [...house.providers.values()].filter(({ plugin }) => plugin === "tts-openai");
  expect(spoken).toMatchObject({ capability: "tts", traits: { remote: true, preset: "kokoro" } });
  expect(server.requests).toEqual([]);
});
