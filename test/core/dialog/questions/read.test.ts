/** What is understood as the answer to a question: yes and no, one of its choices, refusals, and other commands. */
import { expect, it } from "vitest";
import { readChoice } from "../../../../core/dialog/questions/choice.ts";
import { type Question, type Read, readAnswer } from "../../../../core/dialog/questions/read.ts";
import { readerOf } from "../route/kit.ts";

const question = (more: Partial<Question>): Question => ({
  skill: "asker",
  kind: "words",
  text: "?",
  language: "en",
  timeout: 1000,
  reprompts: 1,
  ...more,
});

function read(more: Partial<Question>, said: string, language = "en"): string {
  const reader = readerOf(language);
  const commandOf = (text: string): string | undefined => {
    const found = reader.find(text);
    return found && !reader.isFallback(found) && reader.free(found).length === 0 ? found.skill : undefined;
  };
  return shortly(readAnswer(question(more), said, { language, commandOf }));
}
const shortly = (found: Read): string => {
  if (found.as === "other") return `other ${found.text}`;
  if (found.as !== "answer") return found.as;
  return String(found.yes ?? found.choice ?? found.text);
};

it.each([
  ["Yes.", "true"],
  ["yes please", "true"],
  ["um, yes", "true"],
  ["yes, do that", "true"],
  ["Sure!", "true"],
  ["no", "false"],
  ["no thanks", "false"],
  ["no, I don't think so", "false"],
  ["Never mind.", "nevermind"],
  ["cancel", "nevermind"],
  ["forget it", "nevermind"],
  ["turn on the desk lamp", "other turn on the desk lamp"],
  ["no, turn on the desk lamp", "other turn on the desk lamp"],
  ["okay turn on the desk lamp", "other turn on the desk lamp"],
  ["maybe", "unclear"],
  ["", "unclear"],
  ["um", "unclear"],
])("yes or no: %j is %s", (said, meant) => {
  expect(read({ kind: "yesNo" }, said)).toBe(meant);
});

it.each([
  ["Ja.", "true"],
  ["ja gerne", "true"],
  ["nein danke", "false"],
  ["ähm nein", "false"],
  ["vergiss es", "nevermind"],
  ["mach die Stehlampe an", "other mach die Stehlampe an"],
  ["vielleicht", "unclear"],
])("in German, yes or no: %j is %s", (said, meant) => {
  expect(read({ kind: "yesNo" }, said, "de")).toBe(meant);
});

const lamps = [
  { id: "k", names: ["kitchen lamp", "lamp over the stove"] },
  { id: "b", names: ["bedroom lamp"] },
  { id: "t", names: ["5 minute timer", "5 minutes"] },
];
it.each([
  ["kitchen lamp", "k"],
  ["The kitchen lamp, please.", "k"],
  ["the kitchen one", "k"],
  ["I mean the one in the kitchen", "k"],
  ["the lamp over the stove", "k"],
  ["bedroom", "b"],
  ["five minutes", "t"],
  ["the five minute timer", "t"],
  ["the first one", "k"],
  ["the second", "b"],
  ["number three", "t"],
  ["2", "b"],
  ["the last one", "t"],
  ["the lamp", "unclear"],
  ["the fourth one", "unclear"],
  ["not the kitchen lamp", "unclear"],
  ["the kitchen lamp or the bedroom lamp", "unclear"],
  ["the attic", "unclear"],
  ["neither", "nevermind"],
  ["no", "nevermind"],
  ["switch on the radio", "other switch on the radio"],
])("of choices: %j is %s", (said, meant) => {
  expect(read({ kind: "choice", choices: lamps }, said)).toBe(meant);
});

const zimmer = [
  { id: "k", names: ["Küchenlampe"] },
  { id: "s", names: ["Stehlampe im Schlafzimmer"] },
  { id: "t", names: ["Timer für 5 Minuten"] },
];
it.each([
  ["die Küchenlampe bitte", "k"],
  ["die zweite", "s"],
  ["die im Schlafzimmer", "s"],
  ["Nummer drei", "t"],
  ["fünf Minuten", "t"],
  ["die letzte", "t"],
  ["keine von beiden", "nevermind"],
  ["nicht die Küchenlampe", "unclear"],
])("in German, of choices: %j is %s", (said, meant) => {
  expect(read({ kind: "choice", choices: zimmer }, said, "de")).toBe(meant);
});

it("takes a yes for the only choice there is", () => {
  expect(read({ kind: "choice", choices: lamps.slice(0, 1) }, "yes")).toBe("k");
  expect(read({ kind: "choice", choices: lamps }, "yes")).toBe("unclear");
});

it.each<[string, Partial<Question>, string, string]>([
  ["any words", {}, "Buy some milk.", "Buy some milk."],
  ["no refusal", {}, "never mind", "nevermind"],
  ["no", {}, "no", "nevermind"],
  ["no command of another skill", {}, "switch on the radio", "other switch on the radio"],
  ["a command of the skill itself", { skill: "radio" }, "switch on the radio", "switch on the radio"],
  ["any command, where anything is meant", { anything: true }, "switch on the radio", "switch on the radio"],
  ["even a no, where anything is meant", { anything: true }, "no", "no"],
])("plain words are %s", (_, more, said, meant) => {
  expect(read(more, said)).toBe(meant);
});

it("reads choices in a language without words of its own by their names", () => {
  expect(readChoice("la cuisine", [{ id: "c", names: ["cuisine"] }], "fr")?.id).toBe("c");
  expect(readChoice("", [{ id: "c", names: ["cuisine"] }], "fr")).toBeUndefined();
});
