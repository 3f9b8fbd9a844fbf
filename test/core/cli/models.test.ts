/** `hearsay models` as people and programs see it. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { models } from "../../../core/cli/commands/models.ts";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearsay-cli-models-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function hearsayModels(args: readonly string[], json = false) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await models.run({
    values: { models: join(folder, "models"), data: folder, json },
    positionals: args,
    io: {
      out: (text) => out.push(text),
      err: (text) => err.push(text),
      status: () => undefined,
      signal: new AbortController().signal,
      env: {},
    },
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

/** A model's file that is half there. */
async function halfFlite(): Promise<void> {
  await mkdir(join(folder, "models/flite"), { recursive: true });
  await writeFile(join(folder, "models/flite/flite.wasm"), "half");
}

it("lists every model with its state, size, sets and licence", async () => {
  await halfFlite();
  const { code, out } = await hearsayModels(["list"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^flite +partial +21\.5 MB +en +standard,lite,clean,languages +MIT-Festival$/m);
  expect(out).toMatch(/^kokoro-82m +absent +95\.0 MB +en +- +Apache-2\.0$/m);
  expect(out).toContain(`in ${join(folder, "models")}`);
});

it("leaves out the many voices that are not here, unless they are asked for", async () => {
  const voice = "piper-de-de-thorsten-medium";
  expect((await hearsayModels(["list"])).out).not.toContain(voice);
  expect((await hearsayModels(["list", voice])).out).toMatch(new RegExp(`^${voice} +absent`, "m"));
});

it("lists for programs, and only what was asked for", async () => {
  const { out } = await hearsayModels(["list", "lite"], true);
  const { folder: where, models: found } = JSON.parse(out);
  expect(where).toBe(join(folder, "models"));
  expect(found.map(({ name }: { name: string }) => name)).toEqual([
    "moonshine-tiny-en",
    "silero-vad",
    "openwakeword-features",
    "openwakeword-hey-jarvis",
    "flite",
  ]);
  expect(found[0]).toMatchObject({ state: "absent", licence: { spdx: "MIT" }, usable: true });
});

it("takes list for the word that is missing", async () => {
  expect((await hearsayModels([])).out).toBe((await hearsayModels(["list"])).out);
});

it("verifies: what nobody fetched is no fault, what is damaged is", async () => {
  expect((await hearsayModels(["verify"])).code).toBe(0);
  await halfFlite();
  const { code, out, err } = await hearsayModels(["verify"]);
  expect(code).toBe(1);
  expect(out).toContain("flite: damaged: flite.wasm");
  expect(err).toBe("Mend with: hearsay models pull flite");
});

it("verifies what was named: then absence is a fault", async () => {
  const { code, out } = await hearsayModels(["verify", "silero-vad"], true);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ ok: false, models: [{ name: "silero-vad", state: "absent" }] });
});

it("removes what was named, and says what was there", async () => {
  await halfFlite();
  expect(JSON.parse((await hearsayModels(["remove", "lite"], true)).out)).toEqual({ removed: ["flite"] });
  expect((await hearsayModels(["remove", "lite"])).out).toBe("None of these was there");
});

it("tells licences with what they restrict", async () => {
  const { out } = await hearsayModels(["licences", "openwakeword-alexa", "silero-vad"]);
  expect(out).toMatch(/^openwakeword-alexa: CC-BY-NC-SA-4\.0\n.*\n {2}Restricted: .*non-commercial/m);
  expect(out).toMatch(/^silero-vad: MIT$/m);
});

it.each([
  ["an unknown word", ["fetch"], "USAGE"],
  ["remove without a name", ["remove"], "USAGE"],
  ["an unknown model", ["pull", "whisper"], "MODEL_UNKNOWN"],
  ["an unknown model to list", ["list", "whisper"], "MODEL_UNKNOWN"],
])("refuses %s", async (_, args, code) => {
  await expect(hearsayModels(args)).rejects.toMatchObject({ code });
});
