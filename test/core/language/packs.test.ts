/** Language packs beside skills: what is served, whose reading wins, and what an answer is made of. */
import { expect, it } from "vitest";
import type { Messages } from "../../../bus-schema/index.ts";
import { literally, makeList } from "../../../core/language/engine/index.ts";
import type { Block } from "../../../core/language/engine/source.ts";
import { createLanguage, type Language } from "../../../core/language/index.ts";
import type { Pack } from "../../../core/language/pack/index.ts";
import { plainest } from "../../../core/language/pack/states.ts";

const block = (intent: string, sentence: string, more: Partial<Block> = {}): Block => ({
  intent,
  sentences: [sentence],
  where: "made.yaml:1",
  ...more,
});

const packOf = (language: string, blocks: readonly Block[]): Pack => ({
  source: {
    language,
    blocks,
    lists: {
      item: { kind: "wildcard" },
      brightness: { kind: "range", from: 0, to: 100 },
      classes: { kind: "text", values: [{ in: "store[s]", out: ["blind", "shade"] }] },
      lock_states: { kind: "text", values: [{ in: "(verrouillé|fermé)[e][s]", out: "locked" }] },
    },
    rules: {},
    skipWords: [],
    ignoreWhitespace: language === "zh-CN",
  },
  responses: { HassTurnOn: { default: "Allumé", lock: "Verrouillé" } },
  errors: { no_area: "Pas de {{ area }}", no_intent: "Pas compris ", broken: "{{ a" },
  intents: {},
  problems: [],
});

const french = packOf("fr", [
  block("HassTurnOn", "allume [la] {name}", { requires: { domain: ["light"] } }),
  block("HassTurnOn", "ferme [la] {name}", { requires: { domain: "lock" }, response: "lock" }),
  block("HassTurnOn", "allume la lumière", {
    requires: { area: { slot: true } },
    slots: { domain: "light" },
  }),
  block("HassTurnOn", "allume (la cuisine|{floor})"),
  block("HassLightSet", "mets {name} à {brightness}"),
  block("HassSetPosition", "ouvre les {classes:device_class}"),
  block("HassAdd", "ajoute {item}"),
  block("HassAdd", "ajoute {item} plus tard", { slots: { later: true } }),
  block("HassUnserved", "rien"),
]);

const device = (id: string, name: string, kind: string, area: string, ...aliases: string[]) => ({
  id,
  name,
  kind,
  area,
  aliases,
  abilities: ["onoff"],
  exposed: true,
});
const places = {
  devices: [
    device("lamp", "Lamp", "light", "kitchen", "lampe"),
    device("lamp2", "Lamp 2", "light", "bedroom", "lampe"),
    device("door", "Front door", "lock", "hall", "porte d'entrée"),
  ],
  areas: [
    { id: "kitchen", name: "Kitchen", aliases: ["cuisine"] },
    { id: "bedroom", name: "Bedroom" },
    { id: "up", name: "premier étage" },
  ],
  floors: [{ id: "up", name: "premier étage" }],
};

type State = Messages["skill/state"];
const kind = (name: string) => ({ kind: name, optional: true });
const skill = (name: string, more: Partial<State>): State => ({
  name,
  about: "",
  instance: `${name}-1`,
  intents: {},
  languages: {},
  deadline: 1000,
  bootId: "boot",
  ...more,
});
const server = (name = "server"): State =>
  skill(name, {
    packs: ["HassTurnOn", "HassLightSet", "HassSetPosition", "HassAdd"],
    intents: {
      HassTurnOn: {
        about: "",
        slots: { name: kind("device"), area: kind("area"), floor: kind("area"), domain: kind("choice") },
      },
      HassLightSet: { about: "", slots: { name: kind("device"), brightness: kind("number") } },
      HassSetPosition: { about: "", slots: { device_class: kind("choice") } },
      HassAdd: { about: "", slots: { item: kind("text") } },
    },
  });

async function house(...packs: readonly Pack[]): Promise<Language> {
  const language = createLanguage();
  for (const pack of packs.length > 0 ? packs : [french]) await language.setPack(pack);
  language.setPlaces(places);
  language.setSkill(server());
  return language;
}

it.each([
  ["allume la lampe", "HassTurnOn", { name: "lamp" }],
  ["Allume la lumière !", "HassTurnOn", { area: "bedroom", domain: "light" }, "bedroom"],
  ["allume la lampe", "HassTurnOn", { name: "lamp2" }, "bedroom"],
  ["allume premier étage", "HassTurnOn", { floor: "up" }],
  ["ferme la porte d'entrée", "HassTurnOn", { name: "door" }],
  ["mets lampe à vingt", "HassLightSet", { name: "lamp", brightness: 20 }],
  ["ouvre les stores", "HassSetPosition", { device_class: "blind,shade" }],
  ["ajoute du lait", "HassAdd", { item: "du lait" }],
])("understands %s", async (text, intent, slots, area?: string) => {
  const found = (await house()).match(text, "fr-CA", area === undefined ? {} : { area });
  expect(found).toMatchObject({ skill: "server", intent, slots });
  expect(Object.keys(found?.slots ?? {}).sort()).toEqual(Object.keys(slots).sort());
});

it.each([
  ["of another kind of thing", "allume la porte d'entrée", {}],
  ["that needs the speaker's room, which nobody knows", "allume la lumière", {}],
  ["that no skill serves", "rien", {}],
  ["of a skill that is denied", "allume la lampe", { deny: ["server"] }],
  ["of an intent that is not allowed", "allume la lampe", { allow: ["server/HassAdd"] }],
])("does not take a sentence %s", async (_, text, filter) => {
  expect((await house()).match(text, "fr", filter)).toBeUndefined();
});

