/** The automata of a grammar made ready to be walked: one edge a character, states numbered through, empty ways worked out. */
import { Fault } from "../../fault.ts";
import { anyCharacter, type GrammarData } from "./data.ts";

export interface Call {
  readonly net: number;
  /** The state after the net. */
  readonly to: number;
}

/** Packed, since a house has tens of thousands of states and most have one edge and nothing else. */
export interface Nets {
  /** First state of each net. */
  readonly starts: readonly number[];
  /** The edges of state `s` are those from `first[s]` to before `first[s + 1]`, by code point; several may be equal. */
  readonly first: Int32Array;
  readonly codes: Int32Array;
  readonly to: Int32Array;
  readonly any: ReadonlyMap<number, readonly number[]>;
  readonly calls: ReadonlyMap<number, readonly Call[]>;
  /** Reached without a character, by empty edges and by nets that may be empty; absent: only the state itself. */
  readonly reach: ReadonlyMap<number, readonly number[]>;
  readonly ends: ReadonlySet<number>;
}

interface State {
  readonly net: number;
  /** What follows on a character; several where the net is not deterministic. */
  readonly next: Map<string, number[]>;
  readonly any: number[];
  readonly calls: Call[];
  /** Reached without a character: by empty edges and by nets that may be empty. Itself too. */
  reach: readonly number[];
  end: boolean;
}

/** Throws SENTENCE_INVALID when a net calls one that is not after it, or an edge is no edge. */
export function readNets(data: GrammarData): Nets {
  const states: State[] = [];
  const empty: [number, number][] = [];
  const starts: number[] = [];
  const fresh = (net: number): number =>
    states.push({ net, next: new Map(), any: [], calls: [], reach: [], end: false }) - 1;
  for (const [net, { ends, edges }] of data.nets.entries()) {
    const known = new Map<number, number>();
    const stateOf = (local: number | string | undefined): number => {
      if (typeof local !== "number") throw wrong(net, "an edge has no state");
      const there = known.get(local) ?? fresh(net);
      known.set(local, there);
      return there;
    };
    starts.push(stateOf(0));
    for (const end of ends) at(states, stateOf(end)).end = true;
    for (let index = 0; index < edges.length; index += 3) {
      const from = stateOf(edges[index]);
      const to = stateOf(edges[index + 1]);
      const by = edges[index + 2];
      if (by === "") empty.push([from, to]);
      else if (typeof by === "string") write(states, fresh, net, from, to, [...by]);
      else if (by === anyCharacter) at(states, from).any.push(to);
      else if (by !== undefined && by > net && by < data.nets.length)
        at(states, from).calls.push({ net: by, to });
      else throw wrong(net, `it calls net ${by}, which is not after it`);
    }
  }
  settle(states, starts, empty);
  return packed(states, starts);
}

function packed(states: readonly State[], starts: readonly number[]): Nets {
  const first = new Int32Array(states.length + 1);
  const codes: number[] = [];
  const to: number[] = [];
  for (const [index, { next }] of states.entries()) {
    const edges = [...next].map(([character, targets]) => ({ code: character.codePointAt(0) ?? 0, targets }));
    for (const { code, targets } of edges.sort((a, b) => a.code - b.code)) {
      for (const target of targets) {
        codes.push(code);
        to.push(target);
      }
    }
    first[index + 1] = codes.length;
  }
  const some = <T>(read: (state: State) => T, has: (value: T) => boolean): Map<number, T> =>
    new Map(states.flatMap((state, index) => (has(read(state)) ? [[index, read(state)] as const] : [])));
  return {
    starts,
    first,
    codes: Int32Array.from(codes),
    to: Int32Array.from(to),
    any: some(
      ({ any }) => any,
      ({ length }) => length > 0,
    ),
    calls: some(
      ({ calls }) => calls,
      ({ length }) => length > 0,
    ),
    reach: some(
      ({ reach }) => reach,
      ({ length }) => length > 1,
    ),
    ends: new Set(
      some(
        ({ end }) => end,
        (end) => end,
      ).keys(),
    ),
  };
}

const wrong = (net: number, what: string): Fault =>
  new Fault("SENTENCE_INVALID", `The grammar's net ${net} is broken: ${what}.`);

function at(states: readonly State[], index: number): State {
  const state = states[index];
  if (!state) throw new Fault("INTERNAL", `There is no state ${index}.`);
  return state;
}

/** A text as a row of states; texts from one state share their beginnings. */
function write(
  states: State[],
  fresh: (net: number) => number,
  net: number,
  from: number,
  to: number,
  characters: readonly string[],
): void {
  let now = from;
  for (const [index, character] of characters.entries()) {
    const { next } = at(states, now);
    const known = next.get(character) ?? [];
    next.set(character, known);
    if (index === characters.length - 1) {
      if (!known.includes(to)) known.push(to);
      return;
    }
    // A state that texts share is theirs alone: it was made here and only its first edge leads to it.
    let shared = known.find((state) => inner.has(at(states, state)));
    if (shared === undefined) {
      shared = fresh(net);
      inner.add(at(states, shared));
      known.push(shared);
    }
    now = shared;
  }
}
/** States within texts. */
const inner = new WeakSet<State>();

/** Works out what is reached without a character; later nets first, since only they are called. */
function settle(
  states: readonly State[],
  starts: readonly number[],
  empty: readonly (readonly [number, number])[],
): void {
  const byNet: number[][] = starts.map(() => []);
  for (const [index, { net }] of states.entries()) byNet[net]?.push(index);
  const ways = new Map<number, number[]>();
  for (const [from, to] of empty) ways.set(from, [...(ways.get(from) ?? []), to]);
  const nullable: boolean[] = [];
  for (let net = starts.length - 1; net >= 0; net--) {
    for (const index of byNet[net] ?? []) {
      const state = at(states, index);
      const reached = new Set([index]);
      for (const one of reached) {
        for (const to of ways.get(one) ?? []) reached.add(to);
        for (const call of at(states, one).calls) if (nullable[call.net]) reached.add(call.to);
      }
      state.reach = [...reached];
    }
    nullable[net] = at(states, starts[net] ?? 0).reach.some((state) => at(states, state).end);
  }
}
