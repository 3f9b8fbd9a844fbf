/** The walker against every sentence written out by hand of a naive enumerator, on random small grammars. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GrammarData, NetData } from "../../../../../core/contract/voice/grammar/data.ts";
import { openGrammar } from "../../../../../core/contract/voice/grammar/walk.ts";

/** Random nets of few states; edges lead forward, calls to later nets. */
const netArb = (net: number, nets: number): fc.Arbitrary<NetData> => {
  const by = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom("a", "b", "ab", "ba", "") },
    ...(net + 1 < nets
      ? [
          {
            weight: 2,
            arbitrary: fc.integer({ min: net + 1, max: nets - 1 }) as fc.Arbitrary<number | string>,
          },
        ]
      : []),
  ) as fc.Arbitrary<number | string>;
  const edge = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 3 }), by);
  return fc
    .record({
      ends: fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { maxLength: 2 }),
      edges: fc.array(edge, { maxLength: 7 }),
    })
    .map(({ ends, edges }) => ({
      ends,
      edges: edges.flatMap(([from, step, what]) => [from, Math.min(from + step, 4), what]),
    }));
};
const grammarArb: fc.Arbitrary<GrammarData> = fc
  .integer({ min: 1, max: 4 })
  .chain((nets) => fc.tuple(...Array.from({ length: nets }, (_, net) => netArb(net, nets))))
  .map((nets) => ({ language: "en", start: 0, nets: nets as NetData[], apart: [] }));

/** Every sentence of a net from a state on, by brute force. */
function sentencesOf(data: GrammarData, net = 0, state = 0): Set<string> {
  const { ends, edges } = data.nets[net] as NetData;
  const found = new Set<string>(ends.includes(state) ? [""] : []);
  for (let index = 0; index < edges.length; index += 3) {
    if (edges[index] !== state) continue;
    const by = edges[index + 2] as number | string;
    const firsts = typeof by === "string" ? [by] : sentencesOf(data, by, 0);
    const rests = sentencesOf(data, net, edges[index + 1] as number);
    for (const first of firsts) for (const rest of rests) if (first.length < 24) found.add(first + rest);
  }
  return found;
}

describe("grammar walk", () => {
  it("takes just the sentences that a naive enumerator writes out", () => {
    fc.assert(
      fc.property(
        grammarArb,
        fc.array(fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 })),
        (data, texts) => {
          const all = sentencesOf(data);
          const grammar = openGrammar(data);
          for (const sentence of [...all].slice(0, 200)) expect(grammar.has(sentence), sentence).toBe(true);
          for (const text of texts) expect(grammar.has(text), text).toBe(all.has(text));
        },
      ),
      { numRuns: 400 },
    );
  });

  it("every character that may follow leads on, and equal places are one object", () => {
    fc.assert(
      fc.property(grammarArb, (data) => {
        const all = [...sentencesOf(data)];
        const grammar = openGrammar(data);
        const firsts = new Set(all.filter(Boolean).map((sentence) => sentence.charAt(0)));
        // A way may lead into a dead end of a random net, so there may be more.
        for (const first of firsts) expect(grammar.next(grammar.start).has(first)).toBe(true);
        for (const [character, place] of grammar.next(grammar.start)) {
          expect(grammar.step(grammar.start, character)).toBe(place);
        }
      }),
    );
  });

  const names: NetData = { ends: [9], edges: [0, 9, " lamp", 0, 9, " lamp shade", 0, 9, " last light"] };
  const data: GrammarData = {
    language: "en",
    start: 0,
    open: 1,
    apart: [["on", "off"]],
    nets: [
      { ends: [2], edges: [0, 1, " turn on", 0, 1, " turn off", 1, 2, 3, 0, 3, " dim", 3, 2, 3] },
      { ends: [2], edges: [0, 1, " say ", 1, 2, 2] },
      { ends: [1], edges: [0, 1, -1, 1, 1, -1] },
      names,
    ],
  };
  it("a list that is called from several places goes on where each of them was", () => {
    const grammar = openGrammar(data);
    const on = grammar.step(grammar.start, " turn on la");
    expect(grammar.step(grammar.start, " turn off la")).toBe(on);
    expect(on && [...grammar.next(on).keys()]).toEqual(["m", "s"]);
    expect(grammar.has(" turn on lamp")).toBe(true);
    expect(grammar.has(" turn lamp")).toBe(false);
    expect(grammar.has(" turn on lamp lamp")).toBe(false);
  });
  it("forgets places where they are too many, and goes on", () => {
    const grammar = openGrammar(data, 4);
    const on = grammar.step(grammar.start, " turn on");
    for (let round = 0; round < 3; round++) {
      expect(grammar.has(" turn off last light")).toBe(true);
      expect(grammar.has(" turn off last lamp")).toBe(false);
      expect(on && grammar.step(on, " lamp")?.ends).toBe(true);
    }
  });
  it("free text is apart from the other sentences", () => {
    const grammar = openGrammar(data);
    expect(grammar.has(" say hello there")).toBe(false);
    expect(grammar.has(" say hello there", true)).toBe(true);
    expect(grammar.has(" say ", true)).toBe(false);
  });
  it.each([
    ["a net that calls an earlier one", [0, 1, 0]],
    ["a net that calls none", [0, 1, 7]],
    ["half an edge", [0]],
  ])("refuses %s", (_, edges) => {
    const broken = { ...data, nets: [data.nets[0], { ends: [1], edges }] as NetData[] };
    expect(() => openGrammar(broken)).toThrow(/net/);
  });
});
