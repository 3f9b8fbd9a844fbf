/** Sets of states, made when a sentence first needs them and then remembered: the automaton becomes deterministic as it is used. */
import type { SlotRef } from "./build.ts";
import type { List } from "./lists.ts";
import { kind, type States } from "./states.ts";
import { takes } from "./text.ts";

/** Slots that a set may begin, by what fills them: one look-up of a list serves all templates that wait for it. */
export interface Wanted {
  readonly dynamic: string | undefined;
  readonly list: List | undefined;
  /** By need, the set after the value. */
  readonly after: ReadonlyMap<number, number>;
}

export interface StateSet {
  /** Blocks whose template may end here. */
  readonly ends: readonly number[];
  readonly wanted: readonly Wanted[];
  /** Whether anything may follow. */
  readonly grows: boolean;
}

export interface Sets {
  readonly empty: number;
  /** The set that these states make at the beginning of a word. */
  starting(references: readonly number[]): number;
  /** After one more character (a UTF-16 code unit). */
  step(set: number, sign: number): number;
  both(a: number, b: number): number;
  get(set: number): StateSet;
  /** How many states it has. */
  size(set: number): number;
  /** Bytes, about, of all that is remembered. */
  readonly held: () => number;
}

const code = { space: 32, hyphen: 45, apostrophe: 39, underscore: 95 } as const;

/** After these a new word may begin without a space: "l'entrée", "living-room". */
export const endsWord = (sign: number): boolean =>
  sign === code.space || sign === code.hyphen || sign === code.apostrophe || sign === code.underscore;

interface Group {
  readonly dynamic: string | undefined;
  readonly list: List | undefined;
  readonly after: Map<number, number[]>;
}

interface Kept {
  readonly states: Int32Array;
  readonly steps: Map<number, number>;
  seen?: StateSet;
}

/** Bytes, about, that are taken beside the states of a set, which take 4 each; measured over 100,000 sets. */
const taken = { set: 560, entry: 64 } as const;

const pair = (a: number, b: number): number => a * 0x4000000 + b;

/** `loose`: white space means nothing. */
export function openSets(states: States, refs: readonly SlotRef[], loose: boolean): Sets {
  const all: Kept[] = [];
  const byHash = new Map<number, number[]>();
  const unions = new Map<number, number>();
  const mark = new Uint8Array(states.kinds.length);
  let held = 0;

  function intern(found: number[]): number {
    const list = Int32Array.from(found).sort();
    let hash = 17;
    for (const one of list) hash = (hash * 31 + one) | 0;
    const bucket = byHash.get(hash) ?? [];
    for (const number of bucket) {
      const there = all[number]?.states;
      if (there !== undefined && equal(there, list)) return number;
    }
    all.push({ states: list, steps: new Map() });
    held += taken.set + 4 * list.length;
    bucket.push(all.length - 1);
    byHash.set(hash, bucket);
    return all.length - 1;
  }

  /** Adds what a reference stands for; at the beginning of a word also what comes after its spaces. */
  function add(reference: number, atWord: boolean, into: number[]): void {
    if (reference >= 0) addOne(reference, atWord, into);
    else for (const state of states.forks[-1 - reference] ?? []) addOne(state, atWord, into);
  }

  function addOne(state: number, atWord: boolean, into: number[]): void {
    if (mark[state] === 1) return;
    mark[state] = 1;
    into.push(state);
    if (atWord && states.kinds[state] === kind.space) add(states.b[state] ?? 0, atWord, into);
  }

  function made(fill: (into: number[]) => void): number {
    const into: number[] = [];
    fill(into);
    for (const state of into) mark[state] = 0;
    return intern(into);
  }

  function advance(set: Int32Array, sign: number, into: number[]): void {
    const atWord = loose || endsWord(sign);
    const isSpace = sign === code.space || sign === code.hyphen || sign === code.underscore;
    for (const state of set) {
      const what = states.kinds[state];
      const first = states.a[state] ?? 0;
      const next = states.b[state] ?? 0;
      if (what === kind.sign) {
        if (takes(first, sign)) add(next, atWord, into);
        else if (loose && sign === code.space) add(state, false, into);
      } else if (what === kind.space) {
        if (isSpace) add(next, true, into);
      } else if (what === kind.slot) {
        if (loose && sign === code.space) add(state, false, into);
      } else if (what === kind.free) {
        if (sign === code.space) {
          if (loose) add(state, false, into);
          continue;
        }
        add(next, false, into);
        add(states.b[next] ?? 0, atWord, into);
      } else if (what === kind.more) {
        add(state, false, into);
        if (sign !== code.space) add(next, atWord, into);
      }
    }
  }

  function look(set: Int32Array): StateSet {
    const ends = new Set<number>();
    const groups = new Map<string | List, Group>();
    let grows = false;
    const atEnd: number[] = [];
    for (const state of set) add(state, true, atEnd);
    for (const state of atEnd) mark[state] = 0;
    for (const state of atEnd) {
      if (states.kinds[state] === kind.end) ends.add(states.a[state] ?? 0);
      else if (states.kinds[state] !== kind.space) grows = true;
    }
    for (const state of set) {
      const ref = states.kinds[state] === kind.slot ? refs[states.a[state] ?? 0] : undefined;
      const key = ref?.dynamic ?? ref?.list;
      if (ref === undefined || key === undefined) continue;
      const group = groups.get(key) ?? { dynamic: ref.dynamic, list: ref.list, after: new Map() };
      groups.set(key, group);
      const after = group.after.get(ref.need) ?? [];
      after.push(states.b[state] ?? 0);
      group.after.set(ref.need, after);
    }
    const wanted = [...groups.values()].map(({ dynamic, list, after }) => ({
      dynamic,
      list,
      after: new Map([...after].map(([need, next]) => [need, landing(next)])),
    }));
    return { ends: [...ends], wanted, grows };
  }

  const landing = (references: readonly number[]): number =>
    made((into) => {
      for (const one of references) add(one, true, into);
    });

  const empty = intern([]);
  return {
    empty,
    starting: landing,
    step(set, sign) {
      const kept = all[set];
      if (kept === undefined || set === empty) return empty;
      const there = kept.steps.get(sign);
      if (there !== undefined) return there;
      const next = made((into) => advance(kept.states, sign, into));
      kept.steps.set(sign, next);
      held += taken.entry;
      return next;
    },
    both(a, b) {
      if (a === b || b === empty) return a;
      if (a === empty) return b;
      const key = a < b ? pair(a, b) : pair(b, a);
      const there = unions.get(key);
      if (there !== undefined) return there;
      const next = made((into) => {
        for (const one of all[a]?.states ?? []) add(one, false, into);
        for (const one of all[b]?.states ?? []) add(one, false, into);
      });
      unions.set(key, next);
      held += taken.entry;
      return next;
    },
    get(set) {
      const kept = all[set];
      if (kept === undefined) throw new RangeError(`no set of states ${set}`);
      kept.seen ??= look(kept.states);
      return kept.seen;
    },
    size: (set) => all[set]?.states.length ?? 0,
    held: () => held,
  };
}

function equal(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
