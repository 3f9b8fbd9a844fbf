/** The command line as shells see it: exit codes, and where each word goes. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../../..");
let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "hearsay-main-"));
});
afterAll(() => rm(data, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function hearsay(...args: readonly string[]): Promise<Ran> {
  const options = { cwd: data, env: { ...process.env, HEARSAY_DATA: data } };
  return new Promise((done) => {
    execFile(process.execPath, [join(root, "core/cli.ts"), ...args], options, (error, out, err) => {
      done({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err });
    });
  });
}

describe.concurrent("misuse exits with 2, before anything is begun, and names the help", () => {
  it.each<[string, string]>([
    ["start extra", "See: hearsay start --help (USAGE)"],
    ["doctor extra", "See: hearsay doctor --help (USAGE)"],
    ["satellite --site den kitchen", "See: hearsay satellite --help (USAGE)"],
    ["start --set foo", "(SETTINGS_INVALID)"],
    ["start --config /absent.yaml", "(SETTINGS_UNREADABLE)"],
    ["start --port abc", "See: hearsay start --help (USAGE)"],
    [`ask --wav ${join(root, "package.json")}`, "(AUDIO_UNSUPPORTED)"],
    ["ask hello --language 12", "See: hearsay ask --help (USAGE)"],
    ["ask hello --out /absent/x.wav", "hearsay ask --help (USAGE)"],
    ["models pull nothing", "(MODEL_UNKNOWN)"],
    ["models remove", "See: hearsay models --help (USAGE)"],
    ["bus tail nokind", "See: hearsay bus --help (USAGE)"],
    ["bus tail --site X,Y", "See: hearsay bus --help (USAGE)"],
    ["skills try hello --language 12", "See: hearsay skills --help (USAGE)"],
    ["help nothing", "See: hearsay --help (USAGE)"],
  ])("%s", async (line, ending) => {
    const { code, out, err } = await hearsay(...line.split(" "));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err.trimEnd().endsWith(ending), err).toBe(true);
  });
}, 60_000);

it("exits with 1 where nothing was misused", async () => {
  const { code, err } = await hearsay("bus", "tail");
  expect(code).toBe(1);
  expect(err).toContain("(HUB_UNREACHABLE)");
});

it("helps with a command by its name, too", async () => {
  expect(await hearsay("help", "ask")).toEqual(await hearsay("ask", "--help"));
});

it("warns that a timer will not ring when its hub ends with the question", async () => {
  const plugins = await readdir(join(root, "plugins"));
  const off = plugins.map((name) => `    ${name}: { enabled: false }`);
  await writeFile(join(data, "hearsay.yaml"), `plugins:\n  use:\n${off.join("\n")}\n`);
  const question = ["ask", "--silent", "--json"];
  const before = await hearsay(...question, "what time is it");
  expect(JSON.parse(before.out)).not.toHaveProperty("warning");
  const { code, out, err } = await hearsay(...question, "set a timer for ten minutes");
  expect(code).toBe(0);
  expect(JSON.parse(out).warning).toContain("A timer is kept in the data folder, but rings only while a hub");
  expect(err).toContain(JSON.parse(out).warning);
}, 60_000);

it.each(["history", "turn", "record", "replay"])("%s --help names its exit codes", async (name) => {
  const { code, out } = await hearsay(name, "--help");
  expect(out).toMatch(/^Exit codes: 0 .+, 1 .+, 2 wrong use/m);
  expect(code).toBe(0);
});
