/** Reads slot values out of a sentence, each kind at each word at most once. */
import type { SlotSpec } from "./compile.ts";
import { isBeginning, type Names, readExact, readName } from "./names.ts";
import type { LanguageWords, Reader, Reading, Token } from "./words/types.ts";

/** Names of the house in one language. */
export interface PlaceNames {
  readonly devices: Names;
  readonly areas: Names;
}

export interface Readings {
  /** Values that a slot can take from a word on. */
  at(slot: SlotSpec, from: number): readonly Reading<unknown>[];
  /** Whether further words could make a value, or a longer one, of all words from here on. */
  open(slot: SlotSpec, from: number): boolean;
}

type Source = (slot: SlotSpec, from: number) => readonly Reading<unknown>[];

/** One way to each length: the first that the reader gave. */
function distinct<T>(readings: readonly Reading<T>[]): readonly Reading<T>[] {
  const seen = new Set<number>();
  return readings.filter(({ to }) => !seen.has(to) && seen.add(to));
}

const remembered = <T>(
  reader: Reader<T>,
  tokens: readonly Token[],
): ((from: number) => readonly Reading<T>[]) => {
  const known: (readonly Reading<T>[] | undefined)[] = [];
  return (from) => {
    const there = known[from] ?? distinct(reader(tokens, from));
    known[from] = there;
    return there;
  };
};

const bounded = (slot: SlotSpec, readings: readonly Reading<number>[]): readonly Reading<number>[] =>
  slot.min === undefined && slot.max === undefined
    ? readings
    : readings.filter(({ value }) => value >= (slot.min ?? -Infinity) && value <= (slot.max ?? Infinity));

/** A choice gives its value, a device or an area the list of ids that bear the name. */
export function readingsOf(tokens: readonly Token[], words: LanguageWords, places: PlaceNames): Readings {
  const number = remembered(words.number, tokens);
  const duration = remembered(words.duration, tokens);
  const time = remembered(words.time, tokens);
  const moment = remembered(words.moment, tokens);
  const repeat = remembered(words.repeat, tokens);
  const device = remembered((all, from) => readName(places.devices, words, all, from), tokens);
  const area = remembered((all, from) => readName(places.areas, words, all, from), tokens);
  const sources: Readonly<Record<SlotSpec["kind"], Source>> = {
    text: () => [],
    number: (slot, from) => bounded(slot, number(from)),
    duration: (slot, from) => bounded(slot, duration(from)),
    time: (_slot, from) => time(from),
    moment: (_slot, from) => moment(from),
    repeat: (_slot, from) => repeat(from),
    choice: (slot, from) =>
      slot.choices === undefined
        ? []
        : readExact(slot.choices, tokens, from).map(({ to, value }) => ({ to, value: value[0] })),
    device: (_slot, from) => device(from),
    area: (_slot, from) => area(from),
  };
  const grows = (reader: Reader<unknown>, from: number): boolean =>
    tokens.length - from <= longestUnfinished &&
    words.goingOn.some((more) =>
      reader([...tokens, ...more.map(spoken)], from).some(({ to }) => to > tokens.length),
    );
  const openings: Readonly<Record<SlotSpec["kind"], (slot: SlotSpec, from: number) => boolean>> = {
    text: () => true,
    number: (_slot, from) => grows(words.number, from),
    duration: (_slot, from) => grows(words.duration, from),
    time: (_slot, from) => grows(words.time, from),
    moment: (_slot, from) => grows(words.moment, from),
    repeat: (_slot, from) => grows(words.repeat, from),
    choice: ({ choices }, from) => choices !== undefined && isBeginning(choices, words, tokens, from),
    device: (_slot, from) => isBeginning(places.devices, words, tokens, from),
    area: (_slot, from) => isBeginning(places.areas, words, tokens, from),
  };
  return {
    at: (slot, from) => sources[slot.kind](slot, from),
    open: (slot, from) => openings[slot.kind](slot, from),
  };
}

const spoken = (word: string): Token => ({ word, key: word, from: 0, to: 0 });

/** Words of a number, a duration or a time that may still go on. */
const longestUnfinished = 10;
