/** That no template and no sentence makes matching blow up: the work is bounded by design, so these end at once. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "../../../core/contract/fault.ts";
import { longestSentence } from "../../../core/language/ask.ts";
import { createLanguage } from "../../../core/language/index.ts";
import { oneIntent, type SlotTable } from "./kit.ts";

const slots: SlotTable[string] = {
  a: { kind: "text" },
  b: { kind: "text" },
  n: { kind: "number" },
  t: { kind: "duration" },
  c: { kind: "time" },
  d: { kind: "device" },
};

/** Far more than any of these needs; a back-tracking matcher would not end within the life of the universe. */
const soon = 2000;

function timed(templates: readonly string[], sentence: string) {
  const language = createLanguage();
  language.setSkill(oneIntent("s", templates, slots));
  const began = performance.now();
  const found = language.match(sentence, "en");
  expect(performance.now() - began).toBeLessThan(soon);
  return found;
}

const as = (count: number, word = "a") => Array(count).fill(word).join(" ");

describe("ends soon", () => {
  it.each([
    ["optional after optional", [`${as(85, "[a]")} b`], as(80)],
    ["free text after free text", [as(12, "{a}")], as(80)],
    ["free text or nothing, many times", [`go ${as(60, "[{a}]")} end`], as(80)],
    ["free text and its neighbour", [`{a} ${as(20, "[x {b}]")} end`], as(80, "x")],
    ["numbers after numbers", [`go ${as(50, "[{n}]")} end`], `go ${as(79, "one")}`],
    ["a number that never ends", ["go {n} end"], `go ${as(39, "one hundred")}`],
    ["a duration that never ends", ["go {t} end"], `go ${as(20, "one hour and")}`],
    ["a time that never ends", ["go {c} end"], `go ${as(79, "half")}`],
    ["joined alternatives", ["(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)"], "abababab"],
    ["many templates that begin alike", Array.from({ length: 300 }, (_, i) => `a [b] {a} w${i}`), as(80)],
  ])("%s", (_what, templates, sentence) => {
    timed(templates, sentence);
  });
});

it("refuses a template that would cost too much", () => {
  const language = createLanguage();
  const wordy = [as(200, "[a]"), `b ${as(9, "(a|b)").replaceAll(" ", "")}`, as(450, "a")];
  for (const template of wordy) {
    expect(() => language.setSkill(oneIntent("s", [template], slots))).toThrow(Fault);
  }
});

it("does not look at sentences that are too long for a command", () => {
  expect(timed(["{a}"], as(longestSentence))).toBeDefined();
  expect(timed(["{a}"], as(longestSentence + 1))).toBeUndefined();
  expect(timed(["{a}"], "a".repeat(16_384))).toBeDefined();
});

const piece: fc.Arbitrary<string> = fc.letrec((tie) => ({
  one: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("a", "b", "five", "{a}", "{n}", "{t}", "<r>", "x[s]"),
    fc.array(tie("one"), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(" ")),
    fc.array(tie("one"), { minLength: 1, maxLength: 3 }).map((parts) => `(${parts.join("|")})`),
    tie("one").map((inside) => `[${inside}]`),
  ),
})).one as fc.Arbitrary<string>;

it("takes any template and any sentence, and throws nothing but SENTENCE_INVALID", () => {
  const sentence = fc.oneof(
    fc.string(),
    fc.string({ unit: "grapheme" }),
    fc
      .array(fc.constantFrom("a", "b", "five", "minutes", "and", "half", "x", "xs"), { maxLength: 30 })
      .map((w) => w.join(" ")),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 5 }),
      sentence,
      fc.constantFrom("en", "de", "ja"),
      (hear, text, tag) => {
        const language = createLanguage();
        try {
          language.setSkill(oneIntent("s", hear, slots, { rules: { r: "a [b]" } }));
        } catch (thrown) {
          expect(thrown).toMatchObject({ name: "Fault", code: "SENTENCE_INVALID" });
        }
        const found = language.match(text, tag);
        if (found !== undefined) {
          expect(found.score).toBeGreaterThanOrEqual(0);
          expect(found.score).toBeLessThanOrEqual(1);
        }
      },
    ),
    { numRuns: 1000 },
  );
});

it("understands every sentence that a template can make", () => {
  const word = fc.constantFrom("turn", "on", "the", "big", "lamp", "off");
  const step = fc.tuple(word, fc.boolean(), fc.boolean());
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
      const said = steps.filter(([, optional, skip]) => !(optional && skip)).map(([one]) => one);
      if (said.length === 0) return;
      const template = steps.map(([one, optional]) => (optional ? `[${one}]` : one)).join(" ");
      expect(timed([`go ${template}`], `go ${said.join(" ")}`)?.score).toBe(1);
    }),
  );
});

it("a skill whose sentences are too much work is told of, and takes nothing from the others", () => {
  const told: (string | undefined)[] = [];
  const language = createLanguage((skill) => told.push(skill));
  const many = Array.from({ length: 60 }, (_, at) => `${as(10, "{a}")} [w${at}]`);
  language.setSkill(oneIntent("a", many, slots));
  language.setSkill(oneIntent("z", ["long ago {a}"], slots));
  const text = `long ago ${as(70, "wood")}`;
  expect(language.match(text, "en")?.skill).toBe("z");
  expect(new Set(told)).toEqual(new Set(["a"]));
  expect(language.verdict(text, "en").complete).toBe(true);
});

it("what is rehearsed is no sentence that anybody is told of", () => {
  const told: unknown[] = [];
  const language = createLanguage((skill) => told.push(skill));
  const many = Array.from({ length: 60 }, (_, at) => `${as(60, "wood ")} ${as(10, "{a}")} [w${at}]`);
  language.setSkill(oneIntent("a", many, slots));
  language.setSkill(oneIntent("b", ["hello"], slots));
  expect([...language.rehearse("en")]).toHaveLength(2);
  expect(told).toEqual([]);
});
