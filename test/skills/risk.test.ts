/** What a wrong guess may do, and what may be done twice: every skill says it for each of its intents. */
import { expect, it } from "vitest";
import { shippedSkills } from "./words.ts";

const skills = await shippedSkills();
const intents = skills.flatMap(({ name, skill }) =>
  Object.entries(skill.intents).map(([intent, facts]) => ({
    name: `${name}/${intent}`,
    skill: name,
    ...facts,
  })),
);

const telling = ["clock", "weather", "help", "smalltalk", "calculator", "units", "status", "history", "news"];

it.each(telling)("%s only tells", (wanted) => {
  const others = intents.filter(
    ({ skill, risk, repeatable }) => skill === wanted && !(risk === "none" && repeatable === true),
  );
  expect(others.map(({ name }) => name)).toEqual([]);
});

it("may tell twice whatever only tells", () => {
  const others = intents.filter(({ risk, repeatable }) => risk === "none" && repeatable !== true);
  expect(others.map(({ name }) => name)).toEqual([]);
});

it("asks before a guess opens, locks, unlocks, deletes or changes when somebody wakes", () => {
  const high = intents.filter(({ risk }) => risk === "high").map(({ name }) => name);
  expect(high.sort()).toEqual([
    "alarm/cancel",
    "alarm/clear",
    "alarm/earlier",
    "alarm/later",
    "alarm/move",
    "alarm/skip",
    "covers/move",
    "list/clear",
    "list/delete",
    "locks/lock",
    "locks/unlock",
    "memory/clear",
    "reminder/cancel",
    "reminder/clear",
    "timer/clear",
  ]);
});
