/** What cannot grow has no continuation that is understood, whatever fills its slots: held against all short continuations. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { compile, match, verdict } from "../../../../core/language/engine/index.ts";
import { sourceOf, spell } from "./kit.ts";

const lists = {
  color: {
    kind: "text",
    values: [{ in: "red[dish]", out: "red" }, { in: "dark red" }, { in: "blue", context: { shade: "x" } }],
  },
  level: { kind: "range", from: 0, to: 30 },
  half: { kind: "range", from: 1, to: 25, fractions: "halves" },
  below: { kind: "range", from: -20, to: 20, step: 5 },
  item: { kind: "wildcard" },
} as const;

const word = fc.constantFrom("set", "on", "to", "red", "now", "five");
const part = fc.oneof(
  { weight: 3, arbitrary: word },
  fc.constantFrom("{color}", "{level}", "{half}", "{below}", "{item}", "{level}%", "[{level}]", "on[s]"),
  fc.tuple(word, word).map(([a, b]) => `(${a}|${b})`),
  word.map((one) => `[${one}]`),
);
const templates = fc.array(
  fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(" ")),
  { minLength: 1, maxLength: 3 },
);
const more = "set on to red now five 5 0 .5 ten dark % s dish -5 - please can blue".split(" ");
const begun = fc
  .array(fc.constantFrom(...more.filter((one) => one !== "-")), { minLength: 1, maxLength: 3 })
  .map((all) => all.join(" "));
const gaps = ["", " "];
const steps = (text: string): string[] => gaps.flatMap((gap) => more.map((one) => text + gap + one));

test("no continuation of what cannot grow is understood", () => {
  fc.assert(
    fc.property(
      templates,
      fc.array(begun, { minLength: 2, maxLength: 4 }),
      fc.boolean(),
      (said, texts, shaded) => {
        const block = { sentences: said, ...(shaded ? { requires: { shade: null } } : {}) };
        const program = compile(sourceOf([block], { lists, skipWords: ["please", "can you"] }), { spell });
        for (const text of texts) {
          const { complete, grows } = verdict(program, text);
          expect(complete).toBe(match(program, text).length > 0);
          if (grows || complete) continue;
          for (const longer of steps(text).filter((one) => !one.endsWith("-"))) {
            expect([text, longer, match(program, longer).length]).toEqual([text, longer, 0]);
          }
        }
      },
    ),
    { numRuns: 150 },
  );
});

test.each([
  ["please", { complete: false, grows: true }],
  ["can", { complete: false, grows: true }],
  ["can you please", { complete: false, grows: true }],
  ["set red pl", { complete: false, grows: true }],
  ["set red can", { complete: false, grows: true }],
  ["set red please", { complete: true, grows: false }],
  ["set red", { complete: true, grows: false }],
  ["set blue can", { complete: false, grows: false }],
])("“%s” of “set red” with skip words", (text, expected) => {
  const program = compile(sourceOf([{ sentences: ["set red"] }], { skipWords: ["please", "can you"] }));
  expect(verdict(program, text)).toEqual(expected);
});
