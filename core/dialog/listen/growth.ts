/** How a whole sentence could go on: samples of what the house's grammar lets follow, for somebody to ask what they would mean. */
import type { Grammar, Place } from "../../contract/voice/index.ts";

/** Places looked at and samples given; it bounds the work of one judgement. */
const mostPlaces = 300;
const mostSamples = 16;

/** The shortest way on for each word that may come next, the shortest first; of numbers, a few; of politeness, none. */
export function* continuations(
  grammar: Grammar,
  from: Place,
  isPolite: (words: string) => boolean,
): Generator<string> {
  let given = 0;
  const seen = new Set<string>();
  let layer: readonly (readonly [string, Place])[] = [["", from]];
  let looked = 0;
  while (layer.length > 0) {
    const next: (readonly [string, Place])[] = [];
    for (const [text, place] of layer) {
      const [first = ""] = text.split(" ");
      if (seen.has(first)) continue;
      if (place.ends && text !== "") {
        seen.add(first);
        if (isPolite(text)) continue;
        yield text;
        if (++given === mostSamples) return;
        continue;
      }
      if (++looked > mostPlaces) return;
      for (const [sign, after] of grammar.next(place))
        if (isWorth(text, sign)) next.push([text + sign, after]);
    }
    layer = next;
  }
}

/** One number of digits stands for all. */
const isWorth = (text: string, sign: string): boolean =>
  !/\d/.test(sign) || (sign === "5" && !/\d/.test(text));
