/** Settings from file, environment and command line, and what is said when they are wrong. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "../../../../core/contract/index.ts";
import { loadSettings } from "../../../../core/host/settings/index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearsay-settings-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(yaml: string, env: Record<string, string> = {}, overrides: Record<string, unknown> = {}) {
  const file = join(folder, "hearsay.yaml");
  await writeFile(file, yaml);
  return loadSettings({ file, data: folder, env, overrides });
}
const failure = (yaml: string, env: Record<string, string> = {}, overrides = {}): Promise<Fault> =>
  load(yaml, env, overrides).then(
    () => expect.fail("it was taken"),
    (fault) => fault,
  );

describe("what is wrong is named with line and column", () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ["not YAML", "house:\n  name: [", /^hearsay\.yaml:2:10: /],
    ["a key twice", "house: {}\nhouse: {}", /^hearsay\.yaml:2:1: .*unique/],
    ["a single value", "nonsense", /^hearsay\.yaml:1:1: it must hold settings/],
    [
      "an unknown section",
      "bus: {}\nbuss: {}",
      /^hearsay\.yaml:2:1: there is no setting "buss"\. Did you mean "bus"\?/,
    ],
    [
      "an unknown key",
      "bus:\n  prot: 1",
      /^hearsay\.yaml:2:3: there is no setting "bus\.prot"\. Did you mean "port"\?/,
    ],
    ["a key like no other", "http:\n  zzzzz: 1", /Known here: host, port\./],
    [
      "the wrong type",
      "bus:\n  port: abc",
      /^hearsay\.yaml:2:9: bus\.port must be integer, and it is a string\./,
    ],
    ["an empty value", "bus:\n  port:", /^hearsay\.yaml:2:.*bus\.port must be integer, and it is empty\./],
    ["out of bounds", "bus: { port: 70000 }", /^hearsay\.yaml:1:14: bus\.port must be <= 65535\./],
    ["no such choice", "models:\n  set: standart", /^hearsay\.yaml:2:8: .*Did you mean "standard"\?/],
    [
      "a time zone that is none",
      "house:\n  timeZone: Europe/Viena",
      /^hearsay\.yaml:2:13: house\.timeZone must be an IANA time zone such as Europe\/Vienna\. Did you mean "Europe\/Vienna"\?/,
    ],
    [
      "in a list",
      "plugins:\n  folders:\n    - a\n    - 3",
      /^hearsay\.yaml:4:7: plugins\.folders\.1 must be string/,
    ],
    [
      "something missing",
      "bus:\n  clients:\n    kitchen: { role: satellite }",
      /^hearsay\.yaml:3:14: bus\.clients\.kitchen needs "password"/,
    ],
    [
      "a room's name with a capital",
      "rooms: { Kitchen: {} }",
      /^hearsay\.yaml:1:10: "Kitchen" cannot be a name: use lower-case letters, digits, dash and underscore\.$/,
    ],
    [
      "a time that is none",
      'rooms: { kitchen: { quiet: { from: "9", to: "07:00" } } }',
      /^hearsay\.yaml:1:36: rooms\.kitchen\.quiet\.from must look like "07:00"\.$/,
    ],
    ["a name that is none", "plugins:\n  use:\n    a b: {}", /^hearsay\.yaml:3:5: "a b" cannot be a name/],
    [
      "a secret that is none",
      "bus:\n  password: 3",
      /^hearsay\.yaml:2:13: bus\.password must be text, \{file: PATH\} or \{env: NAME\}/,
    ],
  ];
  it.each(cases)("%s", async (_what, yaml, message) => {
    const fault = await failure(yaml);
    expect(fault.code).toBe("SETTINGS_INVALID");
    expect(fault.message).toMatch(message);
  });

  it("names every mistake, each on its line", async () => {
    const { message, path } = await failure("bus:\n  port: x\nhttp:\n  port: y");
    expect(message.split("\n").map((line) => line.slice(0, 17))).toEqual([
      "hearsay.yaml:2:9:",
      "hearsay.yaml:4:9:",
    ]);
    expect(path).toBe("/bus/port");
  });

  it("names the variable or the command line when the value came from there", async () => {
    expect((await failure("", { HEARSAY__BUS__PORT: "x" })).message).toMatch(
      /^HEARSAY__BUS__PORT: bus\.port must/,
    );
    expect((await failure("", { HEARSAY__BUS__PROT: "1" })).message).toMatch(/^HEARSAY__BUS__PROT: .*"PROT"/);
    expect((await failure("", {}, { "bus.port": -1 })).message).toMatch(/^command line: bus\.port must/);
    const absent = await failure("bus: { port: x }", {}, { "bus.port": undefined });
    expect(absent.message).toMatch(/^hearsay\.yaml:1:14: bus\.port must/);
  });
});

it("tells where a setting was said, and of a default that it was not", async () => {
  const yaml = "plugins:\n  folders: [a]\n  use:\n    x: {}";
  const { where } = await load(yaml, { HEARSAY__LOG__LEVEL: "warn" }, { "bus.port": 0 });
  expect(where(["plugins", "folders", "0"])).toBe("hearsay.yaml:2:13");
  expect(where(["plugins", "use", "x"], "key")).toBe("hearsay.yaml:4:5");
  expect(where(["log", "level"])).toBe("HEARSAY__LOG__LEVEL");
  expect(where(["bus", "port"])).toBe("command line");
  for (const path of [
    ["bus", "wsPort"],
    ["plugins", "use", "x", "options"],
  ])
    expect(where(path)).toBeUndefined();
});

describe("the environment goes before the file, the command line before both", () => {
  const cases: readonly (readonly [
    string,
    string,
    (found: Awaited<ReturnType<typeof load>>) => unknown,
    unknown,
  ])[] = [
    ["HEARSAY__BUS__PORT", "1999", ({ bus }) => bus.port, 1999],
    ["HEARSAY__BUS__WSPORT", "2", ({ bus }) => bus.wsPort, 2],
    ["HEARSAY__BUS__WS_PORT", "3", ({ bus }) => bus.wsPort, 3],
    ["HEARSAY__LOG__PRIVATE", "true", ({ log }) => log.private, true],
    ["HEARSAY__HOUSE__NAME", "12", ({ house }) => house.name, "12"],
    ["HEARSAY__PLUGINS__PACKAGES", "[a, b]", ({ plugins }) => plugins.packages, ["a", "b"]],
    [
      "HEARSAY__PLUGINS__USE__TTS_PIPER__ENABLED",
      "false",
      ({ plugins }) => plugins.use["tts-piper"],
      { enabled: false },
    ],
    [
      "HEARSAY__PLUGINS__USE__WAKE_VOSK__OPTIONS__MIN_SCORE",
      "0.5",
      ({ plugins }) => plugins.use["wake-vosk"]?.options,
      { minScore: 0.5 },
    ],
  ];
  it.each(cases)("%s=%s", async (variable, text, read, expected) => {
    expect(read(await load("bus: { port: 5 }", { [variable]: text }))).toEqual(expected);
  });

  it("lets the command line win", async () => {
    const { bus } = await load(
      "bus: { port: 5 }",
      { HEARSAY__BUS__PORT: "6" },
      { "bus.port": 7, "bus.wsPort": undefined },
    );
    expect([bus.port, bus.wsPort]).toEqual([7, 1884]);
  });
});

describe("defaults, files and folders", () => {
  it("needs no file and no section", async () => {
    const settings = await loadSettings({
      data: join(folder, "nothing"),
      cwd: join(folder, "none"),
      env: {},
    });
    expect(settings.file).toBeUndefined();
    expect(settings.http).toEqual({ host: "127.0.0.1", port: 8930 });
    expect((await load("bus:\nhouse:\n")).bus.root).toBe("hearsay");
  });

  it("resolves paths beside the file and from the home folder", async () => {
    const { models, plugins, personas } = await load(
      "models: { folder: m }\nplugins: { folders: [~/p, /q] }",
    );
    expect(models.folder).toBe(join(folder, "m"));
    expect(plugins.folders).toEqual([join(homedir(), "p"), "/q"]);
    expect(personas.folder).toBe(join(folder, "personas"));
    expect((await load("", { HEARSAY_MODELS: "/m" })).models.folder).toBe("/m");
  });

  it("refuses a named file that is not there", async () => {
    const fault = await loadSettings({ file: join(folder, "gone.yaml"), env: {} }).catch((error) => error);
    expect(fault).toMatchObject({ code: "SETTINGS_UNREADABLE" });
  });
});

describe("secrets", () => {
  const words = "pa55-of-nobody";
  it.each([
    ["text", `bus: { password: ${words} }`],
    ["a file", "bus: { password: { file: secret.txt } }"],
    ["the environment", "bus: { password: { env: BUS_WORDS } }"],
  ])("come from %s and show themselves to nobody", async (_from, yaml) => {
    await writeFile(join(folder, "secret.txt"), `${words}\n`);
    const { bus } = await load(yaml, { BUS_WORDS: words });
    expect(bus.password?.reveal()).toBe(words);
    for (const shown of [JSON.stringify(bus), inspect(bus, { depth: 9 }), `${bus.password}`]) {
      expect(shown).not.toContain(words);
    }
  });

  it("that are missing are named", async () => {
    expect(await failure("bus: { password: { env: NOBODY } }")).toMatchObject({
      code: "SETTINGS_INVALID",
      message: expect.stringContaining("bus.password: the environment variable NOBODY"),
    });
    expect(await failure("bus: { password: { file: no.txt } }")).toMatchObject({
      code: "SETTINGS_UNREADABLE",
    });
  });
});
