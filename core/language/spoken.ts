/** One sentence as the engine is asked about it, with what its words can fill slots with. */
import type { SlotSpec } from "./compile.ts";
import type { List, Prepared, Span } from "./engine/index.ts";
import type { Json } from "./engine/source.ts";
import type { Sentence } from "./normalise.ts";
import { type PlaceNames, type Readings, readingsOf } from "./readings.ts";
import type { LanguageWords, Token } from "./words/types.ts";

/** A stretch of the words of a sentence. */
export interface Spoken {
  readonly prepared: Prepared;
  readonly tokens: readonly Token[];
  list(spec: SlotSpec): List;
  /** The token that begins, and the one that ends, at a place of the prepared text. */
  tokenAt(place: number): number | undefined;
  tokenEndingAt(place: number): number | undefined;
}

const nothing = { spans: [], open: false } as const;

export function spokenOf(
  { tokens }: Pick<Sentence, "tokens">,
  words: LanguageWords,
  places: PlaceNames,
): Spoken {
  const text = tokens.map(({ key }) => key).join(" ");
  const starts = new Map<number, number>();
  const ends = new Map<number, number>();
  const endOf: number[] = [];
  let at = 0;
  for (const [index, { key }] of tokens.entries()) {
    starts.set(at, index);
    at += key.length;
    ends.set(at, index);
    endOf.push(at);
    at += 1;
  }
  const readings = readingsOf(tokens, words, places);
  const lists = new Map<SlotSpec, List>();
  const origin = Array.from({ length: text.length + 1 }, (_, place) => place);
  return {
    prepared: { text, said: text, origin, ends: origin.slice(1) },
    tokens,
    list(spec) {
      const made = lists.get(spec) ?? listOf(spec, readings, starts, endOf);
      lists.set(spec, made);
      return made;
    },
    tokenAt: (place) => starts.get(place),
    tokenEndingAt: (place) => ends.get(place),
  };
}

const counts = (spec: SlotSpec): Pick<List, "counts"> => {
  if (spec.kind === "device" || spec.kind === "area") return { counts: "name" };
  return spec.kind === "choice" ? {} : { counts: "read" };
};

function listOf(
  spec: SlotSpec,
  readings: Readings,
  starts: ReadonlyMap<number, number>,
  endOf: readonly number[],
): List {
  return {
    bytes: 0,
    ...counts(spec),
    spans(_text, from) {
      const token = starts.get(from);
      if (token === undefined) return nothing;
      const spans: Span[] = readings.at(spec, token).map(({ to, value }) => ({
        to: endOf[to - 1] ?? from,
        values: [{ value: value as Json }],
      }));
      return {
        spans,
        get open() {
          return readings.open(spec, token);
        },
      };
    },
  };
}
