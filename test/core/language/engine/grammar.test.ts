/** Every form of the template grammar, each with sentences that it says and sentences that it does not. */
import { describe, expect, test } from "vitest";
import { compile, match } from "../../../../core/language/engine/index.ts";
import { hear, sourceOf, spell, valuesOf } from "./kit.ts";

const forms: readonly [name: string, template: string, says: readonly string[], not: readonly string[]][] = [
  ["plain words", "turn on", ["turn on", "Turn  ON", "turn on!"], ["turn", "turn on it", "turnon"]],
  ["an optional word", "turn on [the] light", ["turn on light", "turn on the light"], ["turn on thelight"]],
  ["optional alternatives", "[a|the] light", ["light", "a light", "the light"], ["a the light"]],
  ["alternatives", "(open|shut) it", ["open it", "shut it"], ["it", "open shut it"]],
  ["an optional within a word", "light[s] on", ["light on", "lights on"], ["light s on"]],
  ["alternatives within a word", "turn(s|ed) it", ["turns it", "turned it"], ["turn it"]],
  [
    "a permutation",
    "(now;please;stop)",
    ["now please stop", "stop now please"],
    ["now stop", "nowpleasestop"],
  ],
  ["a permutation within", "do (a;b) it", ["do a b it", "do b a it"], ["do a it", "do ab it"]],
  ["groups in groups", "(a [b] (c|d)|e)", ["a c", "a b d", "e"], ["a b", "e c"]],
  ["escaped signs", "100\\% \\(yes\\)", ["100% (yes)"], ["100 yes"]],
  ["an empty alternative", "(very|) good", ["very good", "good"], ["very"]],
  ["spaces by the brackets", "go[ on] now", ["go now", "go on now"], ["goon now"]],
  ["a hyphen said for a space", "living room", ["living-room", "living_room"], ["livingroom"]],
  ["an apostrophe that ends a word", "dans l' entrée", ["dans l'entrée", "dans l’entrée"], ["dans lentrée"]],
];

describe.each(forms)("%s: %s", (_name, template, says, not) => {
  test.each(says)("says “%s”", (text) => expect(hear([template], text)?.template).toBe(template));
  test.each(not)("does not say “%s”", (text) => expect(hear([template], text)).toBeUndefined());
});

const wrong: readonly [string, string][] = [
  ["turn (on", 'expected ")"'],
  ["turn on)", "no partner"],
  ["turn {on", 'expected "}"'],
  ["{}", "expected a name"],
  ["(a|b;c)", "in one group"],
  ["[a]", "without any word"],
  ["<none> a", "no rule <none>"],
  ["{none} a", "no list {none}"],
  ["<round> a", "contains itself"],
  ["(a;b;c;d;e;f)", "at most 5 parts"],
  [`${"(".repeat(40)}a${")".repeat(40)}`, "deep"],
  ["a".repeat(9000), "at most 8000"],
];

test.each(wrong)("%s is refused: %s", (template, reason) => {
  const { problems, built } = compile(
    sourceOf([{ sentences: [template, "fine"] }], { rules: { round: "x <round>" } }),
  );
  expect(problems.map(({ code }) => code)).toEqual(["SENTENCE_INVALID"]);
  expect(problems[0]?.message).toContain(reason);
  expect(problems[0]?.path).toBe("block 0");
  expect(built.templates[0]?.map(({ text }) => text)).toEqual(["fine"]);
});

const lists = {
  color: {
    kind: "text",
    values: [
      { in: "red[dish]", out: "red" },
      { in: "(dark|navy) blue", out: "blue", context: { shade: "dark" } },
      { in: "blue" },
    ],
  },
  level: { kind: "range", from: 0, to: 10 },
  coarse: { kind: "range", from: 0, to: 100, step: 10 },
  degrees: { kind: "range", from: 5, to: 30, fractions: "halves" },
  less: { kind: "range", from: 0, to: 100, multiplier: -1 },
  below: { kind: "range", from: -30, to: 30 },
  bare: { kind: "range", from: 0, to: 10, words: false },
  spoken: { kind: "range", from: 0, to: 10, digits: false },
  item: { kind: "wildcard" },
  other: { kind: "wildcard" },
} as const;

