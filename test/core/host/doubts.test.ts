/** What the settings name and the house has not is said, with its place in the file, and the rest starts all the same. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { ears, openHouse } from "./house.ts";

const yaml = `plugins:
  folders: [gone]
  use:
    eers: { enabled: false }
    picky:
      options:
        sped: 2
    strict: { options: { speed: fast } }
`;
const options = 'options: { type: "object", properties: { speed: { type: "number" } } },';

it("names strangers, absent folders and wrong options with line and column", async () => {
  await using house = await openHouse({
    files: {
      "plugins/ears/index.ts": ears("ears", "one"),
      "plugins/picky/index.ts": ears("picky", "two", { extra: options }),
      "plugins/strict/index.ts": ears("strict", "three", { extra: options }),
    },
    yaml,
  });
  await house.host.start();
  const gone = join(house.folder, "gone");
  await vi.waitFor(() => expect(house.faults).toHaveLength(4), 5000);
  const said = house.faults.map(({ code, message, path }) => [code, message, path]).sort();
  expect(said).toEqual([
    [
      "PLUGIN_NOT_FOUND",
      'hearsay.yaml:4:5: plugins.use names "eers", and there is no such plugin or skill. Did you mean "ears"?',
      "/plugins/use/eers",
    ],
    [
      "PLUGIN_OPTIONS_INVALID",
      'hearsay.yaml:7:9: plugins.use.picky.options: there is no option "sped". Did you mean "speed"?',
      "/plugins/use/picky/options",
    ],
    [
      "PLUGIN_OPTIONS_INVALID",
      "hearsay.yaml:8:33: plugins.use.strict.options.speed must be number.",
      "/plugins/use/strict/options/speed",
    ],
    [
      "SETTINGS_INVALID",
      `hearsay.yaml:2:13: plugins.folders names ${gone}, and there is no such folder.`,
      "/plugins/folders/0",
    ],
  ]);
  expect(existsSync(gone)).toBe(false);
  expect(house.states.get("ears")?.phase).toBe("ready");
});

it("names a stranger that the settings bring while the house runs", async () => {
  await using house = await openHouse({ files: { "plugins/ears/index.ts": ears("ears", "one") } });
  await house.host.start();
  const { plugins } = house.settings;
  await house.host.apply({ ...house.settings, plugins: { ...plugins, use: { earz: {} } } });
  await vi.waitFor(() => expect(house.faults).toMatchObject([{ code: "PLUGIN_NOT_FOUND" }]), 5000);
});
