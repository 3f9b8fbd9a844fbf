/** All skills of a test in one language engine: compiled once a process, because that is most of what such a test costs. */
import { stateOf } from "../../core/host/serve/skill.ts";
import { type Conflict, createLanguage, type Language } from "../../core/language/index.ts";
import type { HouseOptions } from "./house-for.ts";

export interface Together {
  readonly language: Language;
  /** Sentences that two of them claim. */
  readonly conflicts: readonly Conflict[];
}

type Skills = NonNullable<HouseOptions["others"]>;
const known: { readonly skills: Skills; readonly together: Together }[] = [];

/** The same for the same skills, in whatever order. */
export function languageFor(skills: Skills): Together {
  const same = (others: Skills): boolean =>
    others.length === skills.length &&
    skills.every(({ skill }) => others.some((other) => other.skill === skill));
  const there = known.find((one) => same(one.skills));
  if (there) return there.together;
  const language = createLanguage();
  for (const { skill, words } of skills) language.setSkill(stateOf(skill, words, skill.name, "test"));
  const together = { language, conflicts: [...language.conflicts()].flat() };
  known.push({ skills, together });
  return together;
}
