/** What the words so far are to a room: whole, begun or neither, and what could still follow. */
import { expect, test } from "vitest";
import { openGrammar } from "../../../../core/contract/voice/index.ts";
import { createJudge } from "../../../../core/dialog/listen/judge.ts";
import type { Meaning } from "../../../../core/dialog/route/meaning.ts";
import { createMemory } from "../../../../core/dialog/route/memory.ts";
import { grammarOf } from "../../../../core/language/grammar/build.ts";
import { createLanguage } from "../../../../core/language/index.ts";
import { skillState } from "../../language/kit.ts";

const home = skillState(
  "home",
  {
    on: { device: { kind: "device", optional: true }, area: { kind: "area", optional: true } },
    timer: { length: { kind: "duration" } },
    note: { text: { kind: "text" } },
    stop: {},
  },
  {
    en: {
      hear: {
        on: ["turn on [the] ({device}|{area}) [in [the] {area}]"],
        timer: ["set a timer for {length}"],
        note: ["write down {text}", "put {text} on the list"],
        stop: ["stop"],
      },
    },
  },
);
const music = skillState("music", { play: {} }, { en: { hear: { play: ["play (music|music loudly)"] } } });
const things = {
  areas: ["kitchen", "bedroom", "hall"].map((name) => ({ id: name, name })),
  floors: [],
  devices: ["fan", "bedroom lamp", "bedroom lamp strip", "hall lamp"].map((name) => ({
    id: name.replaceAll(" ", "_"),
    name,
    kind: "light",
    area: name.split(" ")[0] ?? "",
    abilities: ["onoff"],
    exposed: true,
  })),
};
const language = createLanguage();
for (const skill of [home, music]) language.setSkill(skill);
language.setPlaces(things as never);
const data = grammarOf({ language: "en", skills: [home, music], things: things as never, wakeWords: [] });
if (!data) throw new Error("no grammar");
const grammar = openGrammar(data);
const skills = new Map([home, music].map((skill) => [skill.name, skill]));
const house = {
  lexicon: {
    match: (text: string, tongue: string, filter: object) => language.match(text, tongue, filter),
    skill: (name: string) => skills.get(name),
    things: () => things,
  },
  grammars: { of: () => grammar },
} as never as Omit<Parameters<typeof createJudge>[0], "memory">;

const judge = (more: object = {}, last?: Meaning) => {
  const memory = createMemory();
  if (last) memory.did("kitchen", last);
  const facts = { site: "kitchen", area: "kitchen", language: "en", skills: {}, ...more };
  return createJudge({ ...house, memory }, facts);
};

test.each([
  ["Stop.", "closed", false],
  ["stop please", "closed", false],
  ["play music", "closed", false],
  ["turn on the fan", "adds", false],
  ["turn on the bedroom", "short", false],
  ["turn on the bedroom lamp", "short", false],
  ["turn on the bedroom lamp strip", "adds", false],
  // A lamp is all there is.
  ["turn on the hall", "adds", false],
  ["turn on the kitchen", "changes", false],
  ["turn on the bedroom lamp in the kitchen", "closed", false],
  ["set a timer for five minutes", "changes", false],
  ["turn on", "begun", false],
  ["Turn on the.", "begun", true],
  ["set a timer for twenty", "begun", true],
  ["write down milk", "open", false],
  ["write down milk and", "open", true],
  ["put milk on the list", "closed", false],
  ["what is love", "unknown", false],
  ["what is love and", "unknown", true],
  ["can I have a large", "unknown", true],
  ["can I have a latte", "unknown", true],
  ["can I have a latte with milk", "unknown", false],
  ["", "unknown", false],
] as const)("%j is %s (unfinished: %s)", (text, standing, unfinished) => {
  expect(judge()({ text })).toEqual({ standing, unfinished });
});

test.each([
  ["play music", { deny: ["music"] }, "unknown"],
  ["play", { deny: ["music"] }, "unknown"],
  ["play", {}, "begun"],
  ["play music", { allow: ["music"] }, "closed"],
  ["stop", { allow: ["music"] }, "unknown"],
])("%j with the skills %j is %s", (text, filter, standing) => {
  expect(judge({ skills: filter })({ text }).standing).toBe(standing);
});

test.each([
  ["yes", [], "closed"],
  ["No.", [], "closed"],
  ["the small one", ["the small one"], "closed"],
  ["the small", ["the small one"], "changes"],
  ["the large one", ["the small one"], "unknown"],
])("%j as an answer, beside %j, is %s", (text, answers, standing) => {
  expect(judge({ answers })({ text }).standing).toBe(standing);
});

test("yes is no answer where nothing was asked", () => {
  expect(judge()({ text: "yes" }).standing).toBe("unknown");
});

test("what only means something after the turn before is whole then", () => {
  const last: Meaning = {
    text: "turn on the fan",
    skill: "home",
    intent: "on",
    slots: { device: "fan" },
    score: 1,
    by: "sentences",
  };
  expect(judge()({ text: "and in the kitchen" }).standing).toBe("unknown");
  expect(judge({}, last)({ text: "and the bedroom lamp" }).standing).toBe("changes");
});

test.each([
  ["stop", "Stop", "closed"],
  ["stop", "shop", "changes"],
  ["turn on the fan", "turn on the", "begun"],
])("%j that was put in the place of %j is %s", (text, heard, standing) => {
  expect(judge()({ text, heard }).standing).toBe(standing);
});

const counted = () => {
  const asked: string[] = [];
  const lexicon = {
    ...house.lexicon,
    match: (text: string, ...more: [string, object]) => {
      asked.push(text);
      return language.match(text, ...more);
    },
  };
  const facts = { site: "kitchen", area: "kitchen", language: "en", skills: {} };
  return {
    asked,
    judge: (memory = createMemory(), more = {}) =>
      createJudge({ ...house, lexicon, memory } as never, { ...facts, ...more }),
  };
};

test("a sentence is judged once while the house can be asked the same, and anew for other skills", () => {
  const { asked, judge } = counted();
  judge()({ text: "turn on the kitchen in the bedroom" });
  const first = asked.length;
  expect(judge()({ text: "Turn on the kitchen in the bedroom." }).standing).toBe("closed");
  expect(asked).toHaveLength(first);
  judge(undefined, { skills: { deny: ["music"] } })({ text: "turn on the kitchen in the bedroom" });
  expect(asked.length).toBeGreaterThan(first);
});

test.each(["turn on the fan", "and the bedroom lamp on five", "no not that one"])(
  "the work of one judgement is bounded: %j",
  (text) => {
    const { asked, judge } = counted();
    const memory = createMemory();
    memory.did("kitchen", {
      text: "turn on the fan",
      skill: "home",
      intent: "on",
      slots: { device: "fan" },
      score: 1,
      by: "sentences",
    });
    judge(memory)({ text });
    expect(asked.filter((one) => / (please|thanks)$/.test(one))).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(2 * (1 + 20));
  },
);
