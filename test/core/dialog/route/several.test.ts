/** Which sentences are several commands, and which only have an "and" in them. */
import { expect, it } from "vitest";
import { pointedToAll, severalIn } from "../../../../core/dialog/route/several.ts";
import { readerOf, shortly } from "./kit.ts";

const one = undefined;
it.each<[string, string, readonly string[] | undefined]>([
  [
    "en",
    "turn on the desk lamp and set a timer for five minutes",
    ["devices/switch lamp on", "timer/set 300000"],
  ],
  ["en", "turn off the lights and the fan", ["devices/switch light off", "devices/switch fan off"]],
  ["en", "turn the lights and the fan off", ["devices/switch light off", "devices/switch fan off"]],
  [
    "en",
    "turn off the lights, the fan and the tv",
    ["devices/switch light off", "devices/switch fan off", "devices/switch tv off"],
  ],
  [
    "en",
    "Turn on the desk lamp, then lock the front door, and play some jazz.",
    ["devices/switch lamp on", "devices/lock lock door", "other/play some jazz"],
  ],
  ["en", "turn on the desk lamp. lock the front door.", ["devices/switch lamp on", "devices/lock lock door"]],
  [
    "en",
    "turn on the desk lamp and set it to twenty percent",
    ["devices/switch lamp on", "devices/brightness lamp 20"],
  ],
  [
    "en",
    "turn on the lights in the kitchen and the bedroom",
    ["devices/switch kitchen light on", "devices/switch bedroom light on"],
  ],
  ["en", "add milk and eggs to the shopping list", one],
  [
    "en",
    "add milk and eggs to the shopping list and turn on the desk lamp",
    ["other/add milk and eggs", "devices/switch lamp on"],
  ],
  ["en", "remind me to call mum and dad", one],
  ["en", "remind me to call mum and turn off the lights", one],
  [
    "en",
    "turn off the lights and remind me to call mum and dad",
    ["devices/switch light off", "reminder/set call mum and dad"],
  ],
  ["en", "play jazz and turn on the desk lamp", ["other/play jazz", "devices/switch lamp on"]],
  ["en", "play simon and garfunkel", one],
  ["en", "set a timer for one hour and thirty minutes", one],
  [
    "en",
    "set a timer for one hour and thirty minutes and turn on the desk lamp",
    ["timer/set 5400000", "devices/switch lamp on"],
  ],
  ["en", "what is five and six", one],
  ["en", "what is five plus six and seven", one],
  ["en", "wake me at seven and at eight", ["other/wake 7", "other/wake 8"]],
  ["en", "turn off the lights and juggle", one],
  ["en", "switch on the desk lamp and the radio", ["devices/switch lamp on", "radio/on"]],
  ["en", "turn off the lights and", one],
  ["en", "turn off the lights", one],
  ["en", "and", one],
  [
    "de",
    "mach das Licht an und stell einen Timer auf fünf Minuten",
    ["devices/switch light on", "timer/set 300000"],
  ],
  ["de", "mach das Licht und den Ventilator aus", ["devices/switch light off", "devices/switch fan off"]],
  ["de", "mach das Licht aus und den Ventilator an", ["devices/switch light off", "devices/switch fan on"]],
  [
    "de",
    "Mach das Licht aus, dann die Stehlampe an und danach stell einen Timer auf eine Stunde",
    ["devices/switch light off", "devices/switch stehlampe on", "timer/set 3600000"],
  ],
  ["de", "setz Milch und Eier auf die Einkaufsliste", one],
  ["fr", "allume la lampe et le ventilateur", one],
])("%s: %s", (language, text, wanted) => {
  expect(severalIn(readerOf(language), text, undefined)?.map(shortly)).toEqual(wanted);
});

it.each<[string, string, string, readonly string[] | undefined]>([
  [
    "en",
    "turn on the desk lamp and the tv",
    "turn them off",
    ["devices/switch lamp off", "devices/switch tv off"],
  ],
  [
    "en",
    "turn on the desk lamp and the tv",
    "turn both of them off again",
    ["devices/switch lamp off", "devices/switch tv off"],
  ],
  [
    "de",
    "mach das Licht und den Ventilator an",
    "mach sie wieder aus",
    ["devices/switch light off", "devices/switch fan off"],
  ],
  ["en", "turn on the desk lamp and lock the front door", "turn them off", one],
  ["en", "turn on the desk lamp and the tv", "turn it off", one],
])("%s: %s … %s", (language, before, text, wanted) => {
  expect(pointedToAll(readerOf(language), text, before)?.map(shortly)).toEqual(wanted);
});

it("takes a pronoun of its first part as the thing of the turn before", () => {
  const reader = readerOf();
  const last = reader.find("turn on the tv");
  expect(severalIn(reader, "turn it off and lock the front door", last)?.map(shortly)).toEqual([
    "devices/switch tv off",
    "devices/lock lock door",
  ]);
});
