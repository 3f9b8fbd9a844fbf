/** What skills do can be taken back: after it the house is as it was before. */
import { beforeAll, expect, it } from "vitest";
import { houseFor } from "../kit/house-for.ts";
import { type Shipped, shippedSkills } from "./words.ts";

let skills: readonly Shipped[];
beforeAll(async () => {
  skills = await shippedSkills();
});
const open = (name: string) => {
  const found = skills.find((one) => one.name === name);
  if (!found) throw new Error(`no skill ${name}`);
  return houseFor(found.skill, found.words);
};

it.each([
  ["timer", [], "set a timer for five minutes", "which timers are running"],
  ["timer", ["set a timer for five minutes"], "cancel the timer", "which timers are running"],
  ["timer", ["set a timer for five minutes"], "add two minutes to the timer", "which timers are running"],
  ["timer", ["set a timer for five minutes"], "pause the timer", "which timers are running"],
  ["alarm", [], "set an alarm for 7 am", "what alarms do I have"],
  ["alarm", ["set an alarm for 7 am"], "cancel the alarm", "what alarms do I have"],
  ["alarm", ["set an alarm for 7 am"], "move the alarm to 8 am", "what alarms do I have"],
  ["alarm", ["set an alarm for 7 am every day"], "cancel the alarm", "what alarms do I have"],
  ["alarm", ["set an alarm for 7 am every day"], "skip the next alarm", "when is my next alarm"],
  ["reminder", [], "remind me to call mum at 5 pm", "what are my reminders"],
  ["reminder", ["remind me to call mum at 5 pm"], "delete the next reminder", "what are my reminders"],
  ["list", ["add milk to the shopping list"], "add eggs to the shopping list", "what's on the shopping list"],
  [
    "list",
    ["add milk to the shopping list"],
    "remove milk from the shopping list",
    "what's on the shopping list",
  ],
  ["volume", ["set the volume to 40 percent"], "set the volume to 70 percent", "what's the volume"],
])("%s %j: %s", async (name, before, deed, question) => {
  await using house = await open(name);
  for (const text of before) await house.hear(text);
  // An answer has several forms, one after the other.
  const was: string[] = [];
  for (let form = 0; form < 4; form++) was.push((await house.hear(question)).said.join(" "));
  expect(was).not.toContain("");
  expect((await house.hear(deed)).outcome).toBe("done");
  expect(was).not.toContain((await house.hear(question)).said.join(" "));
  expect((await house.undo())?.outcome).toBe("done");
  expect(was).toContain((await house.hear(question)).said.join(" "));
});

it("which timer is meant is asked, and answered in the same breath", async () => {
  await using house = await open("timer");
  await house.hear("set a pasta timer for five minutes");
  await house.hear("set a timer for ten minutes");
  expect((await house.say("cancel the timer")).outcome).toBe("asked");
  expect(house.asked()?.kind).toBe("choice");
  expect((await house.say("the pasta one")).said).toEqual([expect.stringContaining("asta")]);
  expect((await house.hear("which timers are running")).said.join()).not.toContain("asta");
});

it.each([
  ["alarm", ["set an alarm for 7 am", "set an alarm for 9 am"], "cancel the alarm", "the one at 9", "9 AM"],
  ["alarm", ["set an alarm for 7 am", "set an alarm for 9 am"], "cancel the alarm", "the second", "9 AM"],
  [
    "reminder",
    ["remind me to call mum at 5 pm", "remind me to water the plants at 6 pm"],
    "delete the reminder",
    "water the plants",
    "plants",
  ],
])("of several things of the skill %s (%j), %s asks which: %s", async (name, before, deed, answer, gone) => {
  await using house = await open(name);
  for (const text of before) await house.hear(text);
  expect((await house.say(deed)).outcome).toBe("asked");
  expect((await house.say(answer)).said).toEqual([expect.stringContaining(gone)]);
  const question = name === "alarm" ? "what alarms do I have" : "what are my reminders";
  expect((await house.hear(question)).said.join()).not.toContain(gone);
});