const slots: readonly [template: string, text: string, expected: Record<string, unknown> | undefined][] = [
  ["make it {color}", "make it Reddish", { color: "red" }],
  ["make it {color:shade}", "make it navy blue", { shade: "blue" }],
  ["make it {color}", "make it blue", { color: "blue" }],
  ["make it {color}", "make it green", undefined],
  ["make it {color}ish", "make it blueish", { color: "blue" }],
  ["set {level}[%| percent]", "set 7%", { level: 7 }],
  ["set {level}[%| percent]", "set seven percent", { level: 7 }],
  ["set {level}", "set 11", undefined],
  ["set {level}", "set 07", { level: 7 }],
  ["set {level}", "set 1.5", undefined],
  ["set {coarse}", "set 30", { coarse: 30 }],
  ["set {coarse}", "set 35", undefined],
  ["set {degrees}", "set 20.5", { degrees: 20.5 }],
  ["set {degrees}", "set 20,5", { degrees: 20.5 }],
  ["set {degrees}", "set 20.3", undefined],
  ["set {degrees}", "set 30.5", { degrees: 30.5 }],
  ["set {degrees}", "set 31", undefined],
  ["less by {less}", "less by 20", { less: -20 }],
  ["set {bare}", "set seven", undefined],
  ["set {spoken}", "set 7", undefined],
  ["set {spoken}", "set seven", { spoken: 7 }],
  ["wait {0..60,10:seconds}", "wait 20", { seconds: 20 }],
  ["wait {0..60,10:seconds}", "wait 25", undefined],
  ["set {level}", "set ٧", { level: 7 }],
  ["add {item} to [my] list", "add Milk & Eggs to my list", { item: "Milk & Eggs" }],
  ["add {item} to [my] list", "add to my list", undefined],
  ["{item} please", "what a day please", { item: "what a day" }],
  ["play {item} by {other}", "play Stand by Me by Ben", { item: "Stand", other: "Me by Ben" }],
  ["{item}を追加", "牛乳を追加", { item: "牛乳" }],
  ["set {less}", "set -5", undefined],
  ["set {level}", "set -5", undefined],
  ["set {below}", "set -5", { below: -5 }],
  ["set {below}", "set −5", { below: -5 }],
  ["set [to] {below}", "-5 set", undefined],
  ["[set] {below}", "-5", { below: -5 }],
  ["{item} {below}", "north pole -5", { item: "north pole", below: -5 }],
  ["{item} {level}", "north pole -5", undefined],
  ["go [now] {item}", "go -5 now", { item: "-5 now" }],
  ["set -5", "set -5", {}],
  ["{level} {other}", "3-four", { level: 3, other: "four" }],
  ["set {degrees}", "Set 20.5.", { degrees: 20.5 }],
];

test.each(slots)("%s hears “%s”", (template, text, expected) => {
  const found = hear([template], text, { lists });
  expect(found === undefined ? undefined : valuesOf(found)).toEqual(expected);
});

test("a capture is kept for the answer and fills no slot", () => {
  for (const template of ["make it {color:@shade}", "make it {color:@shade} please"]) {
    const found = hear([template], template.endsWith("please") ? "make it red please" : "make it red", {
      lists,
    });
    expect([found?.slots, found?.captures.shade?.value]).toEqual([{}, "red"]);
  }
  expect(hear(["make it {@color}"], "make it red", { lists })?.captures.color?.value).toBe("red");
});

test("slots tell the words said and where they stand in the text as it was written", () => {
  const text = "Please,  make  it “Navy Blue”!";
  const found = hear(["make it {color}"], text, { lists, skipWords: ["please"] });
  const { from = 0, to = 0, raw } = found?.slots.color ?? {};
  expect([raw, text.slice(from, to)]).toEqual(["Navy Blue", "Navy Blue"]);
});

