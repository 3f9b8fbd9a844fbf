/** Language packs are read in both layouts, their shorthands spelled out, and a broken file costs only itself. */
import { describe, expect, it } from "vitest";
import { languagesOf, readPack } from "../../../../core/language/pack/index.ts";
import { folderOf } from "./folder.ts";

const intents = `
Ring:
  domain: bell
  description: rings
  slots:
    name: { description: which, required: true }
  slot_combinations:
    by_room:
      slots: [area]
      context_area: true
      inferred_domains: { required: [bell], optional: [gong] }
      importance: usable
    by_name:
      slots: [name]
      name_domains: { required: [bell], complete: [gong] }
      name_domain_groups: { default: [bell, gong] }
      wildcard_slots: [song]
`;

const modern = {
  "intents.yaml": intents,
  "sentences/xx/_common.yaml": `
language: xx
settings: { ignore_whitespace: true }
skip_words: [pray, y, no]
responses: { errors: { no_intent: "What?" } }
`,
  "sentences/xx/Ring/by_name.yaml": `
language: xx
data:
  - sentences: ["ring {name}", "<hit> {name}"]
    name_domains: default
    response: rung
  - sentences: ["gong {name}"]
    name_domains: [gong]
  - sentences: ["ring {name}"]
    speech_to_phrase: true
`,
  "sentences/xx/Ring/by_room.yaml": `
data:
  - sentences: ["ring the bells [{song}]"]
    inferred_domain: bell
    slots: { loud: true }
    requires_context: { owner: { value: [me, you], slot: true }, mood: , place: garden, who: { slot: person } }
    excludes_context: { night: { value: true } }
    required_keywords: [bells]
    lists: { song: { wildcard: true } }
    expansion_rules: { local: "(a|b)" }
    metadata: { own: 1 }
`,
  "sentences/xx/Zoo/only_short.yaml": `
data:
  - sentences: ["zoo"]
    speech_to_phrase: true
`,
  "lists/common.yaml": `
lists:
  volume: { range: { from: 0, to: 100, step: 10, type: percentage, multiplier: -1, fractions: halves } }
  spoken: { range: { from: 1, to: 3, digits: false, words: true, words_language: de } }
  tune: { wildcard: true }
  hue: { values: [grey] }
`,
  "lists/xx/hues.yaml": `
lists:
  hue:
    values:
      - red
      - "light[ ]blue"
      - { in: "(on|lit)", out: on }
      - { in: many, out: [1, 2], context: { warm: true }, metadata: { code: 7 } }
      - { in: dusk }
`,
  "rules/xx/verbs.yaml": `
expansion_rules: { hit: "(hit|strike)" }
`,
  "responses/xx/Ring.yaml": `
responses: { intents: { Ring: { rung: "{{ slots.name }} rings", default: "" } } }
`,
};

describe("a pack in the layout by slot combination", async () => {
  const dir = await folderOf(modern);
  const pack = await readPack(dir, "xx");
  const [room, named, gong, zoo] = pack.source.blocks;

  it("has no problems and keeps the order of intents.yaml", () => {
    expect(pack.problems).toEqual([]);
    expect(pack.source.blocks.map(({ intent, sentences }) => [intent, sentences[0]])).toEqual([
      ["Ring", "ring the bells [{song}]"],
      ["Ring", "ring {name}"],
      ["Ring", "gong {name}"],
      ["Zoo", "zoo"],
    ]);
  });

  it("spells out domains and the room", () => {
    expect(named).toEqual({
      intent: "Ring",
      sentences: ["ring {name}", "<hit> {name}"],
      where: "sentences/xx/Ring/by_name.yaml:4",
      requires: { domain: ["bell", "gong"] },
      response: "rung",
      metadata: { slot_combination: "by_name" },
    });
    expect(gong?.requires).toEqual({ domain: ["gong"] });
    expect(room).toEqual({
      intent: "Ring",
      sentences: ["ring the bells [{song}]"],
      where: "sentences/xx/Ring/by_room.yaml:3",
      slots: { loud: true, domain: "bell" },
      requires: {
        owner: { value: ["me", "you"], slot: true },
        mood: null,
        place: "garden",
        who: { slot: "person" },
        area: { slot: true },
      },
      excludes: { night: true },
      keywords: ["bells"],
      lists: { song: { kind: "wildcard" } },
      rules: { local: "(a|b)" },
      metadata: { own: 1, slot_combination: "by_room" },
    });
    expect(zoo?.sentences).toEqual(["zoo"]);
  });

  it("reads every form of list", () => {
    expect(pack.source.lists).toEqual({
      volume: { kind: "range", from: 0, to: 100, step: 10, multiplier: -1, fractions: "halves" },
      spoken: { kind: "range", from: 1, to: 3, digits: false, words: true, wordsLanguage: "de" },
      tune: { kind: "wildcard" },
      hue: {
        kind: "text",
        values: [
          { in: "red", out: "red" },
          { in: "light[ ]blue" },
          { in: "(on|lit)", out: true },
          { in: "many", out: [1, 2], context: { warm: true }, metadata: { code: 7 } },
          { in: "dusk" },
        ],
      },
    });
  });

  it("reads rules, settings, answers and facts of intents", () => {
    const { source, responses, errors } = pack;
    expect(source.rules).toEqual({ hit: "(hit|strike)" });
    expect(source.skipWords).toEqual(["pray", "y", "no"]);
    expect([source.language, source.ignoreWhitespace]).toEqual(["xx", true]);
    expect(responses).toEqual({ Ring: { rung: "{{ slots.name }} rings", default: "" } });
    expect(errors).toEqual({ no_intent: "What?" });
    expect(pack.intents.Ring).toEqual({
      domain: "bell",
      about: "rings",
      slots: { name: { required: true, about: "which" } },
      combinations: {
        by_room: {
          slots: ["area"],
          contextArea: true,
          nameDomains: [],
          groups: {},
          inferredDomains: ["bell", "gong"],
          wildcards: [],
          importance: "usable",
        },
        by_name: {
          slots: ["name"],
          contextArea: false,
          nameDomains: ["bell", "gong"],
          groups: { default: ["bell", "gong"] },
          inferredDomains: [],
          wildcards: ["song"],
        },
      },
    });
  });
});

