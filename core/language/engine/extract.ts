/** Second pass: of one template that fits, the best way to read the sentence, with what fills its slots. */
import type { Built, Need, SlotRef } from "./build.ts";
import { fitsNeed } from "./facts.ts";
import type { Value } from "./lists.ts";
import { add, type Counts, noCounts, type Preference } from "./prefer.ts";
import type { Scan } from "./scan.ts";
import { endsWord } from "./sets.ts";
import { kind, statesOf } from "./states.ts";
import { takes } from "./text.ts";

/** One slot as it was read, in places of the prepared text. */
export interface Filled {
  readonly ref: SlotRef;
  readonly from: number;
  readonly to: number;
  /** Undefined for free text; several where things have one name. */
  readonly values: readonly Value[] | undefined;
}

/** A way to read the rest of a sentence. Every count is a sum, so the best way has the best endings. */
export interface Reading {
  readonly counts: Counts;
  readonly filled: Filled | undefined;
  readonly rest: Reading | undefined;
}

const done: Reading = { counts: noCounts, filled: undefined, rest: undefined };
const spaceSign = 32;
const isJoin = (sign: number): boolean => sign === 45 || sign === 95;

/** The rest of a sentence from within free text that ends at `to`. */
interface Tail {
  readonly counts: Counts;
  readonly to: number;
  readonly rest: Reading;
}

export interface Extraction {
  readonly built: Built;
  readonly text: string;
  readonly scan: Scan;
  readonly loose: boolean;
  /** Slot whose name counts first. */
  readonly bestSlot: string | undefined;
  readonly prefer: Preference;
  /** Facts that must come from what is said; none by default. */
  readonly lacking?: readonly string[];
}

/** Returns for a template's start the best reading of the whole text, or undefined. One reader serves all templates of a block. */
export function reader({
  built,
  text,
  scan,
  loose,
  bestSlot,
  prefer,
  lacking = [],
}: Extraction): (start: number) => Reading | undefined {
  const { states, refs, needs } = built;
  const { kinds, a, b } = states;
  const known = new Map<number, Reading | null>();
  const tails = new Map<number, readonly (Tail | undefined)[]>();
  // What is still to be told by the rest of the sentence is a set of bits, one for each fact that is lacking.
  const all = 2 ** lacking.length - 1;
  const width = 2 * (text.length + 1) * (all + 1);

  const atWord = (at: number): boolean =>
    loose || at === 0 || at === text.length || endsWord(text.charCodeAt(at - 1));

  function bestOf(reference: number, at: number, landed: boolean, due: number): Reading | undefined {
    if (reference >= 0) return from(reference, at, landed, due);
    let best: Reading | undefined;
    for (const state of statesOf(states, reference)) best = better(best, from(state, at, landed, due));
    return best;
  }

  function from(state: number, at: number, landed: boolean, due: number): Reading | undefined {
    const key = state * width + (due * (text.length + 1) + at) * 2 + (landed ? 1 : 0);
    const there = known.get(key);
    if (there !== undefined) return there ?? undefined;
    known.set(key, null);
    const made = read(state, at, landed, due);
    known.set(key, made ?? null);
    return made;
  }

  function read(state: number, at: number, landed: boolean, due: number): Reading | undefined {
    const next = b[state] ?? 0;
    const sign = at < text.length ? text.charCodeAt(at) : -1;
    let best =
      (landed || loose) && sign === spaceSign && kinds[state] !== kind.space
        ? from(state, at + 1, false, due)
        : undefined;
    switch (kinds[state]) {
      case kind.end:
        return at === text.length && due === 0 ? done : best;
      case kind.sign:
        if (takes(a[state] ?? 0, sign)) best = better(best, counted(bestOf(next, at + 1, false, due), at));
        return best;
      case kind.space:
        if (sign === spaceSign || isJoin(sign)) best = better(best, bestOf(next, at + 1, false, due));
        if (landed || atWord(at)) best = better(best, bestOf(next, at, landed, due));
        return best;
      case kind.slot:
        return slot(state, at, best, due);
      case kind.free:
        return sign < 0 || sign === spaceSign ? best : better(best, begun(state, at, due));
      default:
        return best;
    }
  }

  const counted = (rest: Reading | undefined, at: number): Reading | undefined =>
    rest && { ...rest, counts: add(rest.counts, { literal: 1, place: at }) };

  function slot(state: number, at: number, before: Reading | undefined, due: number): Reading | undefined {
    const ref = refs[a[state] ?? 0];
    const key = ref?.dynamic ?? ref?.list;
    if (ref === undefined || key === undefined || at === text.length) return before;
    let best = before;
    for (const span of scan.spansOf(key, at).spans) {
      const fitting = span.values.filter(({ context }) => fitsNeed(needs[ref.need] as Need, context));
      for (const [left, values] of told(fitting, due)) {
        const rest = bestOf(b[state] ?? 0, span.to, true, left);
        if (rest === undefined) continue;
        const size = span.to - at;
        const more = { [scan.countsOf(key)]: size, slots: 1, best: ref.slot === bestSlot ? size : 0 };
        const filled = { ref, from: at, to: span.to, values };
        best = better(best, { counts: add(rest.counts, more), filled, rest });
      }
    }
    return best;
  }

  /** Values by what is still due after them. */
  function told(values: readonly Value[], due: number): ReadonlyMap<number, readonly Value[]> {
    const by = new Map<number, Value[]>();
    for (const value of values) {
      const left = lacking.reduce(
        (rest, fact, bit) => ((value.context?.[fact] ?? null) === null ? rest : rest & ~(1 << bit)),
        due,
      );
      const there = by.get(left);
      if (there === undefined) by.set(left, [value]);
      else there.push(value);
    }
    return by;
  }

  function begun(state: number, at: number, due: number): Reading | undefined {
    const ref = refs[a[state] ?? 0];
    const tail = tailsOf(b[state] ?? 0, due)[at + 1];
    if (ref === undefined || tail === undefined) return undefined;
    const counts = add(tail.counts, { free: 1, wildcards: 1, slots: 1 });
    return { counts, filled: { ref, from: at, to: tail.to, values: undefined }, rest: tail.rest };
  }

  /** By place: the best way on from within free text, which ends after any of its characters that is no space. */
  function tailsOf(more: number, due: number): readonly (Tail | undefined)[] {
    const key = more * (all + 1) + due;
    const there = tails.get(key);
    if (there !== undefined) return there;
    const made: (Tail | undefined)[] = [];
    tails.set(key, made);
    for (let at = text.length; at > 0; at--) {
      const longer = made[at + 1];
      const further = longer && { ...longer, counts: add(longer.counts, { free: 1 }) };
      const rest = text.charCodeAt(at - 1) === spaceSign ? undefined : bestOf(b[more] ?? 0, at, false, due);
      const here = rest && { rest, to: at, counts: rest.counts };
      made[at] = here && (!further || prefer(here.counts, further.counts) >= 0) ? here : further;
    }
    return made;
  }

  const better = (one: Reading | undefined, other: Reading | undefined): Reading | undefined =>
    one === undefined ? other : other === undefined || prefer(one.counts, other.counts) >= 0 ? one : other;

  return (start) => bestOf(start, 0, false, all);
}

/** What fills the slots, in the order of the sentence. */
export function filledOf(reading: Reading): Filled[] {
  const all: Filled[] = [];
  for (let now: Reading | undefined = reading; now !== undefined; now = now.rest) {
    if (now.filled !== undefined) all.push(now.filled);
  }
  return all;
}
