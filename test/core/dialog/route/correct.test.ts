/** What is taken back and said anew, in one breath or after the turn before. */
import { expect, it } from "vitest";
import { completed, followedUp } from "../../../../core/dialog/route/again.ts";
import { corrected } from "../../../../core/dialog/route/correct.ts";
import { readerOf, shortly } from "./kit.ts";

it.each<[string, string | undefined, string, string | undefined]>([
  ["en", undefined, "turn on the desk lamp no wait the fan", "devices/switch fan on"],
  ["en", undefined, "Turn the desk lamp on. No wait, turn it off.", "devices/switch lamp off"],
  ["en", undefined, "set a timer for five minutes no wait ten minutes", "timer/set 600000"],
  ["en", "set a timer for five minutes", "no ten minutes", "timer/set 600000"],
  ["en", "turn on the desk lamp", "no, the fan", "devices/switch fan on"],
  ["en", "turn on the desk lamp", "no lock the front door", "devices/lock lock door"],
  ["en", "what time is it in tokyo", "no turn on the fan", undefined],
  ["en", undefined, "no the fan", undefined],
  ["en", "turn on the desk lamp", "no", undefined],
  ["en", undefined, "remind me to say no to bob", undefined],
  ["en", "set a timer for five minutes", "no, I said fifteen", "timer/set 900000"],
  ["en", "set a timer for five minutes", "I meant fifteen minutes", "timer/set 900000"],
  ["en", "set a timer for five minutes", "not five, fifteen minutes", "timer/set 900000"],
  ["en", "set a timer for 5 minutes", "fifteen, not five", "timer/set 900000"],
  ["en", "set a timer for five minutes", "no, not five but ten", "timer/set 600000"],
  ["en", "set a timer for five minutes", "make that ten", "timer/set 600000"],
  ["en", "set a pasta timer for ten minutes", "make that twelve", "timer/set 720000 pasta"],
  ["en", "add milk to the shopping list", "no, bread", undefined],
  ["en", "turn on the bedroom light", "no, the kitchen", "devices/switch kitchen light on"],
  ["en", "turn on the bedroom light", "I meant the kitchen", "devices/switch kitchen light on"],
  ["en", "turn on the desk lamp", "not the tv, the fan", undefined],
  ["de", "stell einen timer auf fünf minuten", "nein, ich sagte fünfzehn", "timer/set 900000"],
  ["de", "stell einen timer auf fünf minuten", "nicht fünf sondern fünfzehn minuten", "timer/set 900000"],
  ["de", undefined, "mach die Stehlampe an nein warte den Ventilator", "devices/switch fan on"],
  ["de", "mach die Stehlampe an", "nein den Ventilator", "devices/switch fan on"],
])("%s: %s … %s", (language, before, text, wanted) => {
  const reader = readerOf(language);
  const found = corrected(reader, text, before === undefined ? undefined : reader.find(before));
  expect(found && shortly(found)).toBe(wanted);
});

it.each<[string, string, string | undefined]>([
  ["turn on the lights", "in the kitchen", "devices/switch kitchen light on"],
  ["turn on the desk lamp", "in the kitchen please", "devices/switch kitchen lamp on"],
  ["what time is it in tokyo", "lunch", undefined],
  ["add milk to the shopping list", "and so on", undefined],
])("what was left open: %s … %s", (before, text, wanted) => {
  const reader = readerOf();
  const found = completed(reader, text, reader.find(before));
  expect(found && shortly(found)).toBe(wanted);
});

it("takes a sentence of the same kind as it is", () => {
  const reader = readerOf();
  const found = followedUp(
    reader,
    "and set a timer for ten minutes",
    reader.find("set a timer for five minutes"),
  );
  expect(found && shortly(found)).toBe("timer/set 600000");
});

it("leaves politeness in the middle out where nothing is understood with it", () => {
  const found = readerOf("de").find("mach die Stehlampe bitte mal wieder an");
  expect(found && shortly(found)).toBe("devices/switch stehlampe on");
});
