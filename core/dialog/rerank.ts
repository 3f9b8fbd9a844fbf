/** Chooses among what a recogniser may have heard by what the house can be asked, where the recogniser did not do so itself. */
import {
  disagree,
  distanceOf,
  type Grammar,
  nearest,
  plainForm,
  worstWord,
} from "../contract/voice/index.ts";

export interface Chosen {
  readonly text: string;
  readonly by: "free" | "nearest" | "grammar";
  /** The first choice of the recogniser, where another was taken. */
  readonly heard?: string;
}
type Alternatives = readonly { readonly text: string; readonly confidence?: number | undefined }[];

/** Alternatives that differ more from the first choice are another sentence, share of the characters. */
const farthest = 0.5;
/** So much of the text, and of its worst word, may be wrong where only the spelling tells. */
const nearText = 0.15;
const nearWord = 0.4;

/** An alternative that can be asked as it is; else a sentence near to one of them; else the first choice. */
export function rerank(grammar: Grammar | undefined, text: string, alternatives: Alternatives): Chosen {
  const plain = plainForm(text);
  if (!grammar || plain === "" || grammar.has(plain, true)) return { text, by: "free" };
  for (const other of alternatives) {
    const form = plainForm(other.text);
    const fits = grammar.has(form) && distanceOf(plain, form) <= farthest;
    if (fits && !disagree(plain, form, grammar.apart))
      return { text: other.text, by: "grammar", heard: text };
  }
  const near = [text, ...alternatives.map((other) => other.text)]
    .map((one) => nearestTo(grammar, plainForm(one)))
    .filter((one) => one !== undefined)
    .filter(
      ({ sentence }) => distanceOf(plain, sentence) <= farthest && !disagree(plain, sentence, grammar.apart),
    )
    .sort((a, b) => a.distance - b.distance)[0];
  return near ? { text: near.sentence.trim(), by: "nearest", heard: text } : { text, by: "free" };
}

/** The sentence nearest to a plain form, when it is near as a whole and in every word, and no opposite is as near. */
export function nearestTo(
  grammar: Grammar,
  plain: string,
): { readonly sentence: string; readonly distance: number } | undefined {
  const found = nearest(grammar, plain, { maxDistance: nearText });
  const [first, second] = found.filter(({ sentence }) => !disagree(plain, sentence, grammar.apart));
  if (!first || worstWord(plain, first.sentence) > nearWord) return undefined;
  const unsure = second !== undefined && second.distance - first.distance < 0.03;
  return unsure && disagree(first.sentence, second.sentence, grammar.apart) ? undefined : first;
}
