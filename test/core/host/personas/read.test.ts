/** A persona's file: defaults, and complaints that name line, field and what may have been meant. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { personaFiles, readPersona } from "../../../../core/host/personas/index.ts";
import { personaWith } from "../../../kit/persona.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearsay-personas-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ada = { name: "ada", about: "A tutor.", languages: ["en"] };
const readText = async (text: string) => {
  await writeFile(join(folder, "ada.json"), text);
  return await readPersona(join(folder, "ada.json"));
};
const read = (value: unknown) => readText(JSON.stringify(value, null, 2));

it("has defaults for all it leaves out", async () => {
  expect(await read(ada)).toEqual(personaWith({ ...ada, actions: "words" }));
});

it("has chains of plain names and of objects, and a voice of the first", async () => {
  const tts = ["tts-piper", { plugin: "tts-openai", voice: "nova", languages: ["en"] }];
  const { tts: chain, think } = await read({ ...ada, voice: "amy", tts, think: ["think-x"] });
  expect(chain).toEqual([{ plugin: "tts-piper", voice: "amy" }, tts[1]]);
  expect(think).toEqual([{ plugin: "think-x" }]);
});

it.each<[string, string, RegExp]>([
  ["is empty", "", /ada\.json:1 is not JSON/],
  ["ends too soon", '{\n "name": "ada",', /ada\.json:2:16 is not JSON/],
  ["has a comma too many", '{\n "name": "ada",\n}', /ada\.json:3:1 is not JSON/],
])("that %s is refused with its line", async (_what, text, message) => {
  await expect(readText(text)).rejects.toMatchObject({
    code: "PERSONA_INVALID",
    message: expect.stringMatching(message),
  });
});

it.each<[string, object, RegExp]>([
  ["has no languages", { ...ada, languages: [] }, /ada\.json:4:16: languages must NOT have fewer than 1/],
  ["says too much", { ...ada, mood: "sour" }, /:7:3: there is no field "mood"/],
  [
    "says it wrongly",
    { ...ada, promt: "You are Ada." },
    /there is no field "promt"\. Did you mean "prompt"\?/,
  ],
  ["is wrong deep inside", { ...ada, memory: { turn: 3 } }, /"memory\.turn"\. Did you mean "turns"\?/],
  [
    "has a word that is none of those",
    { ...ada, patience: "patent" },
    /:7:15: patience must.*Did you mean "patient"/,
  ],
  ["has a link that is none", { ...ada, think: [3] }, /think\.0 must be the name of a plugin, or an object/],
  ["has a link without plugin", { ...ada, think: [{ model: "x" }] }, /think\.0 needs "plugin"\./],
  [
    "has a wrong link",
    { ...ada, tts: ["a", { plugin: "b", voise: "x" }] },
    /"tts\.1\.voise"\. Did you mean "voice"/,
  ],
  ["lacks a sentence", { name: "ada", languages: ["en"] }, /:1:1: the persona needs "about"\./],
  ["has a list for a word", { ...ada, prompt: ["x"] }, /prompt must be string, and it is a list\./],
  ["is named otherwise", { ...ada, name: "eve" }, /:2:11: the name must be "ada", as the file is called\./],
])("that %s is refused with its place", async (_what, value, message) => {
  await expect(read(value)).rejects.toMatchObject({
    code: "PERSONA_INVALID",
    message: expect.stringMatching(message),
  });
});

it("tells all mistakes at once, five at most", async () => {
  const wrong = { ...ada, a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 };
  await expect(read(wrong)).rejects.toMatchObject({
    message: expect.stringMatching(/"a"[\s\S]*"e"[\s\S]*and 1 more$/),
  });
});

it("whatever stands in the file, it is a persona or a coded fault", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
      const outcome = await readText(text).catch((error: { code?: string }) => error.code);
      expect(outcome).toBe("PERSONA_INVALID");
    }),
    { numRuns: 50 },
  );
});

it("is a .json that is no schema and not hidden", async () => {
  for (const name of ["b.json", "a.json", "x.schema.json", ".c.json", "d.txt"])
    await writeFile(join(folder, name), "");
  expect(await personaFiles(folder)).toEqual([join(folder, "a.json"), join(folder, "b.json")]);
  expect(await personaFiles(join(folder, "none"))).toEqual([]);
});
