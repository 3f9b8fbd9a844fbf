/** The list skill: items as people say them, kept through restarts, in English and German. */
import { describe, expect, it } from "vitest";
import de from "../../skills/list/de.json" with { type: "json" };
import en from "../../skills/list/en.json" with { type: "json" };
import list from "../../skills/list/index.ts";
import { itemsOf } from "../../skills/list/items.ts";
import { type HouseOptions, houseFor, type TestHouse } from "../kit/house-for.ts";
import { talk } from "./talk.ts";

const open = (options: HouseOptions = {}): Promise<TestHouse> => houseFor(list, { en, de }, options);

const understood: Readonly<Record<string, readonly (readonly [string, string | null, object])[]>> = {
  en: [
    ["add milk and eggs to the shopping list", "add", { items: "milk and eggs", kind: "shopping" }],
    ["put bread on the grocery list", "add", { items: "bread", kind: "shopping" }],
    ["add call the plumber to my to-do list", "add", { items: "call the plumber", kind: "todo" }],
    ["add sunscreen to the packing list", "add", { items: "sunscreen", list: "packing" }],
    ["we are out of milk", "add", { items: "milk" }],
    ["remove milk from the shopping list", "remove", { item: "milk", kind: "shopping" }],
    ["take the eggs off the shopping list", "remove", { item: "the eggs", kind: "shopping" }],
    ["tick off milk on the shopping list", "complete", { item: "milk", kind: "shopping" }],
    ["check milk off the shopping list", "complete", { item: "milk", kind: "shopping" }],
    ["what's on the shopping list", "read", { kind: "shopping" }],
    ["what is on my list", "read", {}],
    ["read me my to do list", "read", { kind: "todo" }],
    ["what's on my packing list", "read", { list: "packing" }],
    ["is milk on the shopping list", "has", { item: "milk", kind: "shopping" }],
    ["how many items are on the shopping list", "count", { kind: "shopping" }],
    ["put toilet paper on the list", "add", { items: "toilet paper" }],
    ["clear the shopping list", "clear", { kind: "shopping" }],
    ["create a packing list", "create", { list: "packing" }],
    ["delete the packing list", "delete", { list: "packing" }],
    ["which lists do i have", "lists", {}],
    [
      "move milk from the shopping list to the packing list",
      "move",
      { item: "milk", kind: "shopping", to: "packing" },
    ],
    ["we need milk", "add", { items: "milk" }],
    ["we need some milk", "add", { items: "milk" }],
    ["i need some stamps", "add", { items: "stamps" }],
    ["we need light bulbs", "add", { items: "light bulbs" }],
    ["we need time magazine", "add", { items: "time magazine" }],
    ["we need more milk on the shopping list", "add", { kind: "shopping" }],
    ["we need more light", "need", { what: "light" }],
    ["i need more time", "need", { what: "time" }],
    ["i need help", "need", { need: "other" }],
    ["we need some fresh air", "need", { need: "other" }],
    ["i need a break", "need", { need: "other" }],
    ["we need more colour in here", "need", { what: "colour in here" }],
    ["the list of kings", null, {}],
  ],
  de: [
    ["Setz Milch und Eier auf die Einkaufsliste", "add", { items: "Milch und Eier", kind: "shopping" }],
    ["Schreib Brot auf den Einkaufszettel", "add", { items: "Brot", kind: "shopping" }],
    ["Schreib Brot auf die Einkaufsliste", "add", { items: "Brot", kind: "shopping" }],
    ["Füge Klempner anrufen zur Aufgabenliste hinzu", "add", { items: "Klempner anrufen", kind: "todo" }],
    ["Setz Sonnencreme auf die Packliste", "add", { items: "Sonnencreme", list: "Pack" }],
    ["Streich Milch von der Einkaufsliste", "remove", { item: "Milch", kind: "shopping" }],
    ["Hak Milch auf der Einkaufsliste ab", "complete", { item: "Milch", kind: "shopping" }],
    ["Was steht auf der Einkaufsliste?", "read", { kind: "shopping" }],
    ["Was muss ich einkaufen?", "read", {}],
    ["Steht Milch auf der Einkaufsliste?", "has", { item: "Milch", kind: "shopping" }],
    ["Leere die Einkaufsliste", "clear", { kind: "shopping" }],
    ["Erstelle eine Packliste", "create", { list: "Pack" }],
    ["Lösch die Packliste", "delete", { list: "Pack" }],
    ["Welche Listen gibt es?", "lists", {}],
    ["Bring noch Milch mit", "add", { items: "Milch" }],
    ["Die Milch ist alle", "add", { items: "Milch" }],
    ["Wir brauchen Milch", "add", { items: "Milch" }],
    ["Wir brauchen noch Milch", "add", { items: "Milch" }],
    ["Ich brauche noch Briefmarken", "add", { items: "Briefmarken" }],
    ["Wir brauchen Lichterketten", "add", { items: "Lichterketten" }],
    ["Wir brauchen mehr Licht", "need", { what: "Licht" }],
    ["Ich brauche noch Zeit", "need", { need: "other" }],
    ["Ich brauche Hilfe", "need", { need: "other" }],
    ["Wir brauchen eine Pause", "need", { need: "other" }],
    ["Wir brauchen mehr Farbe", "need", { what: "Farbe" }],
    ["Bring mich zum Mond", null, {}],
    ["Das Licht ist aus", null, {}],
  ],
};

