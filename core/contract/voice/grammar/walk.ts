/** Walks a grammar character by character: automata that call each other, made deterministic only where somebody walks. */
import type { GrammarData } from "./data.ts";
import { type Nets, readNets } from "./nets.ts";

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
  readonly returns: readonly Stand[];
}
/** States of one frame, ascending. */
interface Stand {
  readonly frame: Frame;
  readonly states: readonly number[];
}
interface Spot extends Place {
  readonly stands: readonly Stand[];
  known: Map<string, Spot | undefined> | undefined;
  all: ReadonlyMap<string, Place> | undefined;
}
type Walks = Map<Frame, Set<number>>;

/** Places and frames remembered; then they are forgotten, and worked out anew where they are needed. */
const mostKnown = 30_000;

/** `remembered`: places and frames, default 30,000; half a kB each. Throws SENTENCE_INVALID for broken data. */
export function openGrammar(data: GrammarData, remembered = mostKnown): Grammar {
  const nets = readNets(data);
  const spots = new Map<string, Spot>();
  const frames = new Map<string, Frame>();
  let frameIds = 0;

  function frameOf(net: number, returns: readonly Stand[]): Frame {
    const key = keyOf(net, returns);
    const known = frames.get(key);
    if (known) return known;
    const frame = { id: ++frameIds, net, returns };
    frames.set(key, frame);
    return frame;
  }

  /** All that is reached from some states without a character: first what returns from nets, then what calls them. */
  function close(kernel: Walks): Spot | undefined {
    const layers = layersOf(nets);
    for (const [frame, states] of kernel) for (const state of states) layers.add(frame, state);
    const ends = layers.fall();
    layers.rise(frameOf);
    const stands = layers.stands();
    if (stands.length === 0 && !ends) return undefined;
    const key = keyOf(ends ? 1 : 0, stands);
    const known = spots.get(key);
    if (known) return known;
    const spot: Spot = { ends, stands, known: undefined, all: undefined };
    spots.set(key, spot);
    return spot;
  }

  function forward(spot: Spot, character: string): Spot | undefined {
    if (spot.all?.has(character)) return spot.all.get(character) as Spot;
    if (spot.known?.has(character)) return spot.known.get(character);
    const code = character.codePointAt(0) ?? 0;
    const kernel: Walks = new Map();
    for (const { frame, states } of spot.stands) {
      for (const state of states) {
        for (let edge = edgeOf(nets, state, code); nets.codes[edge] === code; edge++) {
          if (edge >= (nets.first[state + 1] ?? 0)) break;
          put(kernel, frame, nets.to[edge] ?? 0);
        }
        for (const to of nets.any.get(state) ?? []) put(kernel, frame, to);
      }
    }
    if (spots.size + frames.size > remembered) forget();
    const made = kernel.size === 0 ? undefined : close(kernel);
    spot.known ??= new Map();
    spot.known.set(character, made);
    return made;
  }

  function root(net: number): Spot {
    const frame = frameOf(net, []);
    return close(new Map([[frame, new Set([nets.starts[net] ?? 0])]])) ?? dead;
  }
  const start = root(data.start);
  const open = data.open === undefined ? undefined : root(data.open);

  /** Places that somebody still stands on go on as before; all others are only reached from the beginnings. */
  function forget(): void {
    spots.clear();
    frames.clear();
    for (const spot of [start, open]) {
      if (spot) spot.known = spot.all = undefined;
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
      if (spot.all) return spot.all;
      const all = new Map<string, Place>();
      for (const character of charactersAt(nets, spot.stands)) {
        const to = forward(spot, character);
        if (to) all.set(character, to);
      }
      // It has all that was known, but for ways by any character and ways that lead nowhere.
      spot.known = undefined;
      spot.all = all;
      return all;
    },
    has(plain, free = false) {
      if (step(start, plain)?.ends) return true;
      return free && open !== undefined && step(open, plain)?.ends === true;
    },
  };
}

const dead: Spot = { ends: false, stands: [], known: undefined, all: new Map() };

function put(walks: Walks, frame: Frame, state: number): void {
  const there = walks.get(frame);
  if (there) there.add(state);
  else walks.set(frame, new Set([state]));
}

