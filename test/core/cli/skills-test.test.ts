/** What `hearsay skills test` says of a skill on disk: its words, its examples, and what others claim too. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Io } from "../../../core/cli/command.ts";
import { skills } from "../../../core/cli/commands/skills.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearsay-skills-"));
  await mkdir(join(folder, "node_modules"));
  await symlink(
    fileURLToPath(new URL("../../../", import.meta.url)),
    join(folder, "node_modules", "hearsay"),
  );
});
afterAll(() => rm(folder, { recursive: true }));

const code = `import { defineSkill, slot } from "hearsay";
export default defineSkill({ name: "NAME", about: "Brews.", intents: {
  brew: { about: "Brews.", slots: { cups: slot.number() }, async run({ say }) { await say("done"); } } } });`;
const words = { hear: { brew: ["brew {cups} teapots"] }, say: { done: ["Done."] } };

async function tested(name: string, file: object): Promise<{ code: number; out: string }> {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, "index.ts"), code.replace("NAME", name));
  await writeFile(join(folder, name, "en.json"), JSON.stringify(file, null, 2));
  const out: string[] = [];
  const io: Io = {
    out: (text) => void out.push(text),
    err: () => {},
    status: () => {},
    signal: new AbortController().signal,
    env: { HEARSAY_DATA: join(folder, "data") },
  };
  const exit = await skills.run({ values: {}, positionals: ["test", join(folder, name)], io });
  return { code: exit, out: out.join("\n").replaceAll(folder, "") };
}

test.each<[string, object, number, string]>([
  [
    "good",
    { ...words, examples: ["Brew two teapots."] },
    0,
    'ok     en: "Brew two teapots." goes to good/brew',
  ],
  ["deaf", { ...words, examples: ["Make tea."] }, 1, 'wrong  en: "Make tea." goes to nobody'],
  [
    "mute",
    { ...words, say: {} },
    1,
    '/mute/en.json:7: the phrase "done" is missing from "say"; index.ts:3 says it.',
  ],
  ["thief", { ...words, hear: { brew: ["brew {cups}"], stop: ["stop"] } }, 1, 'has no intent "stop"'],
  ["odd", { ...words, hear: { brew: ["brew {mugs}"] } }, 1, "/odd/en.json:4: /hear/brew/0"],
])("%s", async (name, file, code, line) => {
  const result = await tested(name, file);
  expect(result.out).toContain(line);
  expect(result.code).toBe(code);
});