describe.each(Object.entries(understood))("what is understood in %s", (language, sentences) => {
  it("takes every sentence as it is meant", async () => {
    await using house = await open({ language });
    for (const [sentence, intent, slots] of sentences) {
      expect(await house.hear(sentence), sentence).toMatchObject({ intent, slots });
    }
  });
});

it.each<[string, string, string[]]>([
  ["en", "milk", ["milk"]],
  ["en", "milk and eggs", ["milk", "eggs"]],
  ["en", "milk, eggs and some flour", ["milk", "eggs", "flour"]],
  ["en", "milk, eggs, and a dozen rolls", ["milk", "eggs", "dozen rolls"]],
  ["en", "bread and butter", ["bread and butter"]],
  ["en", "salt and pepper and milk", ["salt and pepper", "milk"]],
  ["en", "milk and milk", ["milk"]],
  ["en", "the milk as well as eggs", ["milk", "eggs"]],
  ["de", "Milch und Eier", ["Milch", "Eier"]],
  ["de", "Milch, Eier und etwas Mehl", ["Milch", "Eier", "Mehl"]],
  ["de", "Salz und Pfeffer und Brot", ["Salz und Pfeffer", "Brot"]],
  ["de", "Hundefutter", ["Hundefutter"]],
])("cuts in %s: %s", (language, said, items) => expect(itemsOf(said, language)).toEqual(items));

