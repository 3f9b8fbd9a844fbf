/** What points back to the turn before, and what does not. */
import { describe, expect, it } from "vitest";
import { followedUp, isUndo, pointedBack, pointedToPart } from "../../../../core/dialog/route/again.ts";
import { readerOf, shortly } from "./kit.ts";

const nothing = undefined;

describe("a pronoun", () => {
  it.each<[string, string, string, string | undefined]>([
    ["en", "turn on the desk lamp", "turn it off again", "devices/switch lamp off"],
    ["en", "turn on the desk lamp", "Turn it off.", "devices/switch lamp off"],
    ["en", "turn on the desk lamp", "make it brighter", "devices/dim lamp brighter"],
    ["en", "turn on the desk lamp", "set it to twenty percent", "devices/brightness lamp 20"],
    ["en", "turn on the lights in the bedroom", "turn them off", "devices/switch bedroom light off"],
    ["en", "turn on the lights in the bedroom", "turn on the fan there", "devices/switch bedroom fan on"],
    ["en", "is the front door locked", "lock it", "devices/lock lock door"],
    ["en", "turn on the desk lamp", "turn that off", "devices/switch lamp off"],
    ["en", "turn on the desk lamp", "stop it", "devices/stop lamp"],
    ["en", "what time is it in tokyo", "stop it", nothing],
    ["en", "set a pasta timer for ten minutes", "cancel it", "timer/cancel pasta"],
    ["en", "set a timer for ten minutes", "cancel it", "timer/cancel"],
    ["en", "set a timer for ten minutes", "forget it", nothing],
    ["de", "mach die Stehlampe an", "vergiss es", nothing],
    ["en", "turn on the desk lamp", "what time is it", nothing],
    ["en", "what time is it in tokyo", "what time is it", nothing],
    ["en", "turn on the desk lamp", "set it to fifty percent", "devices/brightness lamp 50"],
    ["en", "what time is it in tokyo", "turn it off", nothing],
    ["en", "what time is it in tokyo", "make it brighter", nothing],
    ["en", "turn on the desk lamp", "remind me to turn it off", nothing],
    ["en", "turn on the desk lamp", "turn on the fan", nothing],
    ["en", "turn on the desk lamp", "it is too dark", nothing],
    ["de", "mach die Stehlampe an", "mach es wieder aus", "devices/switch stehlampe off"],
    ["de", "mach die Stehlampe an", "mach sie aus", "devices/switch stehlampe off"],
    ["de", "mach die Stehlampe an", "mach es heller", "devices/dim stehlampe brighter"],
    ["de", "mach das Licht in der Küche an", "mach das wieder aus", "devices/switch kitchen light off"],
    ["de", "mach das Licht in der Küche an", "mach dort den Ventilator an", nothing],
    ["de", "mach das Licht in der Küche an", "mach den Ventilator dort an", "devices/switch kitchen fan on"],
    ["fr", "allume la lampe", "éteins-la", nothing],
  ])("%s: %s … %s", (language, before, text, wanted) => {
    const reader = readerOf(language);
    const last = reader.find(before);
    const found = pointedBack(reader, text, last) ?? pointedBack(reader, text, last, true);
    expect(found && shortly(found)).toBe(wanted);
  });

  it("points to nothing when nothing was done before", () => {
    expect(pointedBack(readerOf(), "turn it off", undefined)).toBeUndefined();
  });
});

const spared = "devices/switch light kitchen off";

describe("a pronoun after an exception", () => {
  it.each<[string, string, string, string | undefined]>([
    ["en", "turn on the lights except in the kitchen", "turn it off", spared],
    ["en", "turn on the lights except in the kitchen", "turn them off again", spared],
    ["en", "turn on the lights except in the kitchen", "make them brighter", nothing],
    [
      "en",
      "turn on the lights except in the kitchen",
      "turn on the fan there",
      "devices/switch fan kitchen on",
    ],
    ["de", "mach die Lichter an außer in der Küche", "mach es aus", spared],
    ["de", "mach die Lichter an außer in der Küche", "mach sie wieder aus", spared],
  ])("%s: %s … %s", (language, before, text, wanted) => {
    const reader = readerOf(language);
    const last = reader.find(before);
    expect(last?.slots).toMatchObject({ notArea: "kitchen" });
    const found = pointedBack(reader, text, last) ?? pointedBack(reader, text, last, true);
    expect(found && shortly(found)).toBe(wanted);
    expect(found?.slots.area).toBeUndefined();
  });
});

