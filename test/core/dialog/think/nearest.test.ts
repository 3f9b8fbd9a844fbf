/** Of more tools than a persona lends, those nearest to what is said are lent, and nothing that is gone on with is lost. */
import { expect, it } from "vitest";
import { createLately } from "../../../../core/dialog/think/tools/lately.ts";
import { nearestTools } from "../../../../core/dialog/think/tools/nearest.ts";
import type { Tool } from "../../../../core/dialog/think/tools/tool.ts";
import { countedWords, wordsIn } from "../../../../core/dialog/think/tools/words.ts";
import { openWorkbench } from "../../../bench/tools/measure.ts";

const tool = (name: string, about: string, origin: Tool["origin"] = "skill"): Tool => ({
  spec: { name, about, parameters: { type: "object" } },
  risk: "none",
  origin,
  outside: false,
  words: () => countedWords([[`${name} ${about}`, 1]]),
  deed: () => name,
  run: async () => ({ text: "" }),
});
const lamp = tool("lights__colour", "Gives lights a colour.");
const heat = tool("climate__warmer", "Sets how warm a room is.");
const warmth = tool("climate__tell", "Tells the temperature.");
const tea = tool("timer__set", "Sets a timer for tea.");
const note = tool("remember", "Keeps a fact.", "house");
const web = tool("search__web", "Finds pages.", "box");
const mail = tool("post__read", "Reads letters.", "box");
const all = [note, web, mail, lamp, heat, warmth, tea];
const none = { devices: [], areas: [] };

interface Given {
  readonly said?: readonly string[];
  readonly most?: number;
  readonly kept?: readonly string[];
}
const chosen = ({ said = [""], most = 3, kept = [] }: Given): readonly string[] =>
  nearestTools({ tools: all, most, said, kept: new Set(kept), things: none }).map(({ spec }) => spec.name);

it.each([
  ["as they are where they are few enough", { most: 7 }, all.map(({ spec }) => spec.name)],
  ["by what is said", { said: ["a colour for the lights"], most: 2 }, ["lights__colour", "remember"]],
  ["by the beginnings of words", { said: ["too much lighting"], most: 2 }, ["lights__colour", "remember"]],
  ["by what was said before", { said: ["and more", "tea please"], most: 2 }, ["remember", "timer__set"]],
  ["with what was used before", { said: ["tea"], most: 2, kept: ["post__read"] }, ["post__read", "remember"]],
  [
    "with a share for boxes, whatever is said",
    { said: ["a timer for warm tea"], most: 4 },
    ["climate__warmer", "post__read", "remember", "timer__set"],
  ],
  [
    "of each owner the first where no words tell",
    { said: ["xyz"], most: 6 },
    ["climate__warmer", "lights__colour", "post__read", "remember", "search__web", "timer__set"],
  ],
])("lends them %s", (_, given: Given, names) => {
  expect(chosen(given)).toEqual(names);
});

it("lends the same for the same words, in whatever order tools came", () => {
  const choice = { most: 4, said: ["warm tea"], kept: new Set<string>(), things: none };
  const names = (tools: readonly Tool[]) => nearestTools({ ...choice, tools }).map(({ spec }) => spec.name);
  expect(names(all.toReversed())).toEqual(names(all));
});

it.each([
  ["Lights on!", ["light-", "lights", "on"]],
  ["Größen", ["große-", "großen"]],
  ["几点了", ["几点", "点了"]],
  ["", []],
])("reads %j as words", (text, words) => {
  expect(wordsIn(text).toSorted()).toEqual(words.toSorted());
});

it("knows what the last two turns of a talk used, and of no other talk", () => {
  const lately = createLately();
  const talk = { persona: { name: "ada" }, site: "kitchen" };
  for (const name of ["one", "two", "three"]) lately.add(talk, new Set([name]));
  expect([...lately.used(talk)].toSorted()).toEqual(["three", "two"]);
  expect(lately.used({ ...talk, site: "hall" }).size).toBe(0);
  expect(lately.used({ ...talk, person: "eve" }).size).toBe(0);
});

it("lends what a sentence needs, of all that the bundled skills have", async () => {
  await using workbench = await openWorkbench();
  expect(workbench.count).toBeGreaterThan(100);
  expect(workbench.measure("examples", "en", 24).missed).toEqual([]);
  expect(workbench.measure("examples", "de", 24).missed).toEqual([]);
  expect(workbench.measure("paraphrases", "en", 24).lent).toBeGreaterThan(0.95);
});
