/** A changed settings file: what may change at once does, the rest waits, and a broken file changes nothing. */
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createLog } from "../../../../core/host/log.ts";
import { loadSettings, type SettingsChange, watchSettings } from "../../../../core/host/settings/index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearsay-watch-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("takes over live changes, names the others, survives a broken file and never tells a secret", async () => {
  const file = join(folder, "hearsay.yaml");
  const lines: string[] = [];
  const log = createLog({ level: "debug", private: false, write: (line) => lines.push(line) });
  const changes: SettingsChange[] = [];
  await writeFile(file, "dialog: { silence: 500 }\nbus: { password: old-words }");
  const from = { file, data: folder, env: {} };
  const watching = watchSettings(await loadSettings(from), from, log, (change) => changes.push(change));

  await writeFile(file, "dialog: { silence: [ }");
  await vi.waitFor(() => expect(lines.join("\n")).toContain("not used"), 5000);
  expect(changes).toEqual([]);

  await writeFile(
    file,
    "dialog: { silence: 800 }\nbus: { password: new-words }\nplugins: { use: { a: { enabled: false } } }",
  );
  await vi.waitFor(() => expect(changes).toHaveLength(1), 5000);
  watching[Symbol.dispose]();

  const [{ settings, live, waiting }] = changes as [SettingsChange];
  expect(live).toEqual(["dialog.silence", "plugins.use.a"]);
  expect(waiting).toEqual(["bus.password"]);
  expect(settings.dialog.silence).toBe(800);
  expect(settings.plugins.use.a).toEqual({ enabled: false });
  expect(settings.bus.password?.reveal()).toBe("old-words");
  expect(lines.join("\n")).not.toMatch(/(old|new)-words/);
});

it("notices a file that is made after the start, names what it must wait for, and outlives its removal", async () => {
  const [data, cwd] = [join(folder, "data"), join(folder, "cwd")];
  await mkdir(data);
  await mkdir(cwd);
  const lines: string[] = [];
  const log = createLog({ level: "debug", private: false, write: (line) => lines.push(line) });
  const changes: SettingsChange[] = [];
  const from = { data, cwd, env: {} };
  using _watching = watchSettings(await loadSettings(from), from, log, (change) => changes.push(change));
  const client = "bus: { clients: { kitchen: { password: p, role: satellite } } }";

  await writeFile(join(data, "hearsay.yaml"), client);
  await vi.waitFor(() => expect(changes).toHaveLength(1), 5000);
  expect(changes[0]).toMatchObject({ live: [], waiting: ["bus.clients.kitchen"] });
  expect(lines.join("\n")).toMatch(/need a restart.*bus\.clients\.kitchen/);

  await writeFile(join(cwd, "new"), `${client}\ndialog: { silence: 800 }`);
  await rename(join(cwd, "new"), join(cwd, "hearsay.yaml"));
  await vi.waitFor(() => expect(changes.at(-1)?.live).toEqual(["dialog.silence"]), 5000);
  expect(changes.at(-1)?.settings.file).toBe(join(cwd, "hearsay.yaml"));
  expect(changes.at(-1)?.settings.where(["dialog", "silence"])).toBe("hearsay.yaml:2:20");

  await rm(join(data, "hearsay.yaml"));
  await rm(join(cwd, "hearsay.yaml"));
  await vi.waitFor(() => expect(lines.join("\n")).toContain("is gone"), 5000);
  expect(changes.at(-1)?.settings.dialog.silence).toBe(800);
});
