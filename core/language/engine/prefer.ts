/** Decides which of two readings of a sentence is meant. */

/** Characters of each sort in a reading; every count is a sum over its parts. */
export interface Counts {
  /** Of the slot that counts first. */
  readonly best: number;
  /** Of the template, word for word. */
  readonly literal: number;
  /** Of names of the house. */
  readonly name: number;
  /** Of other words from a list. */
  readonly word: number;
  /** Of numbers, durations and times. */
  readonly read: number;
  /** Of free text. */
  readonly free: number;
  /** Free texts and slots, not characters. */
  readonly wildcards: number;
  readonly slots: number;
  /** Sum of the places of the template's characters: lower where free text ends earlier. */
  readonly place: number;
}

/** Above zero when the first is better. */
export type Preference = (a: Counts, b: Counts) => number;

export const noCounts: Counts = {
  best: 0,
  literal: 0,
  name: 0,
  word: 0,
  read: 0,
  free: 0,
  wildcards: 0,
  slots: 0,
  place: 0,
};

/** Counts that are still being added up. */
export type Sum = { -readonly [Name in keyof Counts]: Counts[Name] };

export const sumOf = (counts: Counts): Sum => ({ ...counts });

/** Makes one sum what other counts are: comparing is done too often to make an object for each. */
export function setTo(sum: Sum, counts: Counts): Sum {
  sum.best = counts.best;
  sum.literal = counts.literal;
  sum.name = counts.name;
  sum.word = counts.word;
  sum.read = counts.read;
  sum.free = counts.free;
  sum.wildcards = counts.wildcards;
  sum.slots = counts.slots;
  sum.place = counts.place;
  return sum;
}

/** What is compared, in the order in which it decides. */
interface Criterion {
  readonly name: string;
  /** The reading with more of it is better. */
  of(counts: Counts): number;
}

const packs: readonly Criterion[] = [
  { name: "characters of the name", of: ({ best }) => best },
  { name: "fewer free texts", of: ({ wildcards }) => -wildcards },
  { name: "characters word for word", of: ({ literal }) => literal },
  { name: "fewer characters of free text", of: ({ free }) => -free },
];

const skills: readonly Criterion[] = [
  { name: "characters word for word", of: ({ literal, name, word }) => literal + name + word },
  { name: "characters of numbers and times", of: ({ read }) => read },
  { name: "fewer characters of free text", of: ({ free }) => -free },
  { name: "characters of names of the house", of: ({ name }) => name },
  { name: "characters of the template itself", of: ({ literal }) => literal },
  { name: "free text that ends earlier", of: ({ place }) => -place },
  { name: "slots", of: ({ slots }) => slots },
];

const by =
  (criteria: readonly Criterion[]): Preference =>
  (a, b) => {
    // Asked for every name at every place: an index costs a third of an iterator.
    for (let at = 0; at < criteria.length; at++) {
      const one = criteria[at] as Criterion;
      const difference = one.of(a) - one.of(b);
      if (difference !== 0) return difference;
    }
    return 0;
  };

/** For language packs, as hassil chooses: the longest name, the fewest free texts, the most literal text, the least free text. */
export const byName = by(packs);

/**
 * For skills: most text word for word, then least free text, then the longest names of the house, then most words of the
 * template itself, then free text that ends early.
 */
export const byWords = by(skills);

/** What made one reading of a skill's sentence better than another, and by how much; undefined when nothing did. */
export function decidedBy(better: Counts, worse: Counts): { name: string; more: number } | undefined {
  for (const { name, of } of skills) {
    const more = of(better) - of(worse);
    if (more !== 0) return { name, more };
  }
  return undefined;
}
