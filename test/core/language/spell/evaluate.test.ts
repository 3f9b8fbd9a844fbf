/** The rules' notation: brackets, arrows, plurals, fractions; and rules that lead nowhere or round in circles. */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spell } from "../../../../core/language/spell/evaluate.ts";
import { ordinals, spellings } from "../../../../core/language/spell/index.ts";
import { parseSet, type Written } from "../../../../core/language/spell/rules.ts";

function said(sets: Readonly<Record<string, Written>>, value: number, language = "en"): string | undefined {
  const parsed = new Map(Object.entries(sets).map(([name, rules]) => [name, parseSet(name, rules)]));
  const main = parsed.get("%main");
  if (main === undefined) throw new Error("no %main");
  return spell({ language, set: (name) => parsed.get(name) }, main, value);
}

const digits: Written = Array.from("abcdefghij", (letter, index) => [String(index), `${letter};`]);

describe("rules", () => {
  const main: Written = [
    ["-x", "neg →→;"],
    ["x.x", "←← dot →→;"],
    ...digits,
    ["10", "ten[-→→];"],
    ["20", "←←ty[-→→|!];"],
    ["100", "' hundred[ →→];"],
  ];
  test.each([
    [0, "a"],
    [-2, "neg c"],
    [10, "ten"],
    [13, "ten-d"],
    [30, "dty!"],
    [34, "dty-e"],
    [110, " hundred ten"],
    [200, " hundred"],
    [1.25, "b dot c f"],
    [-0, "a"],
  ])("%d is %j", (value, words) => {
    expect(said({ "%main": main }, value)).toBe(words);
  });

  test("a rule's radix sets what it divides by", () => {
    expect(said({ "%main": [...digits, ["60/60", "←← min[ →→];"]] }, 125)).toBe("c min f");
  });

  test("triple arrows use the rule before, and leave no space between digits", () => {
    const rules: Written = [["x.x", "←←.→→→;"], ...digits];
    expect(said({ "%main": rules }, 2.34)).toBe("c.de");
  });

  test("plural forms are those of the language", () => {
    const rules: Written = [...digits, ["1000", "←← $(cardinal,one{a}few{b}other{c})$[ →→];"]];
    expect(said({ "%main": rules }, 3000, "cs")).toBe("d b");
    expect(said({ "%main": rules }, 5000, "cs")).toBe("f c");
  });

  test("fractions are said as so many tenths or hundredths", () => {
    const sets = {
      "%main": [["x.x", "[←← and ]→%%parts→;"], ...digits] as Written,
      "%%parts": [
        ["10", "←%main← tenths;"],
        ["100", "←%main←← hundredths;"],
      ] as Written,
    };
    expect(said(sets, 2.3)).toBe("c and d tenths");
    expect(said(sets, 0.3)).toBe("d tenths");
    expect(said(sets, 0.05)).toBe("a f hundredths");
  });
});

describe("bad rules", () => {
  test.each<[string, Written]>([
    ["a circle", [["0", "=%main=;"]]],
    ["two circles at once", [["0", "=%main==%main=;"]]],
    ["a remainder that is never less", [["0", "→→→→;"]]],
    ["a set that does not exist", [["0", "=%other=;"]]],
    ["digits", [["0", "=#,##0=;"]]],
    ["nothing", []],
    ["no key", [["", "x;"]]],
    ["half a rule", [["5"]]],
  ])("%s gives nothing", (_what, rules) => {
    expect(said({ "%main": rules }, 5)).toBeUndefined();
  });

  test("any rules and any number end", () => {
    const body = fc.stringMatching(/^[ab%→←=[\]|;' main]{0,24}$/);
    const key = fc.oneof(
      fc.constantFrom("-x", "x.x", "0.x", "x,x"),
      fc.stringMatching(/^\d{1,5}(\/\d{1,3})?>{0,3}$/),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(key, body), { maxLength: 8 }),
        fc.double({ noNaN: true }),
        (rules, value) => {
          said({ "%main": rules }, value);
        },
      ),
    );
  });
});

test("any finite number in any language: words without digits, or nothing", () => {
  const folder = join(dirname(createRequire(import.meta.url).resolve("cldr-rbnf/package.json")), "rbnf");
  const languages = readdirSync(folder).flatMap((name) =>
    name.endsWith(".json") ? [name.slice(0, -5)] : [],
  );
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.maxSafeInteger(),
    fc.integer(),
  );
  fc.assert(
    fc.property(fc.constantFrom(...languages), number, (language, value) => {
      for (const words of [...spellings(language, value), ...ordinals(language, value)]) {
        expect(words).not.toMatch(/[\p{Nd}\u00ad]/u);
        expect(words.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 1000 },
  );
});

test("round numbers have a word of their own, and different numbers different words", () => {
  for (const language of ["en", "de", "fr", "es", "nl", "ru", "ja", "fi", "ar"]) {
    const all = [10, 20, 50, 100, 200, 1000, 2000, 1_000_000].map((value) => spellings(language, value));
    expect(all.filter((words) => words.length === 0)).toEqual([]);
    expect(new Set(all.map((words) => words[0])).size).toBe(all.length);
  }
});
