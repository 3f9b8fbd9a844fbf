/** Second pass: of one template that fits, the best way to read the sentence, with what fills its slots. */
import type { Built, Need, SlotRef } from "./build.ts";
import { fitsNeed } from "./facts.ts";
import type { Value } from "./lists.ts";
import type { Scan } from "./scan.ts";
import { endsWord } from "./sets.ts";
import { kind, statesOf } from "./states.ts";

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
  /** Characters of the name that counts first. */
  readonly named: number;
  readonly wildcards: number;
  /** Characters that the template has word for word. */
  readonly literal: number;
  /** Characters of free text. */
  readonly free: number;
  readonly filled: Filled | undefined;
  readonly rest: Reading | undefined;
}

/** Above zero when `a` is better: the longest name, the least free texts, the most literal text, the shortest free text. */
export const compare = (a: Reading, b: Reading): number =>
  a.named - b.named || b.wildcards - a.wildcards || a.literal - b.literal || b.free - a.free;

const done: Reading = { named: 0, wildcards: 0, literal: 0, free: 0, filled: undefined, rest: undefined };
const spaceSign = 32;
const isJoin = (sign: number): boolean => sign === 45 || sign === 95;

export interface Extraction {
  readonly built: Built;
  readonly text: string;
  readonly scan: Scan;
  readonly loose: boolean;
  /** Slot whose name counts first. */
  readonly bestSlot: string | undefined;
}

/** Returns for a template's start the best reading of the whole text, or undefined. One reader serves all templates of a block. */
export function reader({
  built,
  text,
  scan,
  loose,
  bestSlot,
}: Extraction): (start: number) => Reading | undefined {
  const { states, refs, needs } = built;
  const { kinds, a, b } = states;
  const known = new Map<number, Reading | null>();
  const width = 2 * (text.length + 1);

  const atWord = (at: number): boolean =>
    loose || at === 0 || at === text.length || endsWord(text.charCodeAt(at - 1));

  function any(reference: number, at: number, landed: boolean): Reading | undefined {
    if (reference >= 0) return from(reference, at, landed);
    let best: Reading | undefined;
    for (const state of statesOf(states, reference)) best = better(best, from(state, at, landed));
    return best;
  }

  function from(state: number, at: number, landed: boolean): Reading | undefined {
    const key = state * width + at * 2 + (landed ? 1 : 0);
    const there = known.get(key);
    if (there !== undefined) return there ?? undefined;
    known.set(key, null);
    const made = read(state, at, landed);
    known.set(key, made ?? null);
    return made;
  }

  function read(state: number, at: number, landed: boolean): Reading | undefined {
    const next = b[state] ?? 0;
    const sign = at < text.length ? text.charCodeAt(at) : -1;
    let best =
      (landed || loose) && sign === spaceSign && kinds[state] !== kind.space
        ? from(state, at + 1, false)
        : undefined;
    switch (kinds[state]) {
      case kind.end:
        return at === text.length ? done : best;
      case kind.sign:
        if (sign === a[state]) best = better(best, counted(any(next, at + 1, false)));
        return best;
      case kind.space:
        if (sign === spaceSign || isJoin(sign)) best = better(best, any(next, at + 1, false));
        if (landed || atWord(at)) best = better(best, any(next, at, landed));
        return best;
      case kind.slot:
        return slot(state, at, best);
      case kind.free:
        return sign < 0 || sign === spaceSign ? best : better(best, begun(state, at));
      default:
        return best;
    }
  }

  const counted = (rest: Reading | undefined): Reading | undefined =>
    rest && { ...rest, literal: rest.literal + 1 };

  function slot(state: number, at: number, before: Reading | undefined): Reading | undefined {
    const ref = refs[a[state] ?? 0];
    const key = ref?.dynamic ?? ref?.list;
    if (ref === undefined || key === undefined || at === text.length) return before;
    let best = before;
    for (const span of scan.spansOf(key, at).spans) {
      const values = span.values.filter(({ context }) => fitsNeed(needs[ref.need] as Need, context));
      if (values.length === 0) continue;
      const rest = any(b[state] ?? 0, span.to, true);
      if (rest === undefined) continue;
      const named = ref.slot === bestSlot ? span.to - at : 0;
      const filled = { ref, from: at, to: span.to, values };
      best = better(best, { ...rest, named: rest.named + named, filled, rest });
    }
    return best;
  }

  /** Free text ends after any of its characters that is no space. */
  function begun(state: number, at: number): Reading | undefined {
    const more = b[state] ?? 0;
    const ref = refs[a[state] ?? 0];
    if (ref === undefined) return undefined;
    let best: Reading | undefined;
    for (let to = at + 1; to <= text.length; to++) {
      if (text.charCodeAt(to - 1) === spaceSign) continue;
      const rest = any(b[more] ?? 0, to, false);
      if (rest === undefined) continue;
      const filled = { ref, from: at, to, values: undefined };
      const { named, wildcards, literal, free } = rest;
      const made = { named, wildcards: wildcards + 1, literal, free: free + to - at, filled, rest };
      best = better(best, made);
    }
    return best;
  }

  return (start) => any(start, 0, false);
}

const better = (a: Reading | undefined, b: Reading | undefined): Reading | undefined =>
  a === undefined ? b : b === undefined || compare(a, b) >= 0 ? a : b;

/** What fills the slots, in the order of the sentence. */
export function filledOf(reading: Reading): Filled[] {
  const all: Filled[] = [];
  for (let now: Reading | undefined = reading; now !== undefined; now = now.rest) {
    if (now.filled !== undefined) all.push(now.filled);
  }
  return all;
}
