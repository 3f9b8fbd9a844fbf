/** The persona skill: who is meant, who answers from then on, and what the new one says in its own name. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Messages } from "hearsay";
import { afterAll, beforeAll, expect, it } from "vitest";
import de from "../../skills/persona/de.json" with { type: "json" };
import en from "../../skills/persona/en.json" with { type: "json" };
import persona from "../../skills/persona/index.ts";
import { personaNamed } from "../../skills/persona/named.ts";
import { houseFor } from "../kit/house-for.ts";

let folder: string;
const file = (name: string, called: string, more: object = {}): Promise<void> => {
  const all = { name, called, about: `Is ${called}.`, languages: ["en", "de"], ...more };
  return writeFile(join(folder, `${name}.json`), JSON.stringify(all));
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hearsay-personas-"));
  await file("house", "Hearsay");
  await file("ada", "Ada");
  await file("butler", "James", { think: ["think-nobody"] });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const home = (language: string) => houseFor(persona, { en, de }, { language, people: { folder } });

type Row = readonly [language: string, sentence: string, by: string, said: RegExp, now: string];
it.each<Row>([
  ["en", "let me talk to Ada", "ada", /^Ada here|^This is Ada/, "ada"],
  ["en", "can I speak to the butler", "butler", /^James here\. My language model isn't set up/, "butler"],
  ["en", "put me through to James, please", "butler", /^James here/, "butler"],
  ["en", "let me talk to eda", "ada", /Ada/, "ada"],
  [
    "en",
    "let me talk to Beethoven",
    "house",
    /no persona called Beethoven.* Ada, James,? and Hearsay/,
    "house",
  ],
  ["en", "let me talk to the house", "house", /talking to Hearsay already/, "house"],
  ["de", "lass mich bitte mit Ada reden", "ada", /Hier ist Ada|Ada hier/, "ada"],
  ["de", "kann ich mal mit dem Butler sprechen", "butler", /Sprachmodell ist noch nicht/, "butler"],
])("%s: %s: %s answers", async (language, sentence, by, said, now) => {
  await using house = await home(language);
  const words: Messages["reply/say"][] = [];
  await using _ear = await house.bus.on("reply/say", {}, ({ body }) => void words.push(body));
  await house.hear(sentence);
  expect(words.map(({ text }) => text).join(" ")).toMatch(said);
  expect(words[0]?.persona ?? "house").toBe(by);
  const { given } = await house.bus.ask("persona/assigned", {}, {});
  expect(given.find(({ site }) => site === "kitchen")?.persona ?? "house").toBe(now);
});

it.each([
  ["en", "who am I talking to?", /You are talking to Hearsay\./],
  ["en", "which personas are there", /Ada, James,? and Hearsay.*talking to Hearsay/],
  ["de", "mit wem spreche ich", /Du sprichst mit Hearsay/],
  ["de", "welche Personas gibt es", /Ada, James und Hearsay/],
  ["en", "go back to the house", /talking to Hearsay already/],
  ["de", "geh zurück zum Haus", /Du sprichst schon mit Hearsay/],
])("%s: %s", async (language, sentence, said) => {
  await using house = await home(language);
  expect((await house.hear(sentence)).said.join(" ")).toMatch(said);
});

it("goes back to whose room it is", async () => {
  await using house = await home("en");
  const words: Messages["reply/say"][] = [];
  await house.bus.ask("persona/use", {}, { site: "kitchen", persona: "ada" });
  await house.bus.ask("persona/use", {}, { site: "kitchen", persona: "butler", talk: true });
  await using _ear = await house.bus.on("reply/say", {}, ({ body }) => void words.push(body));
  await house.hear("go back to the house");
  expect(words).toMatchObject([{ text: "Ada here again.", persona: "ada" }]);
});

it.each([
  ["Ada", "ada"],
  ["the Ada", "ada"],
  ["aida", "ada"],
  ["hear say", "house"],
  ["dem haus", "house"],
  ["mozart", undefined],
  ["x".repeat(1000), undefined],
  ["", undefined],
])("%s means %s", (said, name) => {
  const entry = (one: string, called: string) =>
    ({ name: one, called, about: "", languages: [], thinks: "none" }) as const;
  expect(personaNamed([entry("ada", "Ada"), entry("house", "Hearsay")], said)?.name).toBe(name);
});