describe("a pronoun after several commands", () => {
  const lampOff = "devices/switch lamp off";
  const german = "devices/switch stehlampe off";
  it.each<[string, string, string, string, string | undefined]>([
    ["en", "turn on the desk lamp", "set a timer for five minutes", "turn it off again", lampOff],
    ["en", "set a timer for five minutes", "turn on the desk lamp", "turn it off", lampOff],
    ["en", "turn on the desk lamp", "set a timer for five minutes", "cancel it", "timer/cancel"],
    ["en", "set a timer for five minutes", "turn on the desk lamp", "cancel it", "timer/cancel"],
    ["en", "turn on the tv", "turn on the desk lamp", "turn it off", lampOff],
    ["en", "turn on the tv", "turn on the desk lamp", "open it", nothing],
    ["de", "mach die Stehlampe an", "stell einen Timer auf fünf Minuten", "mach es wieder aus", german],
    ["de", "stell einen Timer auf fünf Minuten", "mach die Stehlampe an", "mach es aus", german],
    ["de", "mach die Stehlampe an", "stell einen Timer auf fünf Minuten", "brich ihn ab", "timer/cancel"],
  ])("%s: %s and %s … %s", (language, first, second, text, wanted) => {
    const reader = readerOf(language);
    const parts = [second, first].flatMap((one) => reader.find(one) ?? []);
    const found = pointedToPart(reader, text, parts);
    expect(found && shortly(found)).toBe(wanted);
  });
});

describe("what takes back", () => {
  it.each([
    ["en", "Cancel it.", true],
    ["en", "cancel that", true],
    ["en", "forget it", false],
    ["de", "brich es ab", true],
    ["de", "vergiss es", false],
  ])("%s: %s", (language, text, wanted) => {
    expect(isUndo(readerOf(language), text)).toBe(wanted);
  });
});

describe("a follow-up", () => {
  it.each<[string, string, string, string | undefined]>([
    ["en", "turn on the lights in the kitchen", "and in the bedroom?", "devices/switch bedroom light on"],
    ["en", "turn on the lights in the kitchen", "what about the bedroom?", "devices/switch bedroom light on"],
    [
      "en",
      "turn on the lights in the kitchen",
      "the same for the bedroom",
      "devices/switch bedroom light on",
    ],
    ["en", "turn on the lights", "and in the kitchen", "devices/switch kitchen light on"],
    ["en", "turn on the lights", "and the fan", "devices/switch fan on"],
    ["en", "turn on the lights", "the fan too", "devices/switch fan on"],
    ["en", "is the front door locked", "and the back door?", "devices/query locked back"],
    ["en", "what is the weather in berlin", "and tomorrow?", "other/weather tomorrow berlin"],
    ["en", "what is the weather in berlin", "what about paris?", "other/weather paris"],
    ["en", "what time is it in tokyo", "and in london", "other/time london"],
    ["en", "set a timer for five minutes", "and for ten minutes", "timer/set 600000"],
    ["en", "add milk to the shopping list", "and eggs", "other/add eggs"],
    ["en", "turn on the lights", "and lock the front door", "devices/lock lock door"],
    ["en", "switch on the desk lamp", "and the radio", "radio/on"],
    ["en", "is the front door locked", "and the safe", nothing],
    ["en", "turn on the lights", "what about lunch", nothing],
    ["en", "turn on the lights", "and", nothing],
    ["en", "turn on the lights", "the bedroom", nothing],
    ["de", "mach das Licht in der Küche an", "und im Schlafzimmer?", "devices/switch bedroom light on"],
    ["de", "mach das Licht an", "und in der Küche?", "devices/switch kitchen light on"],
    ["de", "mach das Licht an", "den Ventilator auch", "devices/switch fan on"],
    ["de", "wie wird das Wetter in Berlin", "und morgen?", "other/weather tomorrow berlin"],
    ["de", "mach das Licht an", "was ist mit dem Mittagessen", nothing],
  ])("%s: %s … %s", (language, before, text, wanted) => {
    const reader = readerOf(language);
    const found = followedUp(reader, text, reader.find(before));
    expect(found && shortly(found).toLowerCase()).toBe(wanted);
  });
});
