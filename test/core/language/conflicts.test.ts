/** That two skills which claim one sentence are told so, and others are not. */
import { describe, expect, it } from "vitest";
import { createLanguage, type Language } from "../../../core/language/index.ts";
import { oneIntent, type SlotTable } from "./kit.ts";

const slots: SlotTable[string] = {
  text: { kind: "text" },
  number: { kind: "number" },
  low: { kind: "number", max: 10 },
  high: { kind: "number", min: 11 },
  colour: { kind: "choice" },
  mood: { kind: "choice" },
};
const lists = {
  colour: { red: ["red"], blue: ["blue"] },
  mood: { sad: ["blue", "sad"], glad: ["glad"] },
};

const conflicts = (language: Language, of?: ReadonlySet<string>) => [...language.conflicts(of)].flat();

function clash(first: string, second: string): string | undefined {
  const language = createLanguage();
  language.setSkill(oneIntent("first", [first], slots, { lists }));
  expect(conflicts(language)).toEqual([]);
  language.setSkill(oneIntent("second", [second], slots, { lists }));
  const found = conflicts(language);
  expect(
    found.every(
      ({ skill, other, intent }) => skill === "second" && other.skill === "first" && intent === "go",
    ),
  ).toBe(true);
  return found[0]?.sentence;
}

describe("one sentence", () => {
  it.each([
    ["what time is it", "what's the time", undefined],
    ["what time is it", "(what|which) time is it", "what time is it"],
    ["[please] stop", "stop [now]", "stop"],
    ["turn it (up|down)", "turn it (down|off)", "turn it down"],
    ["set {number}", "set {number} [now]", "set {number}"],
    ["set {low}", "set {high}", undefined],
    ["set {number}", "set {text}", undefined],
    ["paint {colour}", "paint {mood}", "paint {mood}"],
    ["five lamps", "5 lamps", "5 lamps"],
    ["a [b] [c] d", "a c [d]", "a c d"],
  ])("%s / %s", (first, second, sentence) => expect(clash(first, second)).toBe(sentence));
});

it("is no conflict with itself, or once the other is gone", () => {
  const language = createLanguage();
  language.setSkill(oneIntent("first", ["stop"]));
  language.setSkill(oneIntent("first", ["stop", "halt"]));
  expect(conflicts(language)).toEqual([]);
  language.removeSkill("first");
  language.setSkill(oneIntent("second", ["stop"]));
  expect(conflicts(language)).toEqual([]);
});

it("is told of the skills that are asked about, each pair once", () => {
  const language = createLanguage();
  for (const name of ["a", "b", "c"]) language.setSkill(oneIntent(name, ["stop"]));
  const pairs = (...of: string[]) =>
    conflicts(language, of.length === 0 ? undefined : new Set(of)).map(
      ({ skill, other }) => `${skill}-${other.skill}`,
    );
  expect([pairs(), pairs("a"), pairs("a", "b"), pairs("x")]).toEqual([
    ["b-a", "c-a", "c-b"],
    ["a-b", "a-c"],
    ["b-a", "a-c", "b-c"],
    [],
  ]);
});
