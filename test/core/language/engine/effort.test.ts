/** However a template is built, one sentence costs a bounded amount of work, and what is given up is told. */
import { expect, test } from "vitest";
import { mostEffort, shared } from "../../../../core/language/engine/effort.ts";
import { compile, match, verdict } from "../../../../core/language/engine/index.ts";
import { sourceOf } from "./kit.ts";

const wild = { kind: "wildcard" } as const;
const namesOf = (values: readonly string[]) =>
  ({ kind: "text", values: values.map((value) => ({ in: value })) }) as const;
const times = (count: number, make: (at: number) => string): string[] =>
  Array.from({ length: count }, (_, at) => make(at));
const long = "a ".repeat(300).trim();

function ask(templates: readonly string[], names: readonly string[], text: string) {
  const blocks = templates.map((one, at) => ({ intent: `I${at}`, sentences: [one] }));
  const program = compile(sourceOf(blocks, { lists: { x: wild, name: namesOf(names) } }));
  expect(program.problems).toEqual([]);
  const given: string[] = [];
  const once = () => match(program, text, { strained: (template) => given.push(template) });
  return { found: once(), again: once(), given, grows: verdict(program, text).grows };
}

test.each([
  ["five templates of five free texts", times(5, (at) => `{x} {x} {x} {x} {x} [w${at}]`), ["q"], long, 5],
  [
    "150 names that begin alike",
    ["{name}[ ]{name}[ ]{name}"],
    times(150, (at) => "a".repeat(at + 1)),
    "a".repeat(300),
    1,
  ],
])("%s are read whole", (_name, templates, names, text, intents) => {
  const { found, given } = ask(templates, names, text);
  expect(found).toHaveLength(intents);
  expect(given).toEqual([]);
});

test("what is too much is given up alike every time, told, and leaves the rest", () => {
  const names = times(300, (at) => "a ".repeat(at + 1).trim());
  const hurt = times(10, (at) => `{name} {name} {x} {name} {x} {name} [w${at}]`);
  const { found, again, given } = ask([...hurt, "{x}"], names, long);
  expect(given.length).toBe(2);
  expect(given[0]).toContain("{name} {name}");
  expect(found.map(({ intent }) => intent)).toContain("I10");
  expect(found.length).toBeLessThan(11);
  expect(again).toEqual(found);
});

test("too many templates for one sentence end its first pass", () => {
  const many = times(3000, (at) => `[{x}] [a${at}] [{x}] [b] [{x}] [on] [{x}] end`);
  const { found, given, grows } = ask(many, ["q"], `${"turn lamp zug ".repeat(40)}end`);
  expect(found).toEqual([]);
  expect(given.length).toBeGreaterThan(0);
  expect(grows).toBe(false);
});

test("too many templates end it even for a short text", () => {
  const many = times(4000, (at) => `[{x}] [a${at}] [{x}] [b] [{x}] [on] [{x}] end`);
  const { found, given } = ask(many, ["q"], "turn the lamp end");
  expect(found).toEqual([]);
  expect(given.length).toBeGreaterThan(0);
});

test("work that is short of its share gets what the others left", () => {
  const effort = { left: mostEffort };
  const needs = [mostEffort * 0.6, 10, 10, mostEffort * 2];
  const dry = shared(needs, effort, (need, own) => {
    own.left -= need;
  });
  expect(dry).toEqual([mostEffort * 2]);
});