it("a pack in the flat layout", async () => {
  const dir = await folderOf({
    "sentences/yy/_common.yaml": `
lists: { tone: { values: [high, low] } }
expansion_rules: { the: "[the]" }
skip_words: [please]
`,
    "sentences/yy/bell_Ring.yaml": `
language: yy
intents:
  Ring:
    data:
      - sentences: ["ring <the> bell {tone}"]
        requires_context: { domain: bell }
`,
  });
  const { source, problems } = await readPack(dir, "yy");
  expect(problems).toEqual([]);
  expect(source).toEqual({
    language: "yy",
    blocks: [
      {
        intent: "Ring",
        sentences: ["ring <the> bell {tone}"],
        where: "sentences/yy/bell_Ring.yaml:6",
        requires: { domain: "bell" },
      },
    ],
    lists: {
      tone: {
        kind: "text",
        values: [
          { in: "high", out: "high" },
          { in: "low", out: "low" },
        ],
      },
    },
    rules: { the: "[the]" },
    skipWords: ["please"],
    ignoreWhitespace: false,
  });
});

it("a region without lists, rules and answers of its own has those of its language", async () => {
  const dir = await folderOf({ ...modern, "sentences/xx-YY/_common.yaml": "language: xx-YY" });
  const [near, wide] = [await readPack(dir, "xx-YY"), await readPack(dir, "xx")];
  expect(near.source.lists).toEqual(wide.source.lists);
  expect(near.source.rules).toEqual(wide.source.rules);
  expect(near.responses).toEqual(wide.responses);
  expect(await languagesOf(dir)).toEqual(["xx", "xx-YY"]);
});

describe("what is wrong is named with file and line, and costs only its file", () => {
  const block = "data:\n  - sentences: [hum]\n    ";
  const cases: readonly (readonly [file: string, text: string, message: RegExp])[] = [
    ["sentences/xx/Ring/a.yaml", "data: [", /^sentences\/xx\/Ring\/a\.yaml:1: /],
    ["sentences/xx/Ring/a.yaml", "data:\n  - sentences: {}", /a\.yaml:2: a list is expected here/],
    ["sentences/xx/Ring/a.yaml", "data: hum", /a\.yaml:1: a list is expected/],
    ["sentences/xx/Ring/a.yaml", "[]", /a\.yaml:1: keys with values are expected/],
    [
      "sentences/xx/Ring/a.yaml",
      `${block}name_domains: mine`,
      /a\.yaml:3: intents\.yaml has no group "mine"/,
    ],
    ["sentences/xx/Ring/a.yaml", `${block}speech_to_phrase: 3`, /a\.yaml:3: true or false/],
    ["sentences/xx/Ring/a.yaml", `${block}requires_context: {a: {slot: [b]}}`, /a\.yaml:3: .*its own name/],
    ["lists/xx/a.yaml", "lists:\n  hue: 3", /a\.yaml:2: a list has "values", a "range"/],
    ["lists/xx/a.yaml", "lists:\n  hue: {}", /a\.yaml:2: a list has "values", a "range"/],
    ["lists/xx/a.yaml", "lists: {hue: {values: [{out: 1}]}}", /a\.yaml:1: a value has "in"/],
    ["lists/xx/a.yaml", "lists: {hue: {range: {from: 1}}}", /a range has "from" and "to"/],
    ["lists/xx/a.yaml", "lists: {hue: {range: {from: 1, to: x}}}", /a number is expected/],
    ["lists/xx/a.yaml", "lists: {hue: {range: {from: 3, to: 1}}}", /from 3 to 1, backwards/],
    ["lists/xx/a.yaml", "lists: {hue: {range: {from: 1, to: 3, step: 0}}}", /a step is greater than 0/],
    ["lists/xx/a.yaml", "lists: {hue: {range: {from: 1, to: 3, fractions: x}}}", /"x" is no fraction/],
    [
      "lists/xx/a.yaml",
      "lists: {hue: {range: {from: 1, to: 3, digits: no, words: no}}}",
      /neither digits nor/,
    ],
    ["sentences/xx/Ring/a.yaml", `${block}slots: &a {b: *a}`, /a\.yaml:3: it refers to itself/],
    ["rules/xx/a.yaml", "expansion_rules: {hit: [a]}", /a\.yaml:1: text is expected/],
    ["responses/xx/a.yaml", "responses: {intents: {Ring: hum}}", /a\.yaml:1: keys with values/],
    ["intents.yaml", "Ring: {slot_combinations: 3}", /intents\.yaml:1: keys with values/],
  ];
  it.each(cases)("%s: %s", async (file, text, message) => {
    const { source, problems } = await readPack(await folderOf({ ...modern, [file]: text }), "xx");
    expect(problems[0]).toMatchObject({ code: "PACK_INVALID", message: expect.stringMatching(message) });
    expect(source.blocks.map(({ sentences }) => sentences[0])).toContain("zoo");
  });

  it("an absent language names those that are there", async () => {
    const dir = await folderOf(modern);
    await expect(readPack(dir, "qq")).rejects.toMatchObject({ code: "PACK_INVALID", message: /it has: xx/ });
    await expect(languagesOf("no-such-folder")).rejects.toMatchObject({ code: "PACK_INVALID" });
  });
});
