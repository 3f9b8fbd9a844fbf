/** The house whose commands the bench speaks to: all skills of the repository, the virtual home, and many more named devices. */
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Messages, Skill, SkillWords } from "hearsay";
import type { GrammarData } from "hearsay/voice";
import type { Lexicon } from "../../../core/dialog/lexicon.ts";
import { grammarOf } from "../../../core/language/grammar/build.ts";
import { createLanguage, type Language, type Match } from "../../../core/language/index.ts";
import { homeOf } from "../../../plugins/virtual-home/home.ts";

const root = resolve(import.meta.dirname, "../../..");
type State = Messages["skill/state"];

export interface House {
  readonly grammar: GrammarData;
  /** The same, as the dialog asks it. */
  readonly lexicon: Pick<Lexicon, "match" | "skill" | "things">;
  /** What a text would do: skill, intent and slots; "" when nothing, or only an apology. */
  deed(text: string): string;
  /** The same house without any template that understands `text`. */
  without(text: string): House;
}

const wakeWords = ["alexa", "hey jarvis", "hey mycroft"];
const adjectives =
  "Anna's,Ben's,attic,garden,cellar,guest,master,loft,porch,patio,pantry,nursery,studio,gym,laundry,garage,balcony,library,closet,corner";
const things = "lamp,lights,spotlight,strip,fan,heater,plug,blinds,speaker,radiator";

/** `names`: devices beside those of the virtual home. `log` is told of skills that do not load. */
export async function houseOf(names: number, log: (text: string) => void): Promise<House> {
  const skills: State[] = [];
  for (const folder of await readdir(join(root, "skills"))) {
    const state = await skillOf(folder).catch((thrown) => log(`${folder} is left out: ${String(thrown)}`));
    if (state) skills.push(state);
  }
  const home = homeOf({ language: "en" });
  const made = adjectives
    .split(",")
    .flatMap((first) => things.split(",").map((thing) => `${first} ${thing}`));
  const devices = made.slice(0, names).map((name, index) => ({
    id: `made_${index}`,
    name,
    kind: "light",
    abilities: ["onoff"],
    exposed: true,
  }));
  return build(skills, { ...home, devices: [...home.devices, ...devices] });
}

function build(skills: readonly State[], home: ReturnType<typeof homeOf>): House {
  const language = createLanguage();
  for (const skill of skills) language.setSkill(skill);
  language.setPlaces(home);
  const grammar = grammarOf({ language: "en", skills, things: home, wakeWords });
  if (!grammar) throw new Error("No skill speaks English.");
  const find = (text: string): Match | undefined => language.match(text, "en", { skip: wakeWords });
  const isDeed = ({ skill, intent }: Match): boolean =>
    skills.find(({ name }) => name === skill)?.intents[intent]?.fallback !== true;
  return {
    grammar,
    lexicon: {
      match: (text, tongue, filter) => language.match(text, tongue, { ...filter, skip: wakeWords }),
      skill: (name) => skills.find((skill) => skill.name === name),
      things: () => home,
    },
    deed(text) {
      const match = find(text);
      return match && isDeed(match) ? JSON.stringify([match.skill, match.intent, match.slots]) : "";
    },
    without(text) {
      let left = skills;
      let now: Language = language;
      for (let match = find(text); match; match = now.match(text, "en", { skip: wakeWords })) {
        const { skill: name, template } = match;
        left = left.map((skill) => (skill.name === name ? withoutTemplate(skill, template) : skill));
        now = createLanguage();
        for (const skill of left) now.setSkill(skill);
        now.setPlaces(home);
      }
      return build(left, home);
    },
  };
}

function withoutTemplate(skill: State, template: string): State {
  const languages = Object.entries(skill.languages).map(([tag, said]) => {
    const hear = Object.entries(said.hear).map(([intent, all]) => [
      intent,
      all.filter((one) => one !== template),
    ]);
    return [tag, { ...said, hear: Object.fromEntries(hear) }];
  });
  return { ...skill, languages: Object.fromEntries(languages) };
}

async function skillOf(folder: string): Promise<State> {
  const path = join(root, "skills", folder);
  const { default: skill } = (await import(pathToFileURL(join(path, "index.ts")).href)) as { default: Skill };
  const words = JSON.parse(await readFile(join(path, "en.json"), "utf8")) as SkillWords;
  const { hear, lists = {}, rules = {} } = words;
  const intents = Object.entries(skill.intents).map(([name, intent]) => {
    const { about, slots, ...facts } = intent;
    const kinds = Object.entries(slots).map(
      ([slot, { maybe: _, ...kind }]: [string, object & { maybe?: unknown }]) => [slot, kind],
    );
    const fallback = "fallback" in facts && facts.fallback === true ? { fallback: true } : {};
    return [name, { about, slots: Object.fromEntries(kinds), ...fallback }];
  });
  return {
    name: skill.name,
    about: skill.about,
    instance: "bench",
    intents: Object.fromEntries(intents),
    languages: { en: { hear, lists, rules, examples: [] } },
    deadline: 8000,
    bootId: "0199a000-0000-7000-8000-000000000000",
  } as unknown as State;
}
