/** The memory skill: what people want remembered about themselves is kept, told and forgotten. */
import type { Persona } from "hearsay";
import { expect, it } from "vitest";
import { factLimits } from "../../core/dialog/think/memory/facts.ts";
import de from "../../skills/memory/de.json" with { type: "json" };
import en from "../../skills/memory/en.json" with { type: "json" };
import memory from "../../skills/memory/index.ts";
import { houseFor } from "../kit/house-for.ts";

const forgotten: object[] = [];

const home = (language = "en", facts: Persona["memory"]["facts"] = "told") =>
  houseFor(
    memory,
    { en, de },
    { language, people: { facts, forget: (which) => void forgotten.push(which) } },
  );

type Talk = readonly [sentence: string, said: RegExp];
const talks: readonly (readonly [what: string, language: string, talk: readonly Talk[]])[] = [
  [
    "keeps, tells and forgets by name",
    "en",
    [
      ["what do you know about me", /nothing about you/],
      ["remember that I like tea", /remember that\.$/],
      ["please remember that my sister is called Eva", /remember that\.$/],
      ["remember that i like tea", /know that already/],
      ["What do you know about me?", /"i like tea" and "my sister is called Eva"/],
      ["forget that my sister is called Eva", /forgotten this: "my sister is called Eva"/],
      ["forget that I like coffee", /don't know "I like coffee"/],
      ["what do you remember about me", /^You told me: "i like tea"\.$/],
    ],
  ],
  [
    "and in German",
    "de",
    [
      ["Merk dir, dass ich Tee mag", /merke ich mir/],
      ["Was weißt du über mich?", /"ich Tee mag"/],
      ["Vergiss, dass ich Tee mag", /habe ich vergessen: "ich Tee mag"/],
      ["was weißt du über mich", /weiß nichts/],
    ],
  ],
  ["takes nothing for meant where nothing was spoken of", "en", [["forget that", /^(Okay|All right)\.$/]]],
  ["refuses what is too long", "en", [[`remember that ${"very ".repeat(60)}long`, /fewer words/]]],
];
it.each(talks)("%s (%s)", async (_what, language, talk) => {
  await using house = await home(language);
  for (const [sentence, said] of talk)
    expect((await house.hear(sentence)).said.join(" "), sentence).toMatch(said);
});

it("keeps nothing where the persona keeps nothing", async () => {
  await using house = await home("en", "never");
  expect((await house.hear("remember that I like tea")).said).toEqual([
    "I keep no facts about people, so I won't remember that.",
  ]);
});

it("takes back what it kept just now", async () => {
  await using house = await home();
  await house.hear("remember that I like tea");
  await house.undo();
  expect((await house.hear("what do you know about me")).said.join()).toMatch(/nothing/);
});

it("says what had to go", async () => {
  await using house = await home();
  for (let n = 0; n < factLimits.count; n++) await house.hear(`remember that my number is ${n}`);
  expect((await house.hear("remember that I like tea")).said.join(" ")).toMatch(
    /full, so I forgot this: "my number is 0"/,
  );
});

it.each([
  ["yes", { said: /forgotten it all/, left: /nothing/, forgets: [{ site: "kitchen" }] }],
  ["no", { said: /I keep it/, left: /I like tea/, forgets: [] }],
] as const)("forgets everything only after %s", async (answer, { said, left, forgets }) => {
  forgotten.length = 0;
  await using house = await home();
  await house.hear("remember that I like tea");
  expect((await house.say("forget everything about me")).outcome).toBe("asked");
  expect((await house.say(answer)).said.join(" ")).toMatch(said);
  expect((await house.hear("what do you know about me")).said.join(" ")).toMatch(left);
  expect(forgotten).toEqual(forgets);
});
