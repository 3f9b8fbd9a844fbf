/** All skills that come with the house and have sentences of their own, for tests that go over all of them. */
import { readdirSync, readFileSync } from "node:fs";
import type { Skill, SkillWords } from "hearsay";

const folder = new URL("../../skills/", import.meta.url);

export interface Shipped {
  readonly name: string;
  readonly skill: Skill;
  readonly words: Readonly<Record<string, SkillWords>>;
}

async function shippedSkill(name: string): Promise<Shipped> {
  const place = new URL(`${name}/`, folder);
  const { default: skill } = (await import(new URL("index.ts", place).href)) as { default: Skill };
  const files = readdirSync(place).filter((file) => file.endsWith(".json"));
  const words = files.map((file) => {
    return [file.replace(".json", ""), JSON.parse(readFileSync(new URL(file, place), "utf8")) as SkillWords];
  });
  return { name, skill, words: Object.fromEntries(words) };
}

export async function shippedSkills(): Promise<readonly Shipped[]> {
  const all = await Promise.all(readdirSync(folder).map(shippedSkill));
  return all.filter(({ skill }) => Object.keys(skill.intents).length > 0);
}