it("leaves out what fills a slot that the skill has not", async () => {
  expect((await house()).match("ajoute du lait plus tard", "fr")?.slots).toEqual({
    item: "du lait plus tard",
  });
});

it("carries what is answered", async () => {
  const language = await house();
  expect(language.match("ferme la porte d'entrée", "fr")?.answer).toEqual({
    template: "Verrouillé",
    slots: { name: "porte d'entrée" },
    errors: expect.objectContaining({ no_area: "Pas de {{ area }}" }),
    states: { lock_states: { locked: "verrouillé" } },
  });
  expect(language.match("mets lampe à vingt", "fr")?.answer).toMatchObject({
    slots: { name: "lampe", brightness: "vingt" },
  });
  expect(language.match("mets lampe à vingt", "fr")?.answer).not.toHaveProperty("template");
  expect(language.match("allume la lumière", "fr", { area: "kitchen" })?.answer?.slots.area).toBe("Kitchen");
});

const hears = (name: string, template: string, more: object = {}): State =>
  skill(name, {
    intents: { do: { about: "", slots: template.includes("{") ? { what: kind("text") } : {}, ...more } },
    languages: { fr: { hear: { do: [template] }, lists: {}, rules: {}, examples: [] } },
  });

it.each([
  ["reads every word, before a pack that does too", "allume la lampe", {}, "allume la lampe", "mine"],
  [
    "reads part of it as free text, after a pack that does not",
    "allume {what}",
    {},
    "allume la lampe",
    "server",
  ],
  ["has as much free text, before a pack", "ajoute {what}", {}, "ajoute du lait", "mine"],
  ["has less free text, before a pack", "ajoute du {what}", {}, "ajoute du lait", "mine"],
  [
    "only says that nothing fits, after a pack",
    "ajoute du {what}",
    { fallback: true },
    "ajoute du lait",
    "server",
  ],
])("a skill that %s", async (_, template, more, text, wins) => {
  const language = await house();
  language.setSkill(hears("mine", template, more));
  const [best, next] = language.matches(text, "fr");
  expect([best?.skill, next?.skill]).toEqual(wins === "mine" ? ["mine", "server"] : ["server", "mine"]);
});

it("tells of a beginning what can come of it", async () => {
  const language = await house();
  expect(language.verdict("allume la", "fr")).toEqual({ complete: false, grows: true });
  expect(language.verdict("allume la lampe", "fr").complete).toBe(true);
  expect(language.verdict("éteins", "fr")).toEqual({ complete: false, grows: false });
});

it("takes a pack back, and follows the skill that serves it", async () => {
  const language = await house();
  expect(language.languages()).toEqual(["fr"]);
  language.removeSkill("server");
  expect(language.match("allume la lampe", "fr")).toBeUndefined();
  language.setSkill(server("other"));
  expect(language.match("allume la lampe", "fr")?.skill).toBe("other");
  expect([language.removePack("fr"), language.removePack("fr")]).toEqual([true, false]);
  expect(language.match("allume la lampe", "fr")).toBeUndefined();
});

it("tells what is wrong in a pack, uses the rest, and what it takes", async () => {
  const language = createLanguage();
  const problems = await language.setPack(
    packOf("nl", [block("HassTurnOn", "doe (aan"), block("HassAdd", "{item} erbij")]),
  );
  expect(problems.map(({ code }) => code)).toEqual(["SENTENCE_INVALID"]);
  language.setSkill(server());
  expect(language.match("melk erbij", "nl")?.slots).toEqual({ item: "melk" });
  expect(language.packs()).toEqual([{ language: "nl", templates: 1, bytes: expect.any(Number) }]);
});

it.each([
  ["fr-BE", "no_intent", "Pas compris"],
  ["fr", "broken", undefined],
  ["fr", "other", undefined],
  ["nl", "no_intent", undefined],
])("has words in %s for %s: %s", async (language, problem, words) => {
  expect((await house()).packWords(language, problem)).toBe(words);
});

it("ends compiling when it is told to", async () => {
  const many = packOf(
    "fr",
    Array.from({ length: 5000 }, (_, at) => block("HassAdd", `ajoute (${at}|[un] ${at + 1}) {item}`)),
  );
  const stop = AbortSignal.timeout(5);
  await expect(createLanguage().setPack(many, stop)).rejects.toThrow();
});

it("reads Romanian with either kind of comma below", async () => {
  const language = createLanguage();
  await language.setPack(packOf("ro", [block("HassAdd", "adaugă și {item}")]));
  language.setSkill(server());
  expect(language.match("adaugă \u015fi \u0163uică", "ro")?.slots).toEqual({ item: "\u0163uică" });
});

it("names stand for themselves, whatever signs they have", () => {
  const list = makeList(
    { kind: "text", values: [{ in: literally("TV (old) [1]"), out: "tv" }] },
    { language: "en" },
  );
  expect(list.spans("tv (old) [1]", 0).spans).toHaveLength(1);
});

it.each([
  ["ouvert[e][s]", "ouvert"],
  ["(allumé|actif)[e]|en marche", "allumé"],
  ["[est] fermé [à (clé|clef)]", "fermé"],
])("says the shortest of %s", (template, said) => {
  expect(plainest(template)).toBe(said);
});
