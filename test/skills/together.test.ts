/** What timers, alarms, reminders and lists are asked, with all skills loaded: each sentence goes where it belongs. */
import { expect, it } from "vitest";
import { createLanguage } from "../../core/language/index.ts";
import { flat } from "../../plugins/virtual-home/flat.ts";
import { shippedSkills } from "./words.ts";

const language = createLanguage();
language.setPlaces(flat("en"));
for (const { name, skill, words } of await shippedSkills()) {
  const intents = Object.entries(skill.intents).map(([intent, { about, slots }]) => [
    intent,
    { about, slots: { ...slots } },
  ]);
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

it.each([
  ["en", "stop", "stop/stop"],
  ["en", "stop it", "stop/stop"],
  ["en", "never mind", "stop/never"],
  ["en", "cancel that", "stop/never"],
  ["en", "cancel the timer", "timer/cancel"],
  ["en", "stop the timer", "timer/cancel"],
  ["en", "cancel the alarm", "alarm/cancel"],
  ["en", "stop the alarm", "alarm/stop"],
  ["en", "turn off the alarm", "alarm/cancel"],
  ["en", "cancel the reminder", "reminder/cancel"],
  ["en", "cancel my timers", "timer/clear"],
  ["en", "cancel all alarms", "alarm/clear"],
  ["en", "delete all reminders", "reminder/clear"],
  ["en", "clear my list", "list/clear"],
  ["en", "what's on my list", "list/read"],
  ["en", "what's on my shopping list", "list/read"],
  ["en", "what are my reminders", "reminder/list"],
  ["en", "what are my timers", "timer/list"],
  ["en", "what alarms do i have", "alarm/list"],
  ["en", "add two minutes to the timer", "timer/add"],
  ["en", "add milk to the list", "list/add"],
  ["en", "add milk to the shopping list", "list/add"],
  ["en", "set an alarm for ten minutes", "alarm/set"],
  ["en", "set a timer for ten minutes", "timer/set"],
  ["en", "set an alarm for seven", "alarm/set"],
  ["en", "set a reminder for seven to call mum", "reminder/set"],
  ["en", "remind me to set a timer tomorrow at eight", "reminder/set"],
  ["en", "remind me to add milk to the shopping list tomorrow", "reminder/set"],
  ["en", "add remind john to my to do list", "list/add"],
  ["en", "pause the timer", "timer/pause"],
  ["en", "resume the timer", "timer/resume"],
  ["en", "how long is left", "timer/status"],
  ["en", "ten more minutes", "alarm/snooze"],
  ["en", "snooze", "alarm/snooze"],
  ["en", "take out the trash", undefined],
  ["en", "i need to buy a new house", "list/add"],
  ["en", "we need milk", "list/add"],
  ["en", "we need more light", "lights/dim"],
  ["en", "i need more time", "list/need"],
  ["en", "i need help", "help/overview"],
  ["en", "remind me on the last friday in november to pay the rent", "reminder/set"],
  ["en", "wake me on the first monday of next month at six", "alarm/set"],
  ["de", "Wir brauchen Milch", "list/add"],
  ["de", "Wir brauchen mehr Licht", "lights/dim"],
  ["de", "Ich brauche noch Zeit", "list/need"],
  ["de", "Erinnere mich am letzten Freitag im November an die Miete", "reminder/set"],
  ["de", "Stopp", "stop/stop"],
  ["de", "Stopp den Timer", "timer/cancel"],
  ["de", "Stopp den Wecker", "alarm/stop"],
  ["de", "Mach den Wecker aus", "alarm/cancel"],
  ["de", "Wecker aus", "alarm/stop"],
  ["de", "Lösch den Timer", "timer/cancel"],
  ["de", "Lösch den Wecker", "alarm/cancel"],
  ["de", "Lösch die Erinnerung", "reminder/cancel"],
  ["de", "Lösch die Einkaufsliste", "list/delete"],
  ["de", "Was steht auf der Liste?", "list/read"],
  ["de", "Halt den Timer an", "timer/pause"],
  ["de", "Noch zehn Minuten", "alarm/snooze"],
  ["de", "Noch zehn Minuten mehr auf den Timer", "timer/add"],
  ["de", "Erinnere mich morgen an den Timer", "reminder/set"],
  ["de", "Vergiss es", "stop/never"],
])("%s: %s", (tag, sentence, expected) => {
  const match = language.match(sentence, tag);
  expect(match && `${match.skill}/${match.intent}`).toBe(expected);
});
