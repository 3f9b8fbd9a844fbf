/** Walks a grammar character by character: automata that call each other, made deterministic only where somebody walks. */
import type { GrammarData } from "./data.ts";
import { readNets, type State } from "./nets.ts";

/** Where a walk stands. Immutable; equal places are one object as long as the grammar remembers them. */
export interface Place {
  /** A sentence may end here. */
  readonly ends: boolean;
}

export interface Grammar {
  readonly language: string;
  /** Before the first word of a sentence without free text. */
  readonly start: Place;
  /** The same for sentences with free text; undefined where there are none. */
  readonly open: Place | undefined;
  /** The place after a text; undefined when no sentence goes on so. */
  step(place: Place, text: string): Place | undefined;
  /** Characters that may follow, and the places after them; free text is left out. */
  next(place: Place): ReadonlyMap<string, Place>;
  /** Whether a plain form is a sentence without free text; `open`: or one with. */
  has(plain: string, open?: boolean): boolean;
  readonly apart: GrammarData["apart"];
}

/** Many walks in one automaton under way: who called it, and where they go on. */
interface Frame {
  readonly id: number;
  readonly net: number;
  readonly returns: readonly Item[];
}
interface Item {
  readonly frame: Frame;
  readonly state: number;
}
interface Spot extends Place {
  readonly items: readonly Item[];
  readonly known: Map<string, Spot | undefined>;
  all: ReadonlyMap<string, Place> | undefined;
}

/** Places and frames remembered; then they are forgotten, and worked out anew where they are needed. */
const mostKnown = 30_000;

/** `remembered`: places and frames, default 30,000; a few kB each. Throws SENTENCE_INVALID for broken data. */
export function openGrammar(data: GrammarData, remembered = mostKnown): Grammar {
  const { states, starts } = readNets(data);
  const spots = new Map<string, Spot>();
  const frames = new Map<string, Frame>();
  let frameIds = 0;

  function frameOf(net: number, returns: readonly Item[]): Frame {
    const key = `${net}|${keyOf(returns)}`;
    const known = frames.get(key);
    if (known) return known;
    const frame = { id: ++frameIds, net, returns };
    frames.set(key, frame);
    return frame;
  }

  /** All that is reached from some states without a character: first what returns from nets, then what calls them. */
  function close(kernel: readonly Item[]): Spot | undefined {
    const layers = layersOf(states);
    for (const item of kernel) layers.add(item);
    const ends = layers.fall();
    layers.rise((net, returns) => ({ frame: frameOf(net, returns), state: starts[net] ?? 0 }));
    const items = layers.items();
    if (items.length === 0 && !ends) return undefined;
    const key = `${ends ? "!" : ""}${keyOf(items)}`;
    const known = spots.get(key);
    if (known) return known;
    const spot: Spot = { ends, items, known: new Map(), all: undefined };
    spots.set(key, spot);
    return spot;
  }

  function forward(spot: Spot, character: string): Spot | undefined {
    if (spot.known.has(character)) return spot.known.get(character);
    const kernel: Item[] = [];
    for (const { frame, state } of spot.items) {
      const { next, any } = states[state] as State;
      for (const to of next.get(character) ?? []) kernel.push({ frame, state: to });
      for (const to of any) kernel.push({ frame, state: to });
    }
    if (spots.size + frames.size > remembered) forget();
    const made = kernel.length === 0 ? undefined : close(kernel);
    spot.known.set(character, made);
    return made;
  }

  const root = (net: number): Spot => close([{ frame: frameOf(net, []), state: starts[net] ?? 0 }]) ?? dead;
  const start = root(data.start);
  const open = data.open === undefined ? undefined : root(data.open);

  /** Places that somebody still stands on go on as before; all others are only reached from the beginnings. */
  function forget(): void {
    spots.clear();
    frames.clear();
    for (const spot of [start, open]) {
      spot?.known.clear();
      if (spot) spot.all = undefined;
    }
  }

  function step(place: Place, text: string): Place | undefined {
    let spot: Spot | undefined = place as Spot;
    for (const character of text) {
      spot = forward(spot, character);
      if (!spot) return undefined;
    }
    return spot;
  }
  return {
    language: data.language,
    apart: data.apart,
    start,
    open,
    step,
    next(place) {
      const spot = place as Spot;
      spot.all ??= new Map(
        [...new Set(spot.items.flatMap(({ state }) => [...(states[state]?.next.keys() ?? [])]))]
          .sort()
          .flatMap((character): [string, Place][] => {
            const to = forward(spot, character);
            return to ? [[character, to]] : [];
          }),
      );
      return spot.all;
    },
    has(plain, free = false) {
      if (step(start, plain)?.ends) return true;
      return free && open !== undefined && step(open, plain)?.ends === true;
    },
  };
}

const dead: Spot = { ends: false, items: [], known: new Map(), all: new Map() };

const keyOf = (items: readonly Item[]): string =>
  items
    .map(({ frame, state }) => `${frame.id}.${state}`)
    .sort()
    .join(" ");

/** The states of one place by their frames; the nets of frames come after those that called them. */
interface Layers {
  add(item: Item): void;
  /** Goes back from nets that are complete to those that called them; true when a whole sentence is. */
  fall(): boolean;
  /** Goes on into the nets that are called. */
  rise(enter: (net: number, returns: readonly Item[]) => Item): void;
  /** Those that take a character. */
  items(): Item[];
}

function layersOf(states: readonly State[]): Layers {
  const layers = new Map<number, Map<Frame, Set<number>>>();
  function add({ frame, state }: Item): void {
    const layer = layers.get(frame.net) ?? new Map<Frame, Set<number>>();
    layers.set(frame.net, layer);
    const there = layer.get(frame) ?? new Set<number>();
    layer.set(frame, there);
    for (const one of states[state]?.reach ?? []) there.add(one);
  }
  function* inOrder(sign: 1 | -1, waiting: ReadonlyMap<number, unknown>): Generator<number> {
    let last = -Infinity;
    while (true) {
      let nearest = Infinity;
      for (const nets of [layers.keys(), waiting.keys()]) {
        for (const net of nets) if (sign * net > last) nearest = Math.min(nearest, sign * net);
      }
      if (nearest === Infinity) return;
      last = nearest;
      yield sign * nearest;
    }
  }
  return {
    add,
    fall() {
      let whole = false;
      for (const net of inOrder(-1, new Map())) {
        for (const [frame, there] of layers.get(net) ?? []) {
          if (![...there].some((state) => states[state]?.end)) continue;
          if (frame.returns.length === 0) whole = true;
          for (const item of frame.returns) add(item);
        }
      }
      return whole;
    },
    rise(enter) {
      const calls = new Map<number, Item[]>();
      for (const net of inOrder(1, calls)) {
        const returns = calls.get(net);
        if (returns) add(enter(net, returns));
        for (const [frame, there] of layers.get(net) ?? []) {
          for (const state of there) {
            for (const { net: called, to } of states[state]?.calls ?? []) {
              const list = calls.get(called) ?? [];
              list.push({ frame, state: to });
              calls.set(called, list);
            }
          }
        }
      }
    },
    items: () =>
      [...layers.values()].flatMap((layer) =>
        [...layer].flatMap(([frame, there]) =>
          [...there]
            .filter((state) => (states[state]?.next.size ?? 0) + (states[state]?.any.length ?? 0) > 0)
            .map((state) => ({ frame, state })),
        ),
      ),
  };
}
