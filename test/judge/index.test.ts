/** The judge counts what is right at each level, names every miss, and takes both layouts. */
import { describe, expect, it } from "vitest";
import { folderOf } from "../core/language/pack/folder.ts";
import { run } from "./index.ts";
import type { Score } from "./judge.ts";

const data = {
  "intents.yaml": `
Ring:
  slot_combinations:
    by_name: { slots: [name], name_domains: { required: [bell] } }
    by_room: { slots: [domain], context_area: true, inferred_domains: { required: [bell] } }
Mute: {}
`,
  "sentences/xx/_common.yaml": "language: xx\nskip_words: [pray]\n",
  "sentences/xx/Ring/by_name.yaml": `
data:
  - { sentences: ["ring {name} [{count} times]"], name_domains: [bell], response: rung }
`,
  "sentences/xx/Ring/by_room.yaml": `
data:
  - { sentences: ["ring the bells"], inferred_domain: bell, response: all }
`,
  "sentences/xx/bell_Mute.yaml": `
intents: { Mute: { data: [{ sentences: ["mute {name}", "hush"], requires_context: { domain: bell } }] } }
`,
  "lists/common.yaml": "lists: { count: { range: { from: 1, to: 9 } } }",
  "responses/xx/Ring.yaml": `
responses:
  intents:
    Ring:
      rung: "{{ slots.name }}   was {{ state.state }}"
      all: "In {{ slots.area }} at {{ slots.missing.deeper }}"
`,
};

const fixtures = "areas: [{name: Hall, id: hall}]\nentities: [{name: Big Bell, id: bell.big, area: hall}]";

const tests = {
  "tests/xx/_fixtures.yaml": fixtures,
  "tests/xx/Ring/by_name.yaml": `
entities: [{ name: Small Bell, domain: bell, state: still }, { name: Lamp, domain: light }]
tests:
  - sentences: ["ring small bell", "pray ring small bell", "ring lamp", "ring small bell 3 times"]
    slots: { name: Small Bell }
    response: "Small Bell was  still"
  - { sentences: ["ring big bell"], slots: { name: Big Bell } }
  - { sentences: ["ring small bell"], slots: { name: Small Bell }, response: other }
  - { sentences: ["ring small bell"], slots: { name: Small Bell } }
`,
  "tests/xx/Ring/by_room.yaml": `
areas: [{ name: Hall, context_area: true }]
tests:
  - { sentences: ["ring the bells"], response: "In Hall" }
`,
  "tests/xx/bell_Mute.yaml": `
tests:
  - { sentences: ["mute big bell", "ring big bell"], intent: { name: Mute, slots: { name: Big Bell } }, response: ["", x] }
  - { sentences: ["hush"], intent: { name: Mute, context: { domain: bell } } }
`,
  "tests/xx/Ring/broken.yaml": "tests: [",
  "tests/qq/Ring/by_name.yaml": "tests: []",
};

async function ran(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run(args, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

describe("judge-intents", async () => {
  const dir = await folderOf({ ...data, ...tests });
  const given = ["--data", dir, "--tests", dir];

  it("counts sentences that are right at each level, with every miss", async () => {
    const { code, out, err } = await ran(...given, "--json");
    expect(code).toBe(0);
    const { languages } = JSON.parse(out) as { languages: Record<string, Score> };
    const { misses, ...counts } = languages.xx as Score;
    expect(counts).toEqual({ total: 11, intent: 8, slots: 7, response: 5 });
    expect(misses.map(({ sentence, level, reason }) => [sentence, level, reason])).toEqual([
      ["ring lamp", "intent", "no template matches"],
      [
        "ring small bell 3 times",
        "slots",
        expect.stringMatching(/^slot count is not wanted: template "ring/),
      ],
      ["ring big bell", "intent", "no template matches"],
      ["ring small bell", "response", 'another answer by "rung"'],
      ["ring the bells", "response", expect.stringMatching(/^the answer cannot be made: .*undefined/)],
      ["ring big bell", "intent", expect.stringMatching(/^another intent: .*by_name\.yaml:3$/)],
    ]);
    expect(misses[3]).toMatchObject({
      file: "xx/Ring/by_name.yaml",
      expected: "other",
      got: "Small Bell was still",
    });
    expect(err).toMatch(/qq: left out/);
    expect(err).toMatch(/xx\/Ring\/broken\.yaml:1: /);
  });

  it("prints a table and the misses for people, from either folder of tests", async () => {
    const { code, out } = await ran("--data", dir, "--tests", `${dir}/tests`, "--languages", "xx");
    expect(code).toBe(0);
    expect(out).toMatch(/^language +sentences +intent/);
    expect(out).toMatch(/xx +11 +72\.72 % +63\.63 % +45\.45 %/);
    expect(out).toMatch(/xx\/Ring\/by_name\.yaml: "ring lamp"\n +intent: no template matches/);
  });

  const refused: readonly (readonly [args: string[], message: RegExp])[] = [
    [[], /Both --data and --tests/],
    [["--data", dir], /Both --data and --tests/],
    [["--data", "no-such", "--tests", dir], /no folder "sentences"/],
    [["--data", dir, "--tests", "no-such"], /There is no folder no-such/],
    [[...given, "--languages", "zz"], /no sentences with tests in "zz"; there are: xx/],
    [["--loud"], /Unknown option/],
  ];
  it.each(refused)("refuses %j", async (args, message) => {
    expect(await ran(...args)).toMatchObject({ code: 2, err: expect.stringMatching(message) });
  });

  it("explains itself", async () => {
    expect(await ran("--help")).toMatchObject({ code: 0, out: expect.stringMatching(/--languages a,b/) });
  });
});
