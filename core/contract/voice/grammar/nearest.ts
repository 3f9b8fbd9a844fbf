/** Finds the sentences of a grammar that are nearest to words that were heard a little wrong. */
import type { Grammar, Place } from "./walk.ts";

export interface Near {
  /** In plain form. */
  readonly sentence: string;
  /** 0 to 1: what has to be changed, a share of the characters; sounds that are alike count less. */
  readonly distance: number;
}
export interface NearestOptions {
  /** Farther sentences are not looked for. */
  readonly maxDistance: number;
  /** Sentences wanted; default 3. */
  readonly limit?: number;
  /** Beginnings looked into for each character; more find more and take longer. Default 120. */
  readonly width?: number;
}

/** Tenths of a character. */
const cost = { whole: 10, alike: 6, blank: 5 } as const;
/** Changes that a beginning may have beyond its share. */
const early = 25;
const alike = "aeiouyäöü|bp|dt|gkcq|fvw|szcx|mn|rl".split("|");

/** A beginning of a sentence beside a beginning of the text. */
interface Cell {
  readonly place: Place;
  readonly cost: number;
  readonly back: Cell | undefined;
  readonly character: string;
}

/** Nearest first; `plain` in plain form. Looks into bounded many beginnings, so a far sentence may be overlooked. */
export function nearest(grammar: Grammar, plain: string, options: NearestOptions): Near[] {
  // Near sentences are found at little cost; only where there is none it is worth looking farther.
  const near = search(grammar, plain, { ...options, maxDistance: options.maxDistance / 3 });
  return near.length > 0 ? near : search(grammar, plain, options);
}

function search(grammar: Grammar, plain: string, options: NearestOptions): Near[] {
  const { maxDistance, limit = 3, width = 120 } = options;
  const text = [...plain];
  // A sentence may be longer than the text by what may be changed.
  const most = Math.floor((cost.whole * maxDistance * text.length) / (1 - Math.min(maxDistance, 0.9)));
  let now = createLayer(most);
  now.put({ place: grammar.start, cost: 0, back: undefined, character: "" });
  const found: Near[] = [];
  for (let at = 0; at <= text.length; at++) {
    const said = text[at];
    // Mistakes are spread over a sentence: a beginning that has used them all up leads nowhere.
    const after = createLayer(Math.min(most, early + Math.ceil((most * (at + 1)) / text.length)));
    let taken = 0;
    for (const cell of now.cells()) {
      if (++taken > width) break;
      if (said === undefined && cell.place.ends) found.push(nearOf(cell, text.length));
      if (said !== undefined) after.put({ ...cell, cost: cell.cost + lost(said), back: cell, character: "" });
      for (const [character, place] of grammar.next(cell.place)) {
        const made = { place, back: cell, character };
        now.put({ ...made, cost: cell.cost + lost(character) });
        if (said !== undefined) after.put({ ...made, cost: cell.cost + changed(said, character) });
      }
    }
    now = after;
  }
  return best(found, maxDistance, limit);
}

const lost = (character: string): number => (character === " " ? cost.blank : cost.whole);

function changed(a: string, b: string): number {
  if (a === b) return 0;
  if (a === " " || b === " ") return cost.whole + cost.blank;
  return alike.some((group) => group.includes(a) && group.includes(b)) ? cost.alike : cost.whole;
}

function nearOf(end: Cell, length: number): Near {
  let sentence = "";
  for (let cell: Cell | undefined = end; cell; cell = cell.back) sentence = cell.character + sentence;
  return { sentence, distance: end.cost / (cost.whole * Math.max(1, length, [...sentence].length)) };
}

function best(found: readonly Near[], maxDistance: number, limit: number): Near[] {
  const seen = new Set<string>();
  return found
    .filter(({ distance }) => distance <= maxDistance)
    .sort((a, b) => a.distance - b.distance)
    .filter(({ sentence }) => !seen.has(sentence) && seen.add(sentence))
    .slice(0, limit);
}

interface Layer {
  put(cell: Cell): void;
  /** Cheapest first; those put meanwhile too. Each place once. */
  cells(): Generator<Cell>;
}

function createLayer(most: number): Layer {
  const byCost: Cell[][] = Array.from({ length: most + 1 }, () => []);
  const cheapest = new Map<Place, number>();
  return {
    put(cell) {
      if (cell.cost > most || cell.cost >= (cheapest.get(cell.place) ?? Number.POSITIVE_INFINITY)) return;
      cheapest.set(cell.place, cell.cost);
      byCost[cell.cost]?.push(cell);
    },
    *cells() {
      for (const [amount, cells] of byCost.entries()) {
        for (const cell of cells) if (cheapest.get(cell.place) === amount) yield cell;
      }
    },
  };
}
