/** Hears along a grammar: the likeliest sentence that the house can be asked, by a beam of beginnings decoded together. */
import type { Grammar, Place } from "hearsay/voice";
import type { Allowed } from "./allowed.ts";
import { logSum } from "./free.ts";
import type { Features, Memory, Network } from "./network.ts";
import { endToken, type Tokens } from "./tokens.ts";

export interface Bound {
  /** In plain form. */
  readonly text: string;
  /** Sum of the natural logarithms of the tokens' probabilities, the end's too. */
  readonly score: number;
  /** With the end. */
  readonly tokens: number;
  /** Of the end alone: low when the sentence goes on. */
  readonly end: number;
}

export interface Search {
  readonly network: Pick<Network, "begin" | "step">;
  readonly tokens: Pick<Tokens, "size" | "signs" | "stops">;
  readonly grammar: Grammar;
  readonly allowed: (place: Place) => readonly Allowed[];
  /** Beginnings decoded together. */
  readonly beams: number;
  /** The score of what was heard freely: much worse is not looked into. */
  readonly free: number;
  /** Tells when it takes too long. */
  readonly late: () => boolean;
}

interface Beginning {
  readonly text: string;
  readonly place: Place;
  readonly score: number;
  readonly count: number;
  /** The last token was a sign, which another may not follow. */
  readonly sign: boolean;
  /** A full stop was written: only the end may follow. */
  readonly stopped: boolean;
  readonly parent: number;
  readonly token: number;
}

const mostTokens = 48;
/** A sign that is less likely than this is not meant. */
const likelySign = -3;
/** So far below the best whole sentence, and below what was heard freely, nothing is gone on with. */
const belowBest = 3;
const belowFree = 12;
/** The least score of any beginning, and what each of its tokens may take from it: other speech is given up early. */
const leastScore = -8;
const leastToken = -1;

/** The best sentences, best first; none when the grammar has none that is near. */
export async function hearBound(search: Search, features: Features): Promise<readonly Bound[]> {
  const { network, beams, free } = search;
  const whole: Bound[] = [];
  const first = { text: "", count: 0, sign: true, stopped: false, parent: 0, token: 0 };
  let live: Beginning[] = [{ ...first, place: search.grammar.start, score: 0 }];
  let { scores, memory } = await network.begin(features);
  for (let count = 0; count < mostTokens; count++) {
    const next = live.flatMap((one, row) => continued(search, one, row, scores, whole));
    const best = Math.max(...whole.map(({ score }) => score));
    const least = Math.max(best - belowBest, free - belowFree, leastScore + leastToken * (count + 1));
    live = widest(next, beams).filter(({ score }) => score > least);
    if (live.length === 0 || search.late()) break;
    ({ scores, memory } = await network.step(features, memory as Memory, live));
  }
  return distinct(whole);
}

/** Beginnings that are one token longer; whole sentences are added to `whole`. */
function continued(
  { tokens, grammar, allowed }: Search,
  one: Beginning,
  row: number,
  scores: Float32Array,
  whole: Bound[],
): Beginning[] {
  const from = row * tokens.size;
  const sum = logSum(scores, from, from + tokens.size);
  const of = (token: number): number => (scores[from + token] ?? Number.NEGATIVE_INFINITY) - sum;
  const { text, place, count } = one;
  const found: Beginning[] = [];
  const go = (token: number, facts: Partial<Beginning>): void => {
    const score = one.score + of(token);
    found.push({
      text,
      place,
      sign: false,
      stopped: false,
      ...facts,
      score,
      count: count + 1,
      parent: row,
      token,
    });
  };
  if (place.ends) {
    const end = of(endToken);
    whole.push({ text, score: one.score + end, tokens: count + 1, end });
    if (!one.stopped) for (const stop of tokens.stops) go(stop, { stopped: true });
  }
  if (one.stopped) return found;
  for (const { tokens: same, text: piece, place: to } of allowed(place)) {
    let token = same[0] ?? endToken;
    for (const other of same) if (of(other) > of(token)) token = other;
    go(token, { text: text + piece, place: to });
  }
  return one.sign ? found : [...found, ...signs()];

  function signs(): Beginning[] {
    const made: Beginning[] = [];
    for (const [token, plain] of tokens.signs) {
      const to = grammar.step(place, plain);
      if (to && of(token) > likelySign) {
        made.push({
          ...one,
          place: to,
          text: text + plain,
          sign: true,
          score: one.score + of(token),
          count: count + 1,
          parent: row,
          token,
        });
      }
    }
    return made;
  }
}

/** The best, each text once. */
function widest(next: Beginning[], beams: number): Beginning[] {
  const taken = new Set<string>();
  const kept: Beginning[] = [];
  for (const one of next.sort((a, b) => b.score - a.score)) {
    const key = `${one.text}${one.stopped ? "." : one.sign ? "," : ""}`;
    if (taken.has(key)) continue;
    taken.add(key);
    kept.push(one);
    if (kept.length === beams) break;
  }
  return kept;
}

function distinct(whole: readonly Bound[]): Bound[] {
  const best = new Map<string, Bound>();
  for (const one of whole) if (one.score > (best.get(one.text)?.score ?? -Infinity)) best.set(one.text, one);
  return [...best.values()].sort((a, b) => b.score - a.score);
}
