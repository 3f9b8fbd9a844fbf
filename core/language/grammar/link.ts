/** Puts drafts together to one grammar: each made small, equal ones once, callers before those they call. */
import { anyCharacter, type NetData } from "../../contract/voice/grammar/data.ts";
import { type Draft, labelOf, newDraft, smallest, type Table } from "./automaton.ts";

export interface Linked {
  readonly nets: readonly NetData[];
  /** By name of the draft. */
  readonly indexOf: ReadonlyMap<string, number>;
}

/** Of the drafts only those are taken that the roots call, directly or not; a step for each root. */
export function* linked(
  drafts: ReadonlyMap<string, Draft>,
  roots: readonly string[],
  short: Readonly<Record<string, string>>,
): Generator<void, Linked> {
  const made = new Map<string, { name: string; table: Table }>();
  const byContent = new Map<string, string>();
  const order: string[] = [];
  const visit = (name: string): string => {
    const known = made.get(name);
    if (known) return known.name;
    const draft = drafts.get(name) ?? newDraft();
    const table = shortened(smallest(renamed(draft, visit)) ?? nothing, short);
    const content = JSON.stringify([table.ends, table.next.map((row) => [...row])]);
    const same = byContent.get(content) ?? name;
    byContent.set(content, same);
    made.set(name, { name: same, table });
    if (same === name) order.push(name);
    return same;
  };
  for (const root of roots) {
    visit(root);
    yield;
  }
  const places = new Map(order.reverse().map((name, index) => [name, index]));
  const indexOf = new Map([...made].map(([name, { name: same }]) => [name, places.get(same) ?? 0]));
  const nets = order.map((name) => netOf(made.get(name)?.table ?? nothing, places));
  return { nets, indexOf };
}

/** Equal nets by one name, before the draft is made deterministic. */
const renamed = (draft: Draft, visit: (name: string) => string): Draft => ({
  ...draft,
  edges: draft.edges.map(({ by, ...edge }) => ({
    ...edge,
    by: "call" in by ? { call: visit(by.call) } : by,
  })),
});

/** In place of a draft too large to be made deterministic; templates are bounded, so none comes from them. */
const nothing: Table = { next: [new Map()], ends: [false] };

/** Adds the ways to say two words as one: "whats" beside "what is". */
function shortened({ next, ends }: Table, short: Readonly<Record<string, string>>): Table {
  const rows = next.map((row) => new Map(row));
  for (const [words, one] of Object.entries(short)) {
    const [first = "", second = ""] = words.split(" ");
    for (const [state, row] of next.entries()) {
      const after = next[row.get(`" ${first}`) ?? -1]?.get(`" ${second}`);
      if (after !== undefined && !row.has(`" ${one}`)) rows[state]?.set(`" ${one}`, after);
    }
  }
  return { next: rows, ends };
}

function netOf({ next, ends }: Table, places: ReadonlyMap<string, number>): NetData {
  const edges = next.flatMap((row, from) =>
    [...row].flatMap(([sign, to]) => {
      const by = labelOf(sign);
      if ("text" in by) return [from, to, by.text];
      return [from, to, "call" in by ? (places.get(by.call) ?? 0) : anyCharacter];
    }),
  );
  return { ends: ends.flatMap((end, state) => (end ? [state] : [])), edges };
}
