/** Compiles small sources for the tests of the sentence engine, and spells out naively what they can say. */
import { type Asked, compile, match } from "../../../../core/language/engine/index.ts";
import type { Block, Found, Source } from "../../../../core/language/engine/source.ts";
import type { Piece } from "../../../../core/language/engine/template.ts";

export const sourceOf = (blocks: readonly Partial<Block>[], more: Partial<Source> = {}): Source => ({
  language: "en",
  lists: {},
  rules: {},
  skipWords: [],
  ignoreWhitespace: false,
  blocks: blocks.map((block, index) => ({ intent: "Go", sentences: [], where: `block ${index}`, ...block })),
  ...more,
});

/** Number words to ten, as a language's rules would give them. */
const numberWords = "zero one two three four five six seven eight nine ten".split(" ");
export const spell = (_language: string, value: number): readonly string[] =>
  numberWords[value] === undefined ? [] : [numberWords[value]];

/** What one block of templates makes of a sentence: the best reading. */
export function hear(
  templates: readonly string[],
  text: string,
  more: Partial<Source> = {},
  asked: Asked = {},
): Found | undefined {
  return match(compile(sourceOf([{ sentences: templates }], more), { spell }), text, asked)[0];
}

export const valuesOf = (found: Found | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(found?.slots ?? {}).map(([slot, { value }]) => [slot, value]));

/** All sentences that a template without lists can say, spaces made single; undefined when there are too many. */
export function sentencesOf(piece: Piece): Set<string> | undefined {
  const ways = waysOf(piece);
  return ways && new Set([...ways].map((way) => way.replace(/ +/g, " ").trim()));
}

const mostWays = 300;

function waysOf(piece: Piece): Set<string> | undefined {
  if (piece.type === "text") return new Set([piece.text]);
  if (piece.type === "any") {
    const all = piece.pieces.map(waysOf);
    return all.some((one) => one === undefined) ? undefined : few(all.flatMap((one) => [...(one ?? [])]));
  }
  if (piece.type !== "all") throw new Error(`no ${piece.type} here`);
  let ways: Set<string> | undefined = new Set([""]);
  for (const one of piece.pieces) {
    const tails = waysOf(one);
    ways = ways && tails && few([...ways].flatMap((head) => [...tails].map((tail) => head + tail)));
  }
  return ways;
}

const few = (ways: readonly string[]): Set<string> | undefined =>
  ways.length > mostWays ? undefined : new Set(ways);