describe("what templates need", () => {
  const on = (context?: Record<string, string>) => (context === undefined ? {} : { context });
  const source = sourceOf(
    [
      { intent: "Lock", sentences: ["close {name}"], requires: { domain: ["lock", "valve"] } },
      {
        intent: "Cover",
        sentences: ["close {name}"],
        requires: { domain: "cover" },
        slots: { kind: "cover" },
      },
      { intent: "Here", sentences: ["lights off"], requires: { area: { slot: true } } },
      { intent: "All", sentences: ["lights off"], excludes: { area: null } },
      { intent: "Word", sentences: ["say {text}"], keywords: ["loud", "quiet"] },
      {
        intent: "Open",
        sentences: ["open (gate|{name})", "open gate", "open [the] (door|gate) of {name}"],
        requires: { domain: null },
      },
    ],
    {
      lists: {
        name: {
          kind: "text",
          values: [
            { in: "gate", out: "cover.gate", context: { domain: "cover" } },
            { in: "gate", out: "lock.gate", context: { domain: "lock" } },
            { in: "door", out: "light.door", context: { domain: "light" } },
          ],
        },
        text: { kind: "wildcard" },
      },
    },
  );
  const program = compile(source, { spell });
  test.each([
    ["close gate", undefined, { Lock: { name: "lock.gate" }, Cover: { name: "cover.gate", kind: "cover" } }],
    ["close door", undefined, {}],
    ["lights off", undefined, { All: {} }],
    ["lights off", { area: "kitchen" }, { Here: { area: "kitchen" } }],
    ["say it loud", undefined, { Word: { text: "it loud" } }],
    ["say it well", undefined, {}],
    ["open gate", undefined, { Open: { name: "cover.gate" } }],
    ["open gate", { domain: "cover" }, { Open: {} }],
    ["open the gate of gate", undefined, { Open: { name: "cover.gate" } }],
  ])("%s with %o", (text, context, expected) => {
    const found = match(program, text, on(context));
    expect(Object.fromEntries(found.map((one) => [one.intent, valuesOf(one)]))).toEqual(expected);
  });
});

describe("skip words", () => {
  const more = { lists, skipWords: ["please", "can you", "the"] };
  test.each([
    ["add {item}", "can you add the milk please", { item: "the milk please" }],
    ["turn on light", "can you please turn on the light", {}],
    ["turn the light", "turn the light", {}],
    ["turn on light", "turn on the lighthouse", undefined],
    ["say please", "say please", {}],
  ])("%s hears “%s”", (template, text, expected) => {
    const found = hear([template], text, more);
    expect(found === undefined ? undefined : valuesOf(found)).toEqual(expected);
  });
});

describe("the best reading", () => {
  test.each([
    ["the most literal text", ["play {item}", "play {item} now"], "play it now", "play {item} now"],
    ["the fewest free texts", ["play {item} by {other}", "play {item}"], "play a by b", "play {item}"],
    ["a value before free text", ["make {item}", "make {color}"], "make red", "make {color}"],
  ])("has %s", (_name, templates, text, expected) =>
    expect(hear(templates, text, { lists })?.template).toBe(expected),
  );
});

test.each([
  ["打开客厅的灯", { area: "客厅" }],
  ["打开 客厅 的 灯", { area: "客厅" }],
  ["打开  客厅 ， 的  灯", { area: "客厅" }],
  ["打开请客厅请的灯", { area: "客厅" }],
  ["设为 10", { level: 10 }],
  ["播放  红   茶", { item: "红茶" }],
  ["请播放请红 茶", { item: "请红茶" }],
  ["播放 Taylor  Swift", { item: "Taylor Swift" }],
])("scripts without spaces are matched with and without them: “%s”", (text, expected) => {
  const found = hear(["打开{area}[的] 灯", "设为{level}", "播放{item}"], text, {
    language: "zh-CN",
    ignoreWhitespace: true,
    skipWords: ["请"],
    lists: { ...lists, area: { kind: "text", values: [{ in: "客厅" }] } },
  });
  expect(valuesOf(found)).toEqual(expected);
});
