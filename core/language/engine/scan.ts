/** First pass over a sentence: which blocks have a template that fits, and whether more words could follow. */
import type { Built, Need } from "./build.ts";
import type { Effort } from "./effort.ts";
import { fitsNeed, needsNothing } from "./facts.ts";
import type { List, Spans } from "./lists.ts";
import type { Sets, Wanted } from "./sets.ts";

/** Lists that are handed in with each sentence, by name. */
export type DynamicLists = Readonly<Record<string, List | undefined>>;

export interface Scan {
  /** Blocks whose template may end here; a superset where facts are needed that come from elsewhere. */
  readonly ends: readonly number[];
  /** Whether further words could make it a sentence, or another one; only told where it was asked for. */
  readonly grows: boolean;
  /** What a list gives from a place on; remembered for the second pass. */
  spansOf(key: string | List, from: number): Spans;
  countsOf(key: string | List): "name" | "word" | "read";
}

/** States; the language packs' largest sets have about 8,000. */
const largeSet = 10_000;

/**
 * What a set costs, in looks, whether it is remembered or made anew: what a sentence means must not depend on those before
 * it. Making one anew is ten times the work, which only hurts where it is large.
 */
const priceOf = (size: number): number => size / 2 + 1.5 * Math.max(0, size - largeSet);

const spaceSign = 32;
const nothing: Spans = { spans: [], open: false };

/** What a list gives at each place, asked once. */
function spanMemory(text: string, dynamic: DynamicLists): Scan["spansOf"] {
  const known = new Map<string | List, (Spans | undefined)[]>();
  return (key, from) => {
    const places = known.get(key) ?? [];
    known.set(key, places);
    const there = places[from];
    if (there !== undefined) return there;
    const list = typeof key === "string" ? dynamic[key] : key;
    const made = list?.spans(text, from) ?? nothing;
    places[from] = made;
    return made;
  };
}

export function scan(
  { needs }: Pick<Built, "needs">,
  sets: Sets,
  start: number,
  text: string,
  dynamic: DynamicLists,
  growth: boolean,
  effort: Effort,
): Scan {
  const spansOf = spanMemory(text, dynamic);
  const countsOf = (key: string | List) => (typeof key === "string" ? dynamic[key] : key)?.counts ?? "word";
  const landed: (number[] | undefined)[] = [];
  const land = (at: number, set: number): void => {
    const there = landed[at];
    if (there === undefined) landed[at] = [set];
    else if (!there.includes(set)) there.push(set);
  };
  let open = false;
  let now = start;
  for (let at = 0; ; at++) {
    for (const set of landed[at] ?? []) now = sets.both(now, set);
    effort.left -= priceOf(sets.size(now));
    if (effort.left < 0) return { ends: [], grows: false, spansOf, countsOf };
    for (const one of sets.get(now).wanted) fill(one, at);
    if (at === text.length) break;
    now = sets.step(now, text.charCodeAt(at));
    if (now === sets.empty && !landed.some((one, place) => place > at && one !== undefined)) break;
  }
  const last = now === sets.empty ? undefined : sets.get(now);
  return { ends: last?.ends ?? [], grows: open || (last?.grows ?? false), spansOf, countsOf };

  function fill({ dynamic: name, list, after }: Wanted, at: number): void {
    const key = name ?? list;
    if (key === undefined) return;
    if (at === text.length) {
      open = true;
      return;
    }
    const found = spansOf(key, at);
    open ||= growth && found.open;
    effort.left -= found.spans.length / 2;
    for (const [number, set] of after) {
      const need = needs[number] as Need;
      const any = needsNothing(need);
      for (const { to, values } of found.spans) {
        if (!any && !values.some(({ context }) => fitsNeed(need, context))) continue;
        land(to, set);
        if (text.charCodeAt(to) === spaceSign) land(to + 1, set);
      }
    }
  }
}
