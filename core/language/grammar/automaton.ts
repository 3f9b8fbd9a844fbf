/** Small automata over words and calls, made the smallest that take the same sentences. */
import { anyCharacter } from "../../contract/voice/grammar/data.ts";

/** What an edge takes: a text, a net by its name, or any one character. */
export type Label = { readonly text: string } | { readonly call: string } | { readonly any: true };

/** An automaton being written; it begins in state 0. `edges` of an empty text need no word. */
export interface Draft {
  states: number;
  readonly edges: { readonly from: number; readonly to: number; readonly by: Label }[];
  readonly ends: Set<number>;
}

export const newDraft = (): Draft => ({ states: 1, edges: [], ends: new Set() });

/** The state after `by`. */
export function add(draft: Draft, from: number, by: Label, to = draft.states++): number {
  draft.edges.push({ from, to, by });
  return to;
}

export const skip = (draft: Draft, from: number, to: number): number => add(draft, from, { text: "" }, to);

/** Deterministic in its labels: by state, what follows on each of them. */
export interface Table {
  readonly next: readonly ReadonlyMap<string, number>[];
  readonly ends: readonly boolean[];
}

/** More states than this are not worth it: the draft is used as it is. */
const mostStates = 20_000;

const signOf = (by: Label): string =>
  "text" in by ? `"${by.text}` : "call" in by ? `#${by.call}` : String(anyCharacter);

export function labelOf(sign: string): Label {
  if (sign.startsWith('"')) return { text: sign.slice(1) };
  return sign.startsWith("#") ? { call: sign.slice(1) } : { any: true };
}

/** The draft as a table, the smallest where it has no loops; undefined when it grows too large. */
export function smallest(draft: Draft): Table | undefined {
  const table = determined(draft);
  return table && merged(alive(table));
}

/** Without the ways that lead to no end. */
function alive({ next, ends }: Table): Table {
  const before: number[][] = next.map(() => []);
  for (const [state, row] of next.entries()) for (const to of row.values()) before[to]?.push(state);
  const lives = new Set(ends.flatMap((end, state) => (end ? [state] : [])));
  for (const state of lives) for (const one of before[state] ?? []) lives.add(one);
  return { ends, next: next.map((row) => new Map([...row].filter(([, to]) => lives.has(to)))) };
}

function determined(draft: Draft): Table | undefined {
  const ways: { sign: string; to: number }[][] = Array.from({ length: draft.states }, () => []);
  for (const { from, to, by } of draft.edges) ways[from]?.push({ sign: signOf(by), to });
  const closed = (from: Iterable<number>): number[] => {
    const reached = new Set(from);
    for (const state of reached)
      for (const { sign, to } of ways[state] ?? []) if (sign === '"') reached.add(to);
    return [...reached].sort((a, b) => a - b);
  };
  const sets: number[][] = [closed([0])];
  const known = new Map([[String(sets[0]), 0]]);
  const next: Map<string, number>[] = [];
  for (let at = 0; at < sets.length; at++) {
    const heads = new Map<string, number[]>();
    for (const state of sets[at] ?? []) {
      for (const { sign, to } of ways[state] ?? [])
        if (sign !== '"') heads.set(sign, [...(heads.get(sign) ?? []), to]);
    }
    const row = new Map<string, number>();
    for (const [sign, targets] of heads) {
      const set = closed(targets);
      const key = String(set);
      const index = known.get(key) ?? sets.push(set) - 1;
      known.set(key, index);
      row.set(sign, index);
    }
    next.push(row);
    if (sets.length > mostStates) return undefined;
  }
  return { next, ends: sets.map((set) => set.some((state) => draft.ends.has(state))) };
}

/** States with the same future are one; a state that leads to itself stays as it is. */
function merged({ next, ends }: Table): Table {
  const order: number[] = [];
  const seen = new Set<number>();
  const stack: { state: number; done: boolean }[] = [{ state: 0, done: false }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (top.done) order.push(top.state);
    else if (!seen.has(top.state)) {
      seen.add(top.state);
      stack.push({ state: top.state, done: true });
      for (const to of next[top.state]?.values() ?? [])
        if (!seen.has(to)) stack.push({ state: to, done: false });
    }
  }
  const classOf = new Map<number, number>();
  const classes = new Map<string, number>();
  const rows: Map<string, number>[] = [];
  for (const state of order) {
    const row = [...(next[state] ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    const parts = row.map(([sign, to]) => `${sign}\u0000${classOf.get(to) ?? `self${to}`}`);
    const key = `${ends[state]}\u0001${parts.join("\u0001")}`;
    const known = classes.get(key) ?? rows.push(new Map(row)) - 1;
    classes.set(key, known);
    classOf.set(state, known);
  }
  // The start is the last of the order; it must be the first of the table.
  const first = classOf.get(0) ?? 0;
  const place = (index: number): number => (index === first ? 0 : index === 0 ? first : index);
  const made: Map<string, number>[] = Array.from({ length: rows.length }, () => new Map());
  const finals: boolean[] = Array.from({ length: rows.length }, () => false);
  for (const [state, index] of classOf) if (ends[state]) finals[place(index)] = true;
  for (const [index, row] of rows.entries()) {
    made[place(index)] = new Map([...row].map(([sign, to]) => [sign, place(classOf.get(to) ?? 0)]));
  }
  return { next: made, ends: finals };
}
