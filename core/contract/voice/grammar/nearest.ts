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
const cost = { whole: 10, alike: 6, blank: 5, double: 4 } as const;
/** Changes that a beginning may have beyond its share. */
const early = 25;
const alike = "aeiouyäöü|bp|dt|gkcq|fvw|szcx|mn|rl".split("|");

/** A beginning of a sentence beside a beginning of the text. */
interface Cell {
  readonly place: Place;
  readonly cost: number;
  readonly back: Cell | undefined;
  readonly character: string;
  /** Tells sentences apart that lead to one place. */
  readonly mark: number;
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
  now.put({ place: grammar.start, cost: 0, back: undefined, character: "", mark: 0 });
  const found: Near[] = [];
  for (let at = 0; at <= text.length; at++) {
    const said = text[at];
    // Mistakes are spread over a sentence: a beginning that has used them all up leads nowhere.
    const after = createLayer(Math.min(most, early + Math.ceil((most * (at + 1)) / text.length)));
    let taken = 0;
    for (const cell of now.cells()) {
      if (++taken > width) break;
      if (said === undefined && cell.place.ends) found.push(nearOf(cell, text.length));
      if (said !== undefined) {
        const less = said === text[at - 1] ? cost.double : lost(said);
        after.put({ ...cell, cost: cell.cost + less, back: cell, character: "" });
      }
      for (const [character, place] of grammar.next(cell.place)) {
        const mark = (Math.imul(cell.mark, 31) + (character.codePointAt(0) ?? 0)) | 0;
        const made = { place, back: cell, character, mark };
        const before = text[at - 1];
        now.put({ ...made, cost: cell.cost + (character === before ? cost.double : lost(character)) });
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
  /** Cheapest first; those put meanwhile too. */
  cells(): Generator<Cell>;
}

/** Ways to one place that are kept: with the second one it shows when the opposite is as near. */
const waysKept = 2;

function createLayer(most: number): Layer {
  const byCost: Cell[][] = Array.from({ length: most + 1 }, () => []);
  const ways = new Map<Place, Cell[]>();
  return {
    put(cell) {
      if (cell.cost > most) return;
      const there = ways.get(cell.place) ?? [];
      ways.set(cell.place, there);
      const same = there.findIndex(({ mark }) => mark === cell.mark);
      const worst = there.length < waysKept ? there.length : there.indexOf(there.reduce(worse));
      const at = same < 0 ? worst : same;
      if (cell.cost >= (there[at]?.cost ?? Number.POSITIVE_INFINITY)) return;
      there[at] = cell;
      byCost[cell.cost]?.push(cell);
    },
    *cells() {
      for (const cells of byCost)
        for (const cell of cells) if (ways.get(cell.place)?.includes(cell)) yield cell;
    },
  };
}

const worse = (a: Cell, b: Cell): Cell => (b.cost > a.cost ? b : a);