it.each<[string, string[], string[]]>([
  [
    "adding and reading",
    [
      "add milk and eggs to the shopping list",
      "add milk to the shopping list",
      "what's on the shopping list",
      "how many items are on the shopping list",
    ],
    [
      "I put milk and eggs on the shopping list.",
      "You already have milk on the shopping list.",
      "There are 2 things on the shopping list: milk and eggs.",
      "There are 2 things on the shopping list.",
    ],
  ],
  [
    "taking off",
    [
      "add milk and eggs to the shopping list",
      "remove the egg from the shopping list",
      "remove bread from the shopping list",
      "what's on the shopping list",
    ],
    [
      "I put milk and eggs on the shopping list.",
      "I took eggs off the shopping list.",
      "I can't find bread on the shopping list.",
      "There is one thing on the shopping list: milk.",
    ],
  ],
  [
    "ticking off",
    [
      "add milk and eggs to the shopping list",
      "tick off milk on the shopping list",
      "is milk on the shopping list",
      "is bread on the shopping list",
      "tick off eggs",
      "what's on the shopping list",
      "add milk to the shopping list",
    ],
    [
      "I put milk and eggs on the shopping list.",
      "Milk: done, 1 to go.",
      "Milk is on the shopping list, and done.",
      "No, bread is not on the shopping list.",
      "Eggs: done. That was all on the shopping list.",
      "Everything on the shopping list is done.",
      "I put milk on the shopping list.",
    ],
  ],
  [
    "lists of one's own",
    [
      "add sun cream to the packing list",
      "create a packing list",
      "create a packing list",
      "add sun cream to the packing list",
      "which lists do i have",
      "delete the packing list",
      "what's on the packing list",
    ],
    [
      "There is no such list: the packing list. Say, for example: create a packing list.",
      "There is the packing list now. Say, for example: add milk to the packing list.",
      "The packing list is there already.",
      "I put sun cream on the packing list.",
      "You have one list: the packing list.",
      "The packing list is deleted, with one thing on it.",
      "There is no such list: the packing list. Say, for example: create a packing list.",
    ],
  ],
  [
    "moving and clearing",
    [
      "add milk to the shopping list",
      "create a holiday list",
      "move milk from the shopping list to the holiday list",
      "what's on the shopping list",
      "what's on the holiday list",
      "clear the holiday list",
    ],
    [
      "I put milk on the shopping list.",
      "There is the holiday list now. Say, for example: add milk to the holiday list.",
      "I moved milk from the shopping list to the holiday list.",
      "There is nothing on the shopping list.",
      "There is one thing on the holiday list: milk.",
      "The holiday list is empty now.",
    ],
  ],
])("says of %s", async (_name, script, said) => {
  await using house = await open();
  expect(await talk(house, script)).toEqual(said);
});

it("takes a list without a name for the shopping list, and joined names for one", async () => {
  await using house = await open();
  const script = ["put soap on the list", "cross soap off my list"];
  expect(await talk(house, script)).toEqual([
    "I put soap on the shopping list.",
    "I took soap off the shopping list.",
  ]);
  await using german = await open({ language: "de" });
  const said = await talk(german, [
    "Mach eine neue Liste für Geburtstag",
    "Setz Luftballons auf die Geburtstagsliste",
    "Lösch die Geburtstagsliste",
    "Welche Listen gibt es?",
  ]);
  expect(said[1]).toMatch(/^Ich habe Luftballons auf die Geburtstags-Liste gesetzt\.$/);
  expect(said[3]).toMatch(/^Es gibt noch keine Listen/);
});

it("speaks German", async () => {
  await using house = await open({ language: "de" });
  const script = [
    "Setz Milch und Eier auf die Einkaufsliste",
    "Was steht auf der Einkaufsliste?",
    "Streich die Eier von der Einkaufsliste",
    "Steht Milch auf der Einkaufsliste?",
  ];
  expect(await talk(house, script)).toEqual([
    "Ich habe Milch und Eier auf die Einkaufsliste gesetzt.",
    "Auf der Einkaufsliste stehen 2 Sachen: Milch und Eier.",
    "Ich habe Eier von der Einkaufsliste gestrichen.",
    "Ja, Milch steht auf der Einkaufsliste.",
  ]);
});

it("keeps what is on a list through a restart", async () => {
  await using house = await open();
  await house.hear("add milk to the shopping list");
  await house.restart();
  expect((await house.hear("what's on the shopping list")).said).toEqual([
    "There is one thing on the shopping list: milk.",
  ]);
});

it("loses nothing that two rooms say at once, and is bounded", async () => {
  await using house = await open();
  const items = Array.from({ length: 12 }, (_, index) => `thing ${index}`);
  await Promise.all(items.map((item) => house.run("add", { items: item, kind: "shopping" })));
  expect((await house.run("count", { kind: "shopping" })).said).toEqual([
    "There are 12 things on the shopping list.",
  ]);
  const many = Array.from({ length: 400 }, (_, index) => `object ${index}`).join(", ");
  expect((await house.run("add", { items: many, kind: "shopping" })).said[0]).toMatch(
    /^There is no more room/,
  );
});
