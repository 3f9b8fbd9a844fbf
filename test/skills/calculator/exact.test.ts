/** The calculator's parser against exact arithmetic done another way, and what it must refuse. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Exact, fraction, power, root, toNumber, Unworkable } from "../../../skills/calculator/exact.ts";
import { pieces, type Speech } from "../../../skills/calculator/read.ts";
import { de } from "../../../skills/calculator/speech-de.ts";
import { en } from "../../../skills/calculator/speech-en.ts";
import { tell } from "../../../skills/calculator/tell.ts";
import { work } from "../../../skills/calculator/work.ts";

const said = (text: string, speech: Speech = en): Exact => work(pieces(text, speech));

/** An expression as a tree: how it is said, and its value as a fraction that is never shortened. */
interface Tree {
  readonly said: string;
  readonly n: bigint;
  readonly d: bigint;
}
const signs = [
  ["plus", (a: Tree, b: Tree) => [a.n * b.d + b.n * a.d, a.d * b.d]],
  ["minus", (a: Tree, b: Tree) => [a.n * b.d - b.n * a.d, a.d * b.d]],
  ["times", (a: Tree, b: Tree) => [a.n * b.n, a.d * b.d]],
  ["divided by", (a: Tree, b: Tree) => (b.n === 0n ? undefined : [a.n * b.d, a.d * b.n])],
] as const;
const leaf: fc.Arbitrary<Tree> = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 3 }))
  .map(([value, places]) => {
    const d = 10 ** places;
    return { said: (value / d).toFixed(places), n: BigInt(value), d: BigInt(d) };
  });
const { tree } = fc.letrec<{ tree: Tree; branch: Tree }>((tie) => ({
  tree: fc.oneof({ depthSize: "small", withCrossShrink: true }, leaf, tie("branch")),
  branch: fc.tuple(tie("tree"), tie("tree"), fc.integer({ min: 0, max: 3 })).map(([a, b, index]) => {
    const [sign, run] = signs[index] ?? signs[0];
    const [n, d] = run(a, b) ?? [1n, 0n];
    return {
      said: `open bracket ${a.said} ${sign} ${b.said} close bracket`,
      n: a.d === 0n || b.d === 0n ? 1n : (n ?? 0n),
      d: a.d === 0n || b.d === 0n ? 0n : (d ?? 1n),
    };
  }),
}));

describe("expressions", () => {
  it("are what fractions of whole numbers say they are", () => {
    fc.assert(
      fc.property(tree, ({ said: text, n, d }) => {
        fc.pre(text.split(" ").length < 100);
        if (d === 0n) expect(() => said(text)).toThrow(Unworkable);
        else {
          const value = said(text);
          expect(value.n * d).toBe(n * value.d);
        }
      }),
    );
  });
  it("without brackets have the precedence of code", () => {
    const numbers = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 2, maxLength: 8 });
    const words = fc.array(fc.constantFrom("plus", "minus", "times"), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(numbers, words, (all, ops) => {
        const text = all.map((value, i) => (i === 0 ? `${value}` : `${ops[i]} ${value}`)).join(" ");
        const terms = text.split(/ (?=plus|minus)/).map((term) => {
          const [, sign, product = ""] = /^(plus|minus)? ?(.*)$/.exec(term) ?? [];
          const value = product.split(" times ").reduce((result, factor) => result * BigInt(factor), 1n);
          return sign === "minus" ? -value : value;
        });
        expect(said(text).n).toBe(terms.reduce((sum, term) => sum + term, 0n));
      }),
    );
  });
  it("of any words are worked out or refused, and quickly", () => {
    const all = [
      ...Object.keys(en.signs),
      ..."one two hundred thousand point and a third 3 4.5 7,8 99% lamp".split(" "),
    ];
    const word = fc.constantFrom(...all);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 130 }), fc.constantFrom(en, de), (list, speech) => {
        try {
          tell(said(list.join(" "), speech), "en");
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(Unworkable);
        }
      }),
    );
  });
  it.each([
    "(".repeat(100),
    "- ".repeat(110),
    "1 ^ ".repeat(59) + 1,
    "9 ^ 9 ^ 9 ^ 9",
    "1e9999",
    "9".repeat(2000),
  ])("bounds %#", (text) => {
    try {
      said(text);
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(Unworkable);
    }
  });
});

describe("numbers in words", () => {
  it.each<[string, bigint]>([
    ["zero", 0n],
    ["nineteen", 19n],
    ["ninety nine", 99n],
    ["a hundred and one", 101n],
    ["two thousand and five", 2005n],
    ["one hundred twenty three thousand four hundred and fifty six", 123456n],
    ["twelve million three", 12_000_003n],
    ["nine hundred ninety nine billion one", 999_000_000_001n],
    ["one trillion", 1_000_000_000_000n],
    ["3 million", 3_000_000n],
  ])("%s", (text, value) => expect(said(text)).toEqual({ n: value, d: 1n }));
  it.each<[string, bigint]>([
    ["null", 0n],
    ["neunundneunzig", 99n],
    ["einundzwanzig", 21n],
    ["hunderteins", 101n],
    ["zweitausendfünf", 2005n],
    ["einhundertdreiundzwanzigtausendvierhundertsechsundfünfzig", 123456n],
    ["zwölf Millionen drei", 12_000_003n],
    ["neunhundertneunundneunzig Milliarden eins", 999_000_000_001n],
    ["eine Billion", 1_000_000_000_000n],
    ["dreißig", 30n],
    ["3 Millionen", 3_000_000n],
  ])("%s", (text, value) => expect(said(text, de)).toEqual({ n: value, d: 1n }));
});

describe("powers and roots", () => {
  it("undo each other", () => {
    const size = fc.bigInt({ min: 0n, max: 10n ** 20n });
    fc.assert(
      fc.property(size, fc.bigInt({ min: 1n, max: 10n ** 10n }), (n, d) => {
        const value = fraction(n, d);
        expect(root(power(value, fraction(2n)))).toEqual(value);
        expect(root(power(value, fraction(3n)), 3)).toEqual(value);
      }),
    );
  });
  it("that are no fractions are near", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), (size) => {
        const value = fraction(BigInt(Math.round(size * 1e9)) + 1n, 10n ** 9n);
        const near = toNumber(root(value)) ** 2 / toNumber(value);
        expect(Math.abs(near - 1)).toBeLessThan(1e-9);
      }),
    );
  });
});

describe("what is told", () => {
  it.each<[bigint, bigint, string, object]>([
    [1n, 8n, "en", { text: "0.125", about: false }],
    [1n, 3n, "de", { text: "0,3333", about: true }],
    [-7n, 2n, "de", { text: "-3,5", about: false }],
    [20_000n, 3n, "en", { text: "6,666.67", about: true }],
    [10n ** 21n, 1n, "en", { text: "1", about: false, power: 21 }],
    [1n, 10n ** 7n, "en", { text: "0.0000001", about: false }],
    [1n, 3n * 10n ** 9n, "en", { text: "3.333", about: true, power: -10 }],
    [0n, 1n, "en", { text: "0", about: false }],
  ])("%d/%d in %s", (n, d, language, told) => expect(tell(fraction(n, d), language)).toEqual(told));
});
