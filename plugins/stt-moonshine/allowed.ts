/** Which tokens may follow at a place of the grammar: the tree of tokens and the grammar walked side by side, once a place. */
import type { Grammar, Place } from "hearsay/voice";
import type { TokenNode } from "./tokens.ts";

export interface Allowed {
  /** Tokens that write the same but for case; the likeliest of them counts. */
  readonly tokens: readonly number[];
  readonly text: string;
  readonly place: Place;
}

/** Places remembered. */
const mostKnown = 20_000;

export function createAllowed(grammar: Grammar, tree: TokenNode): (place: Place) => readonly Allowed[] {
  const known = new Map<Place, readonly Allowed[]>();
  function collect(found: Allowed[], node: TokenNode, place: Place, text: string): void {
    if (node.tokens.length > 0) found.push({ tokens: node.tokens, text, place });
    const small = node.next.size < 8;
    if (small) {
      for (const [character, next] of node.next) {
        const to = grammar.step(place, character);
        if (to) collect(found, next, to, text + character);
      }
      return;
    }
    for (const [character, to] of grammar.next(place)) {
      const next = node.next.get(character);
      if (next) collect(found, next, to, text + character);
    }
  }
  return (place) => {
    const there = known.get(place);
    if (there) return there;
    const found: Allowed[] = [];
    collect(found, tree, place, "");
    if (known.size >= mostKnown) known.clear();
    known.set(place, found);
    return found;
  };
}
