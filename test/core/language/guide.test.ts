/** That docs/write-a-skill.md is true: its skill loads, understands its sentences, and its tables say what is said. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, it } from "vitest";
import { placeIn } from "../../../core/host/find.ts";
import { loadAt } from "../../../core/host/load.ts";
import { checkWords } from "../../../core/language/check.ts";
import { renderPhrase } from "../../../core/language/phrases.ts";
import { houseFor } from "../../kit/index.ts";

const guide = await readFile(resolve(import.meta.dirname, "../../../docs/write-a-skill.md"), "utf8");
const block = (kind: string): string => guide.split(`\`\`\`${kind}\n`)[1]?.split("```")[0] ?? "";
const folder = await mkdtemp(join(tmpdir(), "hearsay-guide-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

it("its skill loads and does what its test says", async () => {
  await mkdir(join(folder, "coffee"));
  await writeFile(join(folder, "coffee", "index.ts"), block("ts"));
  await writeFile(join(folder, "coffee", "en.json"), block("json"));
  const place = await placeIn(folder, "coffee", "folder");
  const loaded = place && (await loadAt(place));
  if (loaded?.kind !== "skill") throw new Error("It is no skill.");
  const { skill, words } = loaded;
  for (const file of Object.values(words)) expect(checkWords(file, skill)).toEqual([]);
  await using house = await houseFor(skill, words);
  expect(await house.hear("Could you brew two cups of black coffee, please?")).toMatchObject({
    intent: "brew",
    slots: { cups: 2, strength: "strong" },
    said: ["2 strong ones."],
  });
  expect((await house.hear("three weak coffees")).said).toEqual(["3 coming up, 5 today."]);
  for (const example of words.en?.examples ?? []) expect((await house.hear(example)).intent).toBe("brew");
});

it("its table of formats is what is said", () => {
  const at = Date.UTC(2026, 10, 20, 19, 5);
  const values = {
    duration: 310_000,
    time: at,
    date: at,
    when: { at: Date.UTC(2026, 10, 21, 7), now: at },
    repeat: { unit: "week", every: 1, days: [1, 2, 3, 4, 5], hour: 7, minute: 0, timeZone: "UTC" },
    number: 1234.5,
    percent: 50,
    list: ["a", "b", "c"],
  };
  for (const [format, value] of Object.entries(values)) {
    const row = guide.split("\n").find((line) => line.startsWith(`| \`${format}\``)) ?? "";
    const [, , , en, de] = row.split("|").map((cell) => cell.trim());
    const say = (language: string) =>
      renderPhrase(`{x:${format}}`, { x: value }, { language, timeZone: "UTC" });
    expect([say("en"), say("de")]).toEqual([en, de]);
  }
});
