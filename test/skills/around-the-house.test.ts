/** How people really ask a house, with all skills loaded: each sentence goes to the skill it is for, in both languages. */
import { expect, it } from "vitest";
import { placesOf } from "../../core/dialog/lexicon.ts";
import { createLanguage } from "../../core/language/index.ts";
import { flat } from "../../plugins/virtual-home/flat.ts";
import de from "./asked/de.json" with { type: "json" };
import en from "./asked/en.json" with { type: "json" };
import { shippedSkills } from "./words.ts";

const skills = await shippedSkills();
const languages = new Map(
  (["en", "de"] as const).map((tongue) => {
    const language = createLanguage();
    language.setPlaces(placesOf([flat(tongue)], new Map([["nook", "reading nook"]])));
    for (const { name, skill, words } of skills) {
      const intents = Object.entries(skill.intents).map(([intent, { about, slots }]) => [
        intent,
        { about, slots: { ...slots } },
      ]);
      const spoken = Object.entries(words).map(([tag, { hear, lists = {}, rules = {}, examples = [] }]) => {
        return [tag, { hear, lists, rules, examples }];
      });
      language.setSkill({
        name,
        about: skill.about,
        instance: name,
        intents: Object.fromEntries(intents),
        languages: Object.fromEntries(spoken),
        deadline: 8000,
        bootId: "b",
      });
    }
    return [tongue as string, language] as const;
  }),
);

const asked: readonly (readonly [language: string, owner: string, sentences: readonly string[]])[] = [
  ...Object.entries(en).map(([owner, sentences]) => ["en", owner, sentences] as const),
  ...Object.entries(de).map(([owner, sentences]) => ["de", owner, sentences] as const),
];

it.each(asked)("%s: %s", (tongue, owner, sentences) => {
  const found = sentences.map((sentence) => {
    const match = languages.get(tongue)?.match(sentence, tongue);
    return `${sentence}: ${match && `${match.skill}/${match.intent}`}`;
  });
  expect(found).toEqual(sentences.map((sentence) => `${sentence}: ${owner}`));
});
