/** What people really say, judged with all skills loaded: the right skill takes it, and nobody takes what no skill can do. */
import { expect, it } from "vitest";
import { placesOf } from "../../core/dialog/lexicon.ts";
import { createLanguage } from "../../core/language/index.ts";
import { flat } from "../../plugins/virtual-home/flat.ts";
import { shippedSkills } from "./words.ts";

const language = createLanguage();
language.setPlaces(placesOf([flat("en")], new Map()));
for (const { name, skill, words } of await shippedSkills()) {
  const intents = Object.entries(skill.intents).map(([intent, { about, slots }]) => {
    const kinds = Object.entries(slots).map(([slot, { kind, optional }]) => [slot, { kind, optional }]);
    return [intent, { about, slots: Object.fromEntries(kinds) }];
  });
  const languages = Object.entries(words).map(([tag, { hear, lists = {}, rules = {}, examples = [] }]) => {
    return [tag, { hear, lists, rules, examples }];
  });
  language.setSkill({
    name,
    about: skill.about,
    instance: name,
    intents: Object.fromEntries(intents),
    languages: Object.fromEntries(languages),
    deadline: 8000,
    bootId: "b",
  });
}
const conflicts = [...language.conflicts()]
  .flat()
  .map(
    ({ sentence, skill, intent, other }) => `${sentence}: ${skill}/${intent}, ${other.skill}/${other.intent}`,
  );

it("no two skills claim one sentence", () => expect(conflicts).toEqual([]));

// Spoken commands of people in real homes: the transcripts of the clips that ship with speech-to-phrase and others.
it.each([
  ["lock the front door", "locks/lock"],
  ["turn off lights in the office", "devices/switch"],
  ["is the front door locked", "status/query"],
  ["what time is it", "clock/time"],
  ["turn off all of the lights in the office", "devices/switch"],
  ["set a timer for thirty seconds", "timer/set"],
  ["timer status", "timer/status"],
  ["turn on standing light", "devices/switch"],
  ["set a timer for ten minutes", "timer/set"],
  ["turn on the lamp", "devices/switch"],
  ["would you please turn on the living room lamp", "devices/switch"],
  ["turn on the living room lamp", "devices/switch"],
  ["turn off dining room", "devices/switch"],
  ["turn the standing light in the office on", "devices/switch"],
  ["turn off all of the lights in the kitchen", "devices/switch"],
  ["turn off the bathroom lights", "devices/switch"],
  ["lower curtains", "covers/move"],
  ["what's the weather", "weather/weather"],
  ["what is the outdoor humidity", undefined],
  ["resume", "media/control"],
  ["activate mood lighting", undefined],
  ["what is the temperature", "climate/temperature"],
  ["raise the temperature by twelve degrees", "climate/change"],
  ["i'd like a medium double shot latte with sugar", undefined],
  ["can i have a small latte with soy milk", undefined],
  ["give me a double shot small latte with brown sugar", undefined],
  ["the cat sat on the mat", undefined],
])("%s", (sentence, expected) => {
  const match = language.match(sentence, "en");
  expect(match && `${match.skill}/${match.intent}`).toBe(expected);
});
