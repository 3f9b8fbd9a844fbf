/** What the house can be asked, as data: automata over characters that call each other, so that every list is stored once. */

/**
 * A sentence of a grammar is in plain form (`plainForm`) with a blank before each of its words: " turn on the lamp".
 * Nets call only nets that come after them; `grammar/state` on the bus has this form.
 */
export interface GrammarData {
  /** BCP-47. */
  readonly language: string;
  /** Index of the net of whole sentences without free text. */
  readonly start: number;
  /** Index of the net of sentences with free text. */
  readonly open?: number;
  readonly nets: readonly NetData[];
  /** What is never taken for one another: of each entry, lists of words with blanks between, such as on and off. */
  readonly apart: readonly (readonly string[])[];
}

export interface NetData {
  /** States in which it is complete; it begins in state 0. */
  readonly ends: readonly number[];
  /**
   * From, to, by; from, to, by; …: `by` is a text, the index of a later net, or -1 for any one character. An empty text
   * is a way without a character. A net has no loops but by -1.
   */
  readonly edges: readonly (number | string)[];
}

/** The edge of any one character. */
export const anyCharacter = -1;
