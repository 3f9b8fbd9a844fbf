/** What intent-embeddings finds in words without its model: sentences of templates, pieces of texts, opposites and moods. */
import { describe, expect, it } from "vitest";
import { conflictsOf } from "../../../plugins/intent-embeddings/guards.ts";
import { amountsIn, nameOf, namesIn } from "../../../plugins/intent-embeddings/pieces.ts";
import {
  readTemplate,
  samplesOf,
  skeletonsOf,
  spellingsOf,
  tidy,
} from "../../../plugins/intent-embeddings/templates.ts";
import { englishTongue } from "../../../plugins/intent-embeddings/tongue.ts";
import { plainWords, wordsOf } from "../../../plugins/intent-embeddings/words.ts";

const { asks, isPolar, negates, polesOf, tells } = englishTongue.guards;

const said = (parts: readonly (string | { readonly slot: string })[]): string =>
  tidy(parts.map((part) => (typeof part === "string" ? part : `{${part.slot}}`)).join(""));

describe("templates", () => {
  it.each([
    [
      "turn {state} [the] {device} [in {area}]",
      ["turn {state} the {device}", "turn {state} the {device} in {area}"],
    ],
    ["(a|b) [c] {x}", ["a {x}"]],
    ["<target> on", ["{device} on", "{area} lights on"]],
    ["coffee[s] {list:size}", ["coffee {size}"]],
    ["\\(really\\)", ["(really)"]],
    ["[unclosed (a|b", [""]],
  ])("%s can be said with each choice of slots", (template, expected) => {
    const rules = { target: "({device}|{area} lights)" };
    expect(skeletonsOf(readTemplate(template, rules), 20).map(said)).toEqual(expected);
  });
  it("spells out words without slots", () => {
    expect(spellingsOf(readTemplate("(big|small) light[s]"), 10)).toEqual([
      "big light",
      "big lights",
      "small light",
      "small lights",
    ]);
  });
  it("samples are the same every time, and unlike each other", () => {
    const template = readTemplate("(turn|switch|put) [the] {x} (on|off) [please|now]");
    const once = samplesOf(template, 8).map(said);
    expect(samplesOf(template, 8).map(said)).toEqual(once);
    expect(new Set(once).size).toBe(once.length);
    expect(once.length).toBeGreaterThan(4);
  });
  it("a rule that names itself ends", () => {
    expect(skeletonsOf(readTemplate("<a>", { a: "x [<a>]" }), 5).length).toBeGreaterThan(0);
  });
});

describe("amounts", () => {
  it.each([
    ["set a timer for an hour and a half", "duration", "an hour and a half"],
    ["two minutes and ten seconds please", "duration", "two minutes and ten seconds"],
    ["half an hour from now", "duration", "half an hour"],
    ["wake me at half past six", "time", "half past six"],
    ["wake me at 7", "time", "7"],
    ["at seven pm we eat", "time", "seven pm"],
    ["be there at 18:30", "time", "18:30"],
    ["dim it to forty five percent", "number", "forty five"],
    ["15 percent of 80", "number", "15"],
  ])("%s has a %s: %s", (text, kind, expected) => {
    const words = wordsOf(text);
    const piece = amountsIn(words).find((one) => one.kind === kind);
    if (!piece) throw new Error("Nothing found.");
    expect(text.slice(words[piece.from]?.from, words[piece.to - 1]?.to)).toBe(expected);
  });
  it.each(["a dog of mine", "for a while", "half of it"])("%s has no length", (text) => {
    expect(amountsIn(wordsOf(text)).filter(({ kind }) => kind === "duration")).toEqual([]);
  });
});

it("names are found in singular and plural, the longest first", () => {
  const names = [nameOf("kitchen light", "light"), nameOf("light", "any")];
  const found = namesIn(wordsOf("Kill the kitchen lights!"), names, "device");
  expect(found.map(({ value, from, to }) => [value, from, to])).toEqual([
    ["light", 2, 4],
    ["any", 3, 4],
  ]);
});

describe("opposites", () => {
  it.each([
    ["turn it off", "turn the light on", 1],
    ["open the door", "the door is closing", 1],
    ["unlock it", "lock the door", 1],
    ["it is too dark in here", "make it darker", 1],
    ["it is too dark in here", "make it brighter", 0],
    ["add milk to the list", "turn off the light", 0],
  ])("%s / %s", (a, b, conflicts) => {
    const found = conflictsOf(polesOf(plainWords(a)), polesOf(plainWords(b)));
    if (conflicts) expect(found).toBeGreaterThan(0);
    else expect(found).toBe(0);
  });
  it("a list of opposites is known", () => {
    expect(isPolar([["on", "enable"], ["off"]])).toBe(true);
    expect(isPolar([["red"], ["blue"]])).toBe(false);
  });
});

describe("moods", () => {
  it.each([
    ["don't open the door", true],
    ["never turn it off", true],
    ["don't forget to buy milk", false],
    ["why don't you turn on the light", false],
    ["the lamp isn't needed any more", false],
    ["open the door", false],
  ])("%s negates: %s", (text, expected) => expect(negates(plainWords(text))).toBe(expected));
  it.each([
    ["did you lock the car", true],
    ["what's the time", true],
    ["could you open it", false],
    ["do not open it", false],
    ["turn it on", false],
  ])("%s asks: %s", (text, expected) => expect(asks(plainWords(text))).toBe(expected));
  it.each([
    ["I locked the door an hour ago", true],
    ["she likes it but I never did", true],
    ["I would love some light", false],
    ["I need the lamp on", false],
  ])("%s tells: %s", (text, expected) => expect(tells(plainWords(text))).toBe(expected));
});
