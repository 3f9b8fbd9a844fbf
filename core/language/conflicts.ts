/** Finds sentences that two skills claim, by walking both automata together. */
import type { End, Graph, Node, SlotSpec } from "./compile.ts";

export interface Clash {
  /** A shortest such sentence; slots stand in braces. */
  readonly sentence: string;
  readonly mine: End;
  readonly theirs: End;
}

interface Pair {
  readonly mine: Node;
  readonly theirs: Node;
  readonly back: Pair | undefined;
}

/** Pairs of nodes looked at for two skills; more are not searched. */
const mostPairs = 20_000;

/** Whether every value of one could be one of the other: the same kind, and for choices a word in common. */
function alike(mine: SlotSpec, theirs: SlotSpec): boolean {
  if (mine.kind !== theirs.kind) return false;
  if (mine.kind !== "choice") {
    return (
      (mine.min ?? -Infinity) <= (theirs.max ?? Infinity) &&
      (theirs.min ?? -Infinity) <= (mine.max ?? Infinity)
    );
  }
  for (const word of mine.choices?.exact.keys() ?? []) if (theirs.choices?.exact.has(word)) return true;
  return false;
}

function* steps(mine: Node, theirs: Node): Generator<readonly [Node, Node]> {
  for (const [word, nodes] of mine.words) {
    for (const a of nodes) for (const b of theirs.words.get(word) ?? []) yield [a, b];
  }
  for (const a of mine.slots) {
    for (const b of theirs.slots) if (a.slot && b.slot && alike(a.slot, b.slot)) yield [a, b];
  }
}

/** One clash for each pair of intents, shortest sentences first. */
export function clashes(mine: Graph, theirs: Graph): Clash[] {
  const seen = new Map<Node, Set<Node>>();
  const queue: Pair[] = [{ mine: mine.start, theirs: theirs.start, back: undefined }];
  const found = new Map<string, Clash>();
  for (let next = 0; next < queue.length && queue.length < mostPairs; next++) {
    const pair = queue[next];
    if (pair === undefined) break;
    for (const [a, b] of steps(pair.mine, pair.theirs)) {
      const partners = seen.get(a) ?? new Set();
      if (partners.has(b)) continue;
      seen.set(a, partners.add(b));
      const reached = { mine: a, theirs: b, back: pair };
      queue.push(reached);
      for (const end of a.ends) {
        for (const other of b.ends) {
          const key = `${end.intent}\n${other.intent}`;
          if (!found.has(key)) found.set(key, { sentence: sentenceOf(reached), mine: end, theirs: other });
        }
      }
    }
  }
  return [...found.values()];
}

function sentenceOf(pair: Pair): string {
  const words: string[] = [];
  for (let at: Pair | undefined = pair; at?.back !== undefined; at = at.back) {
    words.push(at.mine.word ?? `{${at.mine.slot?.name}}`);
  }
  return words.reverse().join(" ");
}
