/** What an author is told of mistakes in language files: file, line, and what is missing. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineSkill, type SkillWords, slot } from "hearsay";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lineOf, wordFaults } from "../../../core/host/word-check.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearsay-words-"));
});
afterEach(() => rm(folder, { recursive: true }));

const skill = defineSkill({
  name: "coffee",
  about: "Brews coffee.",
  intents: { brew: { about: "Brews.", slots: { cups: slot.number() }, async run() {} } },
});
const sound: SkillWords = { hear: { brew: ["brew {cups}"] }, say: { done: ["Done."] } };

async function faultsOf(files: Readonly<Record<string, SkillWords>>, code = ""): Promise<string[]> {
  await writeFile(join(folder, "index.ts"), code);
  for (const [language, words] of Object.entries(files)) {
    await writeFile(join(folder, `${language}.json`), JSON.stringify(words, null, 2));
  }
  const faults = await wordFaults(folder, skill, files);
  return faults.map(({ message }) => message.replace(`${folder}/`, ""));
}

test.each<[string, Record<string, SkillWords>, string, string[]]>([
  ["nothing is wrong", { en: sound, de: sound }, 'await say("done");', []],
  [
    "a slot that the intent has not",
    { en: { ...sound, hear: { brew: ["brew {cups}", "brew {mugs}"] } } },
    "",
    ['en.json:5: /hear/brew/1: "brew {mugs}": the intent brew has no slot {mugs}'],
  ],
  [
    "an intent that the skill has not",
    { en: { ...sound, hear: { brew: ["brew {cups}"], boil: ["boil"] } } },
    "",
    ['en.json:7: /hear/boil/0: "boil": the skill coffee has no intent "boil"'],
  ],
  [
    "a phrase that the code says",
    { en: sound },
    '// first\nawait say("done");\nawait say("failed", {});',
    ['en.json:1: the phrase "failed" is missing from "say"; index.ts:3 says it.'],
  ],
  [
    "a phrase that another language has",
    { de: { ...sound, say: {} }, en: sound },
    "",
    ['de.json:1: the phrase "done" is missing from "say"; another language of the skill has it.'],
  ],
])("%s", async (_name, files, code, expected) => {
  const faults = await faultsOf(files, code);
  expect(faults.map((one) => one.replace(/json:\d+: the phrase/, "json:1: the phrase"))).toEqual(expected);
});

test.each([
  ["/a/1", 3],
  ["/b", 5],
  ["/b/nowhere", 5],
  ["/~1x~0", 6],
  ["", 1],
])("the line of %s is %i", (pointer, line) => {
  expect(lineOf('{\n  "a": [1,\n    2],\n  "c": 0,\n  "b": {},\n  "/x~": 1\n}', pointer)).toBe(line);
});
