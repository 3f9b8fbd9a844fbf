/** What the engine makes of whole sentences: which intent, which slots, and which of several templates. */
import { describe, expect, it } from "vitest";
import { createLanguage } from "../../../core/language/index.ts";
import { oneIntent, skillState } from "./kit.ts";

const timer = skillState(
  "timer",
  {
    set: { length: { kind: "duration" }, name: { kind: "text", optional: true } },
    cancel: { name: { kind: "text", optional: true } },
    left: {},
  },
  {
    en: {
      hear: {
        set: [
          "(set|start) [a] timer for {length} [(called|named) {name}]",
          "(set|start) [a] {length} timer [for {name}]",
        ],
        cancel: ["(cancel|stop) [the] [{name}] timer[s]"],
        left: ["how (long|much time) [is] left", "what['s| is] left"],
      },
    },
    de: { hear: { set: ["stell[e] [einen] Timer auf {length}"] } },
  },
);
const volume = skillState(
  "volume",
  { set: { level: { kind: "number", min: 0, max: 100 } }, mode: { mode: { kind: "choice" } } },
  {
    en: {
      hear: { set: ["[set] [the] volume [to] {level}"], mode: ["<go> to {mode} mode"] },
      lists: { mode: { night: ["night[time]", "sleep"], party: ["party"] } },
      rules: { go: "(go|switch)" },
    },
  },
);
const language = createLanguage();
language.setSkill(timer);
language.setSkill(volume);

describe("understands", () => {
  it.each([
    ["Set a timer for five minutes.", "set", { length: 300_000 }],
    [
      "set a timer for an hour and a half called Pizza Dough",
      "set",
      { length: 5_400_000, name: "Pizza Dough" },
    ],
    ["start a ten-minute timer for the eggs", "set", { length: 600_000, name: "the eggs" }],
    ["could you please set a timer for 90 seconds, thanks", "set", { length: 90_000 }],
    ["cancel the pizza timer please", "cancel", { name: "pizza" }],
    ["stop timers", "cancel", {}],
    ["what's left", "left", {}],
    ["what is left?", "left", {}],
    ["how much time left", "left", {}],
    ["volume fifty percent", "set", { level: 50 }],
    ["set the volume to 30", "set", { level: 30 }],
    ["switch to night mode", "mode", { mode: "night" }],
    ["go to nighttime mode", "mode", { mode: "night" }],
  ])("%s", (text, intent, slots) => {
    expect(language.match(text, "en")).toMatchObject({ intent, slots });
    expect(Object.keys(language.match(text, "en")?.slots ?? {})).toEqual(Object.keys(slots));
  });
});

describe("does not understand", () => {
  it.each([
    "",
    "set a timer",
    "set a timer for",
    "timer for pizza",
    "please",
    "volume 200",
    "go to disco mode",
    "stop the",
  ])("%j", (text) => expect(language.match(text, "en")).toBeUndefined());
});

it("answers a region by its language, and nothing by another language", () => {
  expect(language.match("Stelle einen Timer auf anderthalb Minuten", "de-AT")?.slots).toEqual({
    length: 90_000,
  });
  expect(language.match("set a timer for five minutes", "de")).toBeUndefined();
  expect(language.match("set a timer for five minutes", "fr")).toBeUndefined();
  expect(language.languages()).toEqual(["de", "en"]);
});

it("allows and denies skills and intents", () => {
  const text = "set a timer for five minutes";
  expect(language.match(text, "en", { allow: ["volume"] })).toBeUndefined();
  expect(language.match(text, "en", { allow: ["timer/set"] })?.skill).toBe("timer");
  expect(language.match(text, "en", { deny: ["timer"] })).toBeUndefined();
  expect(language.match(text, "en", { deny: ["timer/set"] })).toBeUndefined();
  expect(language.match(text, "en", { allow: [] })?.skill).toBe("timer");
});

it("leaves out what the caller wants left out", () => {
  expect(language.match("computer, what is left", "en")).toBeUndefined();
  expect(language.match("Computer, what is left", "en", { skip: ["computer"] })?.intent).toBe("left");
});

describe("of several templates", () => {
  const best = (templates: readonly string[], text: string) => {
    const house = createLanguage();
    house.setSkill(
      oneIntent(
        "s",
        templates,
        {
          a: { kind: "text" },
          b: { kind: "text" },
          n: { kind: "number" },
          t: { kind: "duration" },
          c: { kind: "choice" },
        },
        { lists: { c: { on: ["on"], off: ["off"] } } },
      ),
    );
    const found = house.match(text, "en");
    return found && { template: found.template, slots: found.slots };
  };

  it.each([
    [
      "the most literal text wins",
      ["say {a}", "say good {a}"],
      "say good night",
      "say good {a}",
      { a: "night" },
    ],
    [
      "a value wins over free text",
      ["wait {a}", "wait {t}"],
      "wait five minutes",
      "wait {t}",
      { t: 300_000 },
    ],
    ["the first of equals wins", ["go [now] {a}", "go {b}"], "go home", "go [now] {a}", { a: "home" }],
    [
      "free text is as short as can be",
      ["{a} and {b}"],
      "x and y and z",
      "{a} and {b}",
      { a: "x", b: "y and z" },
    ],
    [
      "a number takes all its words",
      ["{n} {a}"],
      "twenty five green apples",
      "{n} {a}",
      { n: 25, a: "green apples" },
    ],
    [
      "the template's own words win over a list's",
      ["turn {c} it", "turn on it"],
      "turn on it",
      "turn on it",
      {},
    ],
    ["what is said wins over politeness", ["now {a}", "{a}"], "now play", "now {a}", { a: "play" }],
  ])("%s", (_what, templates, text, template, slots) => {
    expect(best(templates, text)).toEqual({ template, slots });
  });
});

it("scores what was free text lower", () => {
  const house = createLanguage();
  house.setSkill(oneIntent("s", ["remind me to {what}", "stop"], { what: { kind: "text" } }));
  expect(house.match("please stop", "en")?.score).toBe(1);
  expect(house.match("remind me to call mum", "en")?.score).toBeCloseTo(1 - 8 / 21);
});

it("replaces and removes skills, and keeps the old one when the new one is wrong", () => {
  const house = createLanguage();
  house.setSkill(oneIntent("s", ["one"]));
  expect(() => house.setSkill(oneIntent("s", ["(two"]))).toThrow('expected ")"');
  expect(house.match("one", "en")).toBeDefined();
  house.setSkill(oneIntent("s", ["two"]));
  expect(house.match("one", "en")).toBeUndefined();
  expect(house.match("two", "en")).toBeDefined();
  house.removeSkill("s");
  expect(house.match("two", "en")).toBeUndefined();
  expect(house.languages()).toEqual([]);
});

it("names the place of a wrong template", () => {
  const broken = () => createLanguage().setSkill(oneIntent("s", ["fine", "(not"]));
  expect(broken).toThrow(expect.objectContaining({ code: "SENTENCE_INVALID", path: "/hear/go/1" }));
});
