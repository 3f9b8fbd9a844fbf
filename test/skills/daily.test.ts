/** What people ask every day, with all skills loaded: each sentence goes to the skill it is for. */
import { expect, it } from "vitest";
import { placesOf } from "../../core/dialog/lexicon.ts";
import { flat } from "../../plugins/virtual-home/flat.ts";
import { languageFor } from "../kit/language-for.ts";
import { shippedSkills } from "./words.ts";

const mine = ["calculator", "clock", "news", "smalltalk", "stopwatch", "units", "weather"];
const { language, conflicts } = languageFor(await shippedSkills());
language.setPlaces(placesOf([flat("en")], new Map()));

it("shares no sentence with another skill", () => {
  const ours = conflicts.filter(({ skill, other }) => mine.includes(skill) || mine.includes(other.skill));
  expect(ours.map(({ sentence, skill, other }) => `${sentence}: ${skill}, ${other.skill}`)).toEqual([]);
});

it.each([
  ["en", "what's the weather", "weather/weather"],
  ["en", "what is the temperature", "climate/temperature"],
  ["en", "what's the temperature in the kitchen", "climate/temperature"],
  ["en", "what's the temperature in Berlin", "weather/temperature"],
  ["en", "how warm is it outside", "weather/temperature"],
  ["en", "is it cold in the kitchen", "climate/temperature"],
  ["en", "what is 5 plus 3", "calculator/work"],
  ["en", "what's 20 percent of 50", "calculator/part"],
  ["en", "set the volume to 20 percent", "volume/set"],
  ["en", "turn on half of the lights", "devices/unknown"],
  ["en", "add 5 and 3", "calculator/two"],
  ["en", "add five minutes to the timer", "timer/add"],
  ["en", "add milk to my list", "list/add"],
  ["en", "open the curtain", "covers/move"],
  ["en", "open bracket 2 plus 3 close bracket times 4", "calculator/begin"],
  ["en", "what time is it in Tokyo", "clock/place"],
  ["en", "what's the time in ten minutes", "clock/later"],
  ["en", "how many minutes are left on the timer", "timer/status"],
  ["en", "how many minutes in an hour", "units/convert"],
  ["en", "how many days until christmas", "clock/until"],
  ["en", "how many days are in a year", "units/convert"],
  ["en", "how many lights are on", "status/count"],
  ["en", "how many ounces are in a pound", "units/convert"],
  ["en", "how long until christmas", "clock/until"],
  ["en", "how long until the timer is done", "timer/status"],
  ["en", "how loud are you", "volume/ask"],
  ["en", "how are you", "smalltalk/how"],
  ["en", "start the stopwatch", "stopwatch/start"],
  ["en", "start the timer", "timer/incomplete"],
  ["en", "stop the stopwatch", "stopwatch/stop"],
  ["en", "stop", "stop/stop"],
  ["en", "what's new", "news/headlines"],
  ["en", "more news", "news/more"],
  ["en", "tell me more about the second one", "news/detail"],
  ["en", "tell the kitchen dinner is ready", "announce/room"],
  ["en", "tell me a joke", "smalltalk/joke"],
  ["en", "what can you do", "help/overview"],
  ["en", "what can't you do", "smalltalk/limits"],
  ["en", "what did you say", "repeat/again"],
  ["en", "five minutes in seconds", "units/convert"],
  ["en", "when does the sun set", "weather/sunset"],
  ["en", "when is easter", "clock/day"],
  ["en", "what is love", undefined],
  ["en", "double the brightness", undefined],
  ["de", "Wie warm ist es in der Küche?", "climate/temperature"],
  ["de", "Wie warm ist es in Berlin?", "weather/temperature"],
  ["de", "Ist es kalt draußen?", "weather/temperature"],
  ["de", "Was ist fünf plus drei?", "calculator/work"],
  ["de", "Die Hälfte von 20", "calculator/part"],
  ["de", "Mach die Hälfte der Lichter an", "devices/unknown"],
  ["de", "Wie spät ist es in Tokio?", "clock/place"],
  ["de", "Wie spät ist es in zehn Minuten?", "clock/later"],
  ["de", "Wie viele Minuten hat eine Stunde?", "units/convert"],
  ["de", "Wie viele Minuten noch?", "timer/status"],
  ["de", "Wie viele Lampen sind an?", "status/count"],
  ["de", "Wie viele Tage bis Weihnachten?", "clock/until"],
  ["de", "Starte die Stoppuhr", "stopwatch/start"],
  ["de", "Was gibt es Neues?", "news/headlines"],
  ["de", "Lies mir die Nachrichten vor", "news/headlines"],
  ["de", "Lies mir die Einkaufsliste vor", "list/read"],
  ["de", "Sag der Küche, das Essen ist fertig", "announce/room"],
  ["de", "Wer bist du?", "smalltalk/who"],
  ["de", "Was kannst du?", "help/overview"],
  ["de", "Was kannst du nicht?", "smalltalk/limits"],
  ["de", "Zwei Pfund in Gramm", "units/convert"],
  ["de", "Wann geht die Sonne unter?", "weather/sunset"],
  ["de", "Wetter", "weather/weather"],
])("%s: %s", (tag, sentence, expected) => {
  const match = language.match(sentence, tag);
  expect(match && `${match.skill}/${match.intent}`).toBe(expected);
});
