/** The grammar of skills and names: it has every sentence that the sentence engine understands, and nothing that it does not. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Messages } from "../../../core/contract/index.ts";
import { type Grammar, openGrammar, plainForm } from "../../../core/contract/voice/index.ts";
import { grammarOf } from "../../../core/language/grammar/build.ts";
import { createLanguage } from "../../../core/language/index.ts";

type State = Messages["skill/state"];
const slots = {
  device: { kind: "device" },
  area: { kind: "area" },
  state: { kind: "choice" },
  percent: { kind: "number" },
  length: { kind: "duration" },
  at: { kind: "time" },
  what: { kind: "text" },
};
const stateOf = (language: string, said: Partial<State["languages"][string]>, fallback = false): State => ({
  name: "test",
  about: "",
  instance: "x",
  deadline: 1000,
  bootId: "0199a000-0000-7000-8000-000000000000",
  intents: { it: { about: "", slots, ...(fallback ? { fallback } : {}) } },
  languages: { [language]: { hear: {}, lists: {}, rules: {}, examples: [], ...said } },
});
const things = {
  areas: [{ id: "kitchen", name: "kitchen" }],
  floors: [],
  devices: [
    { id: "lamp", name: "Floor Lamp", kind: "light", abilities: [], exposed: true },
    { id: "vault", name: "vault", kind: "lock", abilities: [], exposed: false },
  ],
};
function open(state: State): Grammar {
  const [language = "en"] = Object.keys(state.languages);
  const data = grammarOf({ language, skills: [state], things, wakeWords: ["hey jarvis"] });
  if (!data) throw new Error("It has no sentence.");
  return openGrammar(JSON.parse(JSON.stringify(data)));
}

const english = stateOf("en", {
  hear: {
    it: [
      "<turn> [the] {device} {state}",
      "dim (light[s]|lamp) in {area} [to {percent} [%]]",
      "what is {length}",
      "wake me at {at}",
      "remind me to {what}",
      "say {what}",
      "broken {nothing",
    ],
  },
  rules: { turn: "(turn|switch)" },
  lists: { state: { on: ["on"], off: ["off", "(all|right) off"] } },
});
const german = stateOf("de", {
  hear: { it: ["wecke mich um {at}", "was ist {length}", "mach {device} {state}"] },
  lists: { state: { on: ["an"] } },
});

describe("the grammar of a skill", () => {
  const cases: readonly [State, string, boolean][] = [
    [english, "Turn the floor lamp on", true],
    [english, "switch floor lamps right off", true],
    [english, "hey Jarvis, could you please turn the floor lamp off, thanks", true],
    [english, "turn the vault on", false],
    [english, "turn on", false],
    [english, "dim lights in the kitchen to forty percent", true],
    [english, "dim lamp in kitchen to 40%", true],
    [english, "dim lamps in kitchen", false],
    [english, "What's half an hour?", true],
    [english, "what is an hour and a half", true],
    [english, "what is twenty-five minutes", true],
    [english, "wake me at half past seven", true],
    [english, "wake me at 7:30 in the morning", true],
    [english, "wake me at seven thirty am", true],
    [english, "remind me to eat", false],
    [german, "Wecke mich um halb acht", true],
    [german, "wecke mich um 7 Uhr dreißig", true],
    [german, "Was ist fünfundzwanzig Minuten", true],
    [german, "Was ist eine halbe Stunde", true],
    [german, "mach bitte die Floor Lamp an", false],
    [german, "bitte mach die Floor Lamp an", true],
  ];
  it.each(cases)("%#: %s", (state, text, wanted) => {
    const [language = ""] = Object.keys(state.languages);
    expect(open(state).has(plainForm(text)), `${language}: ${text}`).toBe(wanted);
  });

  it("has sentences with free text apart, those with words enough of their own", () => {
    const grammar = open(english);
    expect(grammar.has(plainForm("remind me to eat"), true)).toBe(true);
    expect(grammar.has(plainForm("say hello"), true)).toBe(false);
  });
  it("leaves out what only says that nothing fits, and other languages", () => {
    const fallback = stateOf(
      "en",
      { hear: { it: ["turn {state}"] }, lists: { state: { on: ["on"] } } },
      true,
    );
    expect(grammarOf({ language: "en", skills: [fallback], things })).toBeUndefined();
    expect(grammarOf({ language: "fr", skills: [english], things })).toBeUndefined();
  });
  it("stores a list once, however many sentences name it", () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({
      ...things.devices[0],
      id: `d${index}`,
      name: `thing number ${index}`,
    })) as typeof things.devices;
    const hear = { it: Array.from({ length: 50 }, (_, index) => `word${index} {device}`) };
    const data = grammarOf({
      language: "en",
      skills: [stateOf("en", { hear })],
      things: { ...things, devices: many },
    });
    expect(JSON.stringify(data).length).toBeLessThan(100_000);
  });

  it("says nothing that the sentence engine does not understand", () => {
    const engine = createLanguage();
    const { it: hear = [] } = english.languages.en?.hear ?? {};
    // Of times of day the grammar has some that nobody says, such as "14 am".
    const sound = hear.filter((template) => !/broken|{at}/.test(template));
    const said = { ...english.languages.en, hear: { it: sound } } as State["languages"][string];
    const state = { ...english, languages: { en: said } };
    engine.setSkill(state);
    engine.setPlaces(things);
    const grammar = open(state);
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat({ max: 9999 })), (choices) => {
        const sentence = wander(grammar, choices);
        if (sentence) expect(engine.match(sentence, "en"), sentence).toBeDefined();
      }),
      { numRuns: 150 },
    );
  });
});

/** A sentence of the grammar by random turns; undefined when it grows too long. */
function wander(grammar: Grammar, choices: Iterator<number>): string | undefined {
  let place = grammar.start;
  let text = "";
  while (text.length < 120) {
    const choice = choices.next().value ?? 0;
    const next = [...grammar.next(place)];
    if (place.ends && (next.length === 0 || choice % 3 === 0)) return text;
    const way = next[choice % Math.max(1, next.length)];
    if (!way) return undefined;
    text += way[0];
    place = way[1];
  }
  return undefined;
}
