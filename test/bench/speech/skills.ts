/** The sentence engine with all skills of the repository and the virtual home: which skill a sentence goes to. */
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Skill, SkillWords } from "hearsay";
import { createLanguage, type Language } from "../../../core/language/index.ts";
import { homeOf } from "../../../plugins/virtual-home/home.ts";

const root = resolve(import.meta.dirname, "../../..");

export async function languageOf(tag: string): Promise<Language> {
  const language = createLanguage();
  for (const folder of await readdir(join(root, "skills"))) {
    const path = join(root, "skills", folder);
    const { default: skill } = (await import(pathToFileURL(join(path, "index.ts")).href)) as {
      default: Skill;
    };
    const words = JSON.parse(await readFile(join(path, `${tag}.json`), "utf8")) as SkillWords;
    language.setSkill(stateOf(skill, tag, words));
  }
  language.setPlaces(homeOf({ language: tag as "en" }));
  return language;
}

/** As the hub's retained skill/state has it; what only a running one has is left at a value. */
function stateOf(skill: Skill, tag: string, { hear, lists = {}, rules = {}, examples = [] }: SkillWords) {
  const intents = Object.entries(skill.intents).map(([name, { about, slots }]) => {
    const kinds = Object.entries(slots).map(([slot, { kind, optional }]) => [slot, { kind, optional }]);
    return [name, { about, slots: Object.fromEntries(kinds) }];
  });
  return {
    name: skill.name,
    about: skill.about,
    instance: "bench",
    intents: Object.fromEntries(intents),
    languages: { [tag]: { hear, lists, rules, examples } },
    deadline: 8000,
    bootId: "0199a000-0000-7000-8000-000000000000",
  } as Parameters<Language["setSkill"]>[0];
}
