/** Walks a sentence through a skill's automaton and keeps, at each word and node, only the best way there. */
import type { End, Graph, Node, SlotSpec } from "./compile.ts";
import type { Reading, Token } from "./words/types.ts";

/** The best way to a node after a number of words. Every count is a sum over the way, so the best way has best beginnings. */
export interface Way {
  readonly node: Node;
  readonly back: Way | undefined;
  readonly from: number;
  readonly to: number;
  readonly value: unknown;
  /** Words said as the template, a name or a choice has them. */
  readonly exact: number;
  /** Words of numbers, durations and times. */
  readonly read: number;
  /** Words of free text. */
  readonly free: number;
  /** Words of names of devices and areas. */
  readonly named: number;
  /** Words of the template itself. */
  readonly literal: number;
  /** Sum of the positions of template words: lower where free text is shorter earlier. */
  readonly place: number;
  readonly slots: number;
}

export interface Found {
  readonly end: End;
  readonly way: Way;
  /** Words that were matched, and all of them. */
  readonly covered: number;
  readonly words: number;
}

/** Values that a slot can take from a word on. */
export type Readings = (slot: SlotSpec, from: number) => readonly Reading<unknown>[];

/** Longer sentences are no commands; it bounds the work of one match. */
export const longestSentence = 80;

/**
 * Positive when `a` is the better way: most literal text, then least free text, then the longest names of the house,
 * then most words of the template itself, then free text that ends early.
 */
export function better(a: Way, b: Way): number {
  return (
    a.exact - b.exact ||
    a.read - b.read ||
    b.free - a.free ||
    a.named - b.named ||
    a.literal - b.literal ||
    b.place - a.place ||
    b.slots - a.slots
  );
}

/** The best end of each intent that `allowed` lets through. */
export function walk(
  graph: Graph,
  tokens: readonly Token[],
  span: { readonly starts: ReadonlySet<number>; readonly ends: ReadonlySet<number> },
  readings: Readings,
  allowed: (intent: string) => boolean,
): Found | undefined {
  const at: Map<Node, Way>[] = Array.from({ length: tokens.length + 1 }, () => new Map());
  for (const from of span.starts) at[from]?.set(graph.start, beginning(graph.start, from));
  let best: Found | undefined;
  for (let position = 0; position <= tokens.length; position++) {
    const key = tokens[position]?.key;
    for (const way of at[position]?.values() ?? []) {
      if (span.ends.has(position)) best = ended(best, way, tokens.length, allowed);
      if (key === undefined) continue;
      for (const next of way.node.words.get(key) ?? []) keep(at, literal(way, next, position));
      for (const next of way.node.slots) filled(at, way, next, position, readings);
      if (way.node.slot?.kind === "text") keep(at, longer(way));
    }
  }
  return best;
}

const beginning = (node: Node, from: number): Way => ({
  node,
  back: undefined,
  from,
  to: from,
  value: undefined,
  exact: 0,
  read: 0,
  free: 0,
  named: 0,
  literal: 0,
  place: 0,
  slots: 0,
});

function keep(at: readonly Map<Node, Way>[], way: Way): void {
  const ways = at[way.to];
  const there = ways?.get(way.node);
  if (there === undefined || better(way, there) > 0) ways?.set(way.node, way);
}

const literal = (way: Way, node: Node, from: number): Way => ({
  ...way,
  node,
  back: way,
  from,
  to: from + 1,
  value: undefined,
  exact: way.exact + 1,
  literal: way.literal + 1,
  place: way.place + from,
});

const longer = (way: Way): Way => ({ ...way, to: way.to + 1, free: way.free + 1 });

function filled(at: readonly Map<Node, Way>[], way: Way, node: Node, from: number, readings: Readings): void {
  const slot = node.slot;
  if (slot === undefined) return;
  const base = { ...way, node, back: way, from, slots: way.slots + 1 };
  if (slot.kind === "text") {
    keep(at, { ...base, to: from + 1, value: undefined, free: way.free + 1 });
    return;
  }
  const isPlace = slot.kind === "device" || slot.kind === "area";
  const isExact = isPlace || slot.kind === "choice";
  for (const { to, value } of readings(slot, from)) {
    const count = to - from;
    keep(at, {
      ...base,
      to,
      value,
      exact: way.exact + (isExact ? count : 0),
      named: way.named + (isPlace ? count : 0),
      read: way.read + (isExact ? 0 : count),
    });
  }
}

function ended(
  best: Found | undefined,
  way: Way,
  words: number,
  allowed: (intent: string) => boolean,
): Found | undefined {
  let found = best;
  for (const end of way.node.ends) {
    if (!allowed(end.intent)) continue;
    if (found !== undefined) {
      const sign = better(way, found.way);
      if (sign < 0 || (sign === 0 && end.order >= found.end.order)) continue;
    }
    found = { end, way, covered: way.exact + way.read, words };
  }
  return found;
}
