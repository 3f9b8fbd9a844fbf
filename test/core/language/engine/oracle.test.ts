/** Random templates against a naive list of all they can say: the automaton says the same, and its verdicts hold. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { compile, match, verdict } from "../../../../core/language/engine/index.ts";
import { parse } from "../../../../core/language/engine/template.ts";
import { sentencesOf, sourceOf } from "./kit.ts";

const { template } = fc.letrec<{ template: string; part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.constantFrom("a", "b", "ab", "a ", " b", " "),
    tie("template").map((inside) => `[${inside}]`),
    fc.array(tie("template"), { minLength: 2, maxLength: 3 }).map((all) => `(${all.join("|")})`),
    fc.array(tie("template"), { minLength: 2, maxLength: 2 }).map((all) => `(${all.join(";")})`),
  ),
  template: fc.array(tie("part"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("")),
}));

const words = fc.stringMatching(/^[ab]{1,3}( [ab]{1,3}){0,2}$/);
const cases = fc.array(template, { minLength: 1, maxLength: 3 }).filter((templates) => {
  const all = templates.map((one) => sentencesOf(parse(one)));
  return all.every((said) => said !== undefined && !said.has(""));
});
const saidBy = (templates: readonly string[]): Set<string> =>
  new Set(templates.flatMap((one) => [...(sentencesOf(parse(one)) ?? [])]));

test("a sentence is understood exactly when a template says it", () => {
  fc.assert(
    fc.property(cases, fc.array(words, { maxLength: 8 }), (templates, others) => {
      const program = compile(sourceOf([{ sentences: templates }]));
      expect(program.problems).toEqual([]);
      const said = saidBy(templates);
      for (const text of [...said].slice(0, 60)) expect(match(program, text), text).toHaveLength(1);
      for (const text of others) expect(match(program, text).length, text).toBe(said.has(text) ? 1 : 0);
    }),
    { numRuns: 300 },
  );
});

test("what may grow is the beginning of a longer sentence, and only that", () => {
  fc.assert(
    fc.property(cases, fc.array(words, { maxLength: 8 }), (templates, others) => {
      const program = compile(sourceOf([{ sentences: templates }]));
      const said = [...saidBy(templates)];
      const starts = said
        .slice(0, 20)
        .flatMap((text) => [...text].map((_, at) => text.slice(0, at + 1).trim()));
      for (const text of [...starts, ...others]) {
        const longer = said.some((one) => one.length > text.length && one.startsWith(text));
        const whole = said.includes(text);
        expect([text, verdict(program, text)]).toEqual([text, { complete: whole, grows: longer }]);
      }
    }),
    { numRuns: 200 },
  );
});
