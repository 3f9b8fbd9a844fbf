/** Finds a list by its name, and says its name. */
import type { SkillContext } from "hearsay";
import { allLists, findList, type List } from "./store.ts";

/** As many choices as a question may have. */
const mostAsked = 64;

/** A list's name with the word for list, as the language has it. */
export const spoken = (context: SkillContext, name: string): string =>
  name === "shopping" || name === "todo"
    ? context.phrase(`the-${name}`)
    : context.phrase("the-list", { name: written(name, context.language) });

/** German names are nouns, however a recogniser wrote them. */
const written = (name: string, language: string): string =>
  /^de\b/i.test(language) ? name.replace(/^\p{L}/u, (first) => first.toUpperCase()) : name;

/** The phrase of one thing, and of several. */
export const numbered = (phrase: string, count: number): string => (count === 1 ? `${phrase}-one` : phrase);

/** The name of the one list that is meant of these, by asking; undefined: there is none, or nobody said which. */
export async function whichOf(context: SkillContext, lists: readonly List[]): Promise<string | undefined> {
  const [only, ...others] = lists;
  if (others.length === 0) return only?.name;
  const choices = lists.slice(0, mostAsked).map(({ name }) => ({
    id: name,
    names: [spoken(context, name), name, context.phrase("in-one-word", { name })],
  }));
  return await context.askChoice("which", choices);
}

/** The list, or words for that there is none. The shopping and the to-do list are there before anything is on them. */
export async function there(context: SkillContext, name: string): Promise<List | undefined> {
  const found = await findList(context, name);
  if (found) return found;
  if (name === "shopping" || name === "todo") return { name, items: [] };
  const names = (await allLists(context)).map((one) => spoken(context, one.name));
  await context.say(names.length === 0 ? "unknown-none" : "unknown", { list: spoken(context, name), names });
  return undefined;
}
