/** The grammar of sentence templates: what it reads, and how it names what it cannot read. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "../../../core/contract/fault.ts";
import { limits, type Part, parseTemplate } from "../../../core/language/parse.ts";

/** A tree as text again, with every group written out. */
const show = (parts: readonly Part[]): string =>
  parts
    .map((part) => {
      if (part.type === "text") return `"${part.text}"`;
      if (part.type === "group") return `(${part.options.map(show).join("|")})`;
      return part.type === "slot" ? `{${part.name}}` : `<${part.name}>`;
    })
    .join("");

describe("reads", () => {
  it.each([
    ["turn on", '"turn on"'],
    ["[please] go", '("please"|)" go"'],
    ["(a|b|c)", '("a"|"b"|"c")'],
    ["[a|b]", '("a"|"b"|)'],
    ["set {length} <x>", '"set "{length}" "<x>'],
    ["a [b (c|d [e])]", '"a "("b "("c"|"d "("e"|))|)'],
    ["\\[so\\]", '"[so]"'],
    ["light[s]", '"light"("s"|)'],
    ["", ""],
  ])("%s", (source, tree) => expect(show(parseTemplate(source))).toBe(tree));
});

describe("refuses", () => {
  it.each([
    ["(a|b", 5, 'expected ")"'],
    ["[a", 3, 'expected "]"'],
    ["a]", 2, '"]" has no partner'],
    ["a | b", 3, 'a "|" stands in'],
    ["{a", 3, 'expected "}"'],
    ["{}", 2, "expected the name of a slot"],
    ["{1a}", 2, "expected the name of a slot"],
    ["<>", 2, "expected the name of a rule"],
    ["(a; b)", 3, '";" has no partner'],
    ["(a]", 3, '"]" has no partner'],
  ])("%s", (source, at, what) => {
    expect(() => parseTemplate(source)).toThrow(`at character ${at}: ${what}`);
  });

  it("groups that stand too deep, and templates that are too long", () => {
    const depth = limits.depth + 1;
    expect(() => parseTemplate(`${"[".repeat(depth)}a${"]".repeat(depth)}`)).toThrow("deep");
    expect(() => parseTemplate("a".repeat(limits.length + 1))).toThrow("characters");
  });
});

it("throws nothing but SENTENCE_INVALID, whatever it is given", () => {
  const sign = fc.constantFrom(..."[](){}<>|;\\ ab'");
  const source = fc.oneof(fc.string(), fc.string({ unit: sign, maxLength: 60 }));
  fc.assert(
    fc.property(source, (text) => {
      try {
        parseTemplate(text);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Fault);
        expect(thrown).toMatchObject({ code: "SENTENCE_INVALID" });
      }
    }),
    { numRuns: 3000 },
  );
});