/** The first edge of a state by a code point, or any other edge. */
function edgeOf({ first, codes }: Nets, state: number, code: number): number {
  const end = first[state + 1] ?? 0;
  for (let edge = first[state] ?? 0; edge < end; edge++) if (codes[edge] === code) return edge;
  return -1;
}

/** What may follow, in order. */
function charactersAt({ first, codes }: Nets, stands: readonly Stand[]): string[] {
  const found = new Set<number>();
  for (const { states } of stands) {
    for (const state of states) {
      for (let edge = first[state] ?? 0; edge < (first[state + 1] ?? 0); edge++) found.add(codes[edge] ?? 0);
    }
  }
  return [...found].map((code) => String.fromCodePoint(code)).sort();
}

const standsOf = (walks: Walks): Stand[] =>
  [...walks]
    .map(([frame, states]) => ({ frame, states: [...states].sort((a, b) => a - b) }))
    .sort((a, b) => a.frame.id - b.frame.id);

/** Two UTF-16 units a number: these keys are most of what is remembered. */
function keyOf(what: number, stands: readonly Stand[]): string {
  let key = unitsOf(what);
  for (const { frame, states } of stands) {
    key += unitsOf(frame.id) + unitsOf(states.length);
    for (const state of states) key += unitsOf(state);
  }
  return key;
}
const unitsOf = (number: number): string => String.fromCharCode(number & 0xffff, number >>> 16);

/** The states of one place by their frames; the nets of frames come after those that called them. */
interface Layers {
  add(frame: Frame, state: number): void;
  /** Goes back from nets that are complete to those that called them; true when a whole sentence is. */
  fall(): boolean;
  /** Goes on into the nets that are called. */
  rise(enter: (net: number, returns: readonly Stand[]) => Frame): void;
  /** Those that take a character. */
  stands(): Stand[];
}

function layersOf(nets: Nets): Layers {
  const layers = new Map<number, Walks>();
  function add(frame: Frame, state: number): void {
    const layer: Walks = layers.get(frame.net) ?? new Map();
    layers.set(frame.net, layer);
    for (const one of nets.reach.get(state) ?? [state]) put(layer, frame, one);
  }
  function* inOrder(sign: 1 | -1, waiting: ReadonlyMap<number, unknown>): Generator<number> {
    let last = -Infinity;
    while (true) {
      let nearest = Infinity;
      for (const some of [layers.keys(), waiting.keys()]) {
        for (const net of some) if (sign * net > last) nearest = Math.min(nearest, sign * net);
      }
      if (nearest === Infinity) return;
      last = nearest;
      yield sign * nearest;
    }
  }
  const takes = (state: number): boolean =>
    (nets.first[state] ?? 0) < (nets.first[state + 1] ?? 0) || nets.any.has(state);
  return {
    add,
    fall() {
      let whole = false;
      for (const net of inOrder(-1, new Map())) {
        for (const [frame, there] of layers.get(net) ?? []) {
          if (![...there].some((state) => nets.ends.has(state))) continue;
          if (frame.returns.length === 0) whole = true;
          for (const back of frame.returns) for (const state of back.states) add(back.frame, state);
        }
      }
      return whole;
    },
    rise(enter) {
      const calls = new Map<number, Walks>();
      for (const net of inOrder(1, calls)) {
        const returns = calls.get(net);
        if (returns) add(enter(net, standsOf(returns)), nets.starts[net] ?? 0);
        for (const [frame, there] of layers.get(net) ?? []) {
          for (const state of there) {
            for (const { net: called, to } of nets.calls.get(state) ?? []) {
              const walks: Walks = calls.get(called) ?? new Map();
              calls.set(called, walks);
              put(walks, frame, to);
            }
          }
        }
      }
    },
    stands: () =>
      standsOf(
        new Map(
          [...layers.values()].flatMap((layer) =>
            [...layer].flatMap(([frame, there]): [Frame, Set<number>][] => {
              const some = [...there].filter(takes);
              return some.length > 0 ? [[frame, new Set(some)]] : [];
            }),
          ),
        ),
      ),
  };
}
