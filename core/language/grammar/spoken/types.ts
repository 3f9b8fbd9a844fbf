/** What a grammar must know of a language beyond its sentences: how values are said, what is shortened, what must not be mixed up. */

export interface Spoken {
  /** Templates by name; the slots of that kind call them. Figures are `<digits>`, 0 to 100, `<hours>`, 0 to 24, `<minutes>`, 0 to 59, `<clock>`, 0:00 to 23:59. */
  readonly rules: Readonly<Record<string, string>>;
  /** Kinds of slot that have a rule of the kind's name. */
  readonly kinds: readonly string[];
  /** Other ways to say or write a word of a template; a text of its own blank is a word of its own. */
  readonly variants: Readonly<Record<string, readonly string[]>>;
  /** Two words that are said as one. */
  readonly short: Readonly<Record<string, string>>;
  /** Polite phrases that could stand for anything that was not understood: nothing is heard for them. */
  readonly fillers: readonly string[];
  /** Endings of plurals that names of devices may take. */
  readonly endings: readonly string[];
  /** What is never taken for one another: of each entry, lists of words with blanks between. */
  readonly apart: readonly (readonly string[])[];
}
