/** intent-embeddings on the real model, in a small house: the suite, and what is its own. */
import type { IntentGuesser, Log } from "hearsay";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLanguage } from "../../../core/language/index.ts";
import plugin from "../../../plugins/intent-embeddings/index.ts";
import { type IntentSubject, intentChecks } from "../../conformance/intent.ts";
import { describeSuite } from "../../conformance/suite.ts";
import { busFor, type TestBus } from "../../kit/bus-for.ts";
import { type Hosted, hostFor } from "../../kit/host.ts";
import { testLog } from "../../kit/log.ts";

const bootId = "boot";
const words = (hear: object, lists: object = {}, rules = {}) => ({
  en: { hear, lists, rules, examples: [] },
});
const skill = (name: string, intents: object, languages: object) => ({
  ...{ name, about: name, instance: `${name}.skill.1`, deadline: 8000, bootId },
  ...({ intents, languages } as { intents: Record<string, never>; languages: Record<string, never> }),
});
const lamps = skill(
  "lamps",
  {
    switch: {
      about: "Turns lights on or off.",
      slots: {
        device: { kind: "device", optional: true },
        area: { kind: "area", optional: true },
        state: { kind: "choice", optional: false },
      },
    },
  },
  words(
    {
      switch: ["(turn|switch) {state} [the] {device}", "(turn|switch) {state} [the] lights in [the] {area}"],
    },
    { state: { on: ["on"], off: ["off"] } },
  ),
);
const clock = skill(
  "clock",
  { time: { about: "Says the time.", risk: "none", slots: {} } },
  words({ time: ["what time is it", "tell me the time"] }),
);
const timer = skill(
  "egg",
  { set: { about: "Sets a timer.", slots: { duration: { kind: "duration", optional: false } } } },
  words({ set: ["set a timer for {duration}", "start a {duration} timer"] }),
);
const house = {
  areas: [{ id: "kitchen", name: "kitchen" }],
  floors: [],
  devices: [
    { id: "desk", name: "desk lamp", kind: "light", abilities: ["onoff"], exposed: true },
    { id: "secret", name: "cellar lamp", kind: "light", abilities: ["onoff"], exposed: false },
  ],
  bootId,
};

let bus: TestBus;
let hosted: Hosted;
let guesser: IntentGuesser;
const learnt: number[] = [];
const waiting = new Set<() => void>();
const log: Log = {
  ...testLog("intent-embeddings"),
  info(_text, facts) {
    learnt.push((facts as { learnt: number }).learnt);
    for (const look of waiting) look();
  },
};
/** Resolves when it has learnt so many times. */
const times = (count: number): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => void (learnt.length >= count && resolve());
    waiting.add(look);
    look();
  });
const language = createLanguage();
const guess = (text: string) => guesser.guess(text, { language: "en", signal: new AbortController().signal });

beforeAll(async () => {
  bus = await busFor();
  for (const state of [lamps, clock, timer]) {
    await bus.bus.publish("skill/state", { skill: state.name }, state);
    language.setSkill(state);
  }
  await bus.bus.publish("devices/listed", { source: "test" }, house);
  language.setPlaces({ devices: house.devices, areas: house.areas });
  hosted = await hostFor(plugin, {}, { bus: bus.bus, log });
  if (!hosted.provided.intent) throw new Error("It provides no intent.");
  guesser = hosted.provided.intent;
  await times(1);
});
afterAll(async () => {
  await hosted[Symbol.asyncDispose]();
  await bus[Symbol.asyncDispose]();
});

const subject = (): IntentSubject => ({
  guesser,
  near: [
    { text: "have you got the time for me", skill: "clock", intent: "time" },
    { text: "I could use a timer of ten minutes", skill: "egg", intent: "set" },
    { text: "please get my desk lamp switched off", skill: "lamps", intent: "switch" },
  ],
  far: ["who won the world cup", "my sister adds sugar to everything"],
  forbidden: [
    { text: "don't turn off the desk lamp", skill: "lamps", intent: "switch" },
    { text: "I turned off the desk lamp an hour ago", skill: "lamps", intent: "switch" },
    { text: "did you switch off the desk lamp", skill: "lamps", intent: "switch" },
  ],
  understood: (sentence, name, intent) => {
    const found = language.match(sentence, "en");
    return found?.skill === name && found.intent === intent;
  },
});
describeSuite("intent-embeddings: conformance", subject, intentChecks);

describe("intent-embeddings", () => {
  it.each([
    ["please get my desk lamp switched off", "turn off the desk lamp"],
    ["I'd like the desk lamp to be on", "turn on the desk lamp"],
    ["I could use a timer of ten minutes", "set a timer for ten minutes"],
    ["somebody is coming, so get the lights in the kitchen on", "turn on the lights in the kitchen"],
  ])("%s: %s", async (text, sentence) => {
    expect((await guess(text))[0]?.sentence).toBe(sentence);
  });

  it("fills no slot that the text has nothing for", async () => {
    for (const { intent } of await guess("I could do with a timer")) expect(intent).not.toBe("set");
  });

  it("knows nothing of what is not to be seen", async () => {
    for (const { sentence } of await guess("I'd like the cellar lamp to be on"))
      expect(sentence).not.toContain("cellar");
  });

  it("learns only what is new, and forgets what is gone", async () => {
    const before = learnt.length;
    const news = skill(
      "news",
      { read: { about: "Reads.", slots: {} } },
      words({ read: ["read me the news"] }),
    );
    await bus.bus.publish("skill/state", { skill: "news" }, news);
    await times(before + 1);
    expect(learnt.at(-1)).toBe(1);
    expect((await guess("could you read the newest news to me"))[0]).toMatchObject({ skill: "news" });
    await bus.bus.clear("skill/state", { skill: "news" });
    await expect
      .poll(async () => (await guess("could you read the newest news to me"))[0]?.skill)
      .not.toBe("news");
  });
});
