/** Second pass: of one template that fits, the best way to read the sentence, with what fills its slots. */
import type { Built, Need, SlotRef } from "./build.ts";
import type { Effort } from "./effort.ts";
import { fitsNeed, needsNothing } from "./facts.ts";
import type { Value } from "./lists.ts";
import { notes } from "./notes.ts";
import { type Counts, noCounts, type Preference, setTo, sumOf } from "./prefer.ts";
import type { Scan } from "./scan.ts";
import { endsWord } from "./sets.ts";
import { kind } from "./states.ts";
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
/** Longer than what people say. */
const longText = 150;
const spaceSign = 32;
const isJoin = (sign: number): boolean => sign === 45 || sign === 95;

/** By place within free text: where it ends best, and how the sentence is read from there. */
interface Tails {
  readonly to: Int32Array;
  readonly rest: readonly (Reading | undefined)[];
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
  /** Below zero afterwards: it was not enough, and what was found is worth nothing. Unlimited by default. */
  readonly effort?: Effort;
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
  effort = { left: Number.POSITIVE_INFINITY },
}: Extraction): (start: number) => Reading | undefined {
  const { states, refs, needs } = built;
  const { kinds, a, b, forks } = states;
  const known = notes<Reading | null>(text.length > longText);
  const tails = new Map<number, Tails>();
  const following = new Map<number, (Reading | null | undefined)[]>();
  // What is still to be told by the rest of the sentence is a set of bits, one for each fact that is lacking.
  const all = 2 ** lacking.length - 1;
  const width = 2 * (text.length + 1) * (all + 1);
  /** Only for one comparison at a time. */
  const trial = sumOf(noCounts);

  const atWord = (at: number): boolean =>
    loose || at === 0 || at === text.length || endsWord(text.charCodeAt(at - 1));

  function bestOf(reference: number, at: number, landed: boolean, due: number): Reading | undefined {
    if (reference >= 0) return from(reference, at, landed, due);
    let best: Reading | undefined;
    for (const state of forks[-1 - reference] ?? []) best = better(best, from(state, at, landed, due));
    return best;
  }

  function from(state: number, at: number, landed: boolean, due: number): Reading | undefined {
    const sign = at < text.length ? text.charCodeAt(at) : -1;
    // Most looks end here: another character stands there. They are not worth being remembered.
    if (kinds[state] === kind.sign && sign !== spaceSign && !takes(a[state] ?? 0, sign)) return undefined;
    effort.left--;
    if (effort.left < 0) return undefined;
    const key = state * width + (due * (text.length + 1) + at) * 2 + (landed ? 1 : 0);
    const there = known.get(key);
    if (there !== undefined) return there ?? undefined;
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

  function counted(rest: Reading | undefined, at: number): Reading | undefined {
    if (rest === undefined) return undefined;
    const counts = sumOf(rest.counts);
    counts.literal++;
    counts.place += at;
    return { counts, filled: rest.filled, rest: rest.rest };
  }

  function slot(state: number, at: number, before: Reading | undefined, due: number): Reading | undefined {
    const ref = refs[a[state] ?? 0];
    const key = ref?.dynamic ?? ref?.list;
    if (ref === undefined || key === undefined || at === text.length) return before;
    const { spans } = scan.spansOf(key, at);
    if (spans.length === 0) return before;
    const need = needs[ref.need] as Need;
    const needless = needsNothing(need);
    const sort = scan.countsOf(key);
    const isBest = ref.slot === bestSlot;
    const best = sumOf(before?.counts ?? noCounts);
    let won: { readonly rest: Reading; readonly to: number; readonly values: readonly Value[] } | undefined;
    effort.left -= spans.length;
    const follows = followingOf(b[state] ?? 0);
    for (const { to, values } of spans) {
      const fitting = needless ? values : values.filter(({ context }) => fitsNeed(need, context));
      if (fitting.length === 0) continue;
      if (due === 0) take(fitting, to, follow(follows, b[state] ?? 0, to));
      else
        for (const [left, told] of toldBy(fitting, due))
          take(told, to, bestOf(b[state] ?? 0, to, true, left));
    }
    if (won === undefined) return before;
    return { counts: best, filled: { ref, from: at, to: won.to, values: won.values }, rest: won.rest };

    function take(told: readonly Value[], to: number, rest: Reading | undefined): void {
      if (rest === undefined) return;
      setTo(trial, rest.counts);
      trial[sort] += to - at;
      trial.slots++;
      if (isBest) trial.best += to - at;
      if ((won ?? before) !== undefined && prefer(best, trial) >= 0) return;
      setTo(best, trial);
      won = { rest, to, values: told };
    }
  }

  /** What is read after a value, by where it ends: in a long list very many end at one place. */
  function followingOf(reference: number): (Reading | null | undefined)[] {
    const there = following.get(reference);
    if (there !== undefined) return there;
    const made = new Array<Reading | null | undefined>(text.length + 1).fill(undefined);
    following.set(reference, made);
    return made;
  }

  function follow(
    follows: (Reading | null | undefined)[],
    reference: number,
    to: number,
  ): Reading | undefined {
    let there = follows[to];
    if (there === undefined) {
      there = bestOf(reference, to, true, 0) ?? null;
      follows[to] = there;
    }
    return there ?? undefined;
  }

  /** Values by what is still due after them. */
  function toldBy(values: readonly Value[], due: number): ReadonlyMap<number, readonly Value[]> {
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
    const { to, rest } = tailsOf(b[state] ?? 0, due);
    const end = to[at + 1] ?? 0;
    const after = rest[end];
    if (ref === undefined || after === undefined) return undefined;
    const counts = sumOf(after.counts);
    counts.free += end - at;
    counts.wildcards++;
    counts.slots++;
    return { counts, filled: { ref, from: at, to: end, values: undefined }, rest: after };
  }

  /** Free text may end after any of its characters that is no space. */
  function tailsOf(more: number, due: number): Tails {
    const key = more * (all + 1) + due;
    const there = tails.get(key);
    if (there !== undefined) return there;
    const to = new Int32Array(text.length + 2);
    const rests = new Array<Reading | undefined>(text.length + 2).fill(undefined);
    const made = { to, rest: rests };
    tails.set(key, made);
    effort.left -= text.length;
    for (let at = text.length; at > 0; at--) {
      const later = to[at + 1] ?? 0;
      const rest = text.charCodeAt(at - 1) === spaceSign ? undefined : bestOf(b[more] ?? 0, at, false, due);
      rests[at] = rest;
      to[at] = rest && endsBetter(rest, at, rests[later], later) ? at : later;
    }
    return made;
  }

  /** Whether free text ends as well at `at` as at a later place. */
  function endsBetter(here: Reading, at: number, further: Reading | undefined, later: number): boolean {
    if (further === undefined) return true;
    setTo(trial, further.counts).free += later - at;
    return prefer(here.counts, trial) >= 0;
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
