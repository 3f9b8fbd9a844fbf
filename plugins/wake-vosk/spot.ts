/** Finds a phrase among recognised words, and decides whether it was really said: sure enough, long enough, and once. */
import type { Phrase } from "./grammar.ts";
import type { Heard, HeardWord } from "./libvosk.ts";

export interface SpotOptions {
  readonly phrases: readonly Phrase[];
  /** 0 to 1. */
  readonly confidence: number;
  /** ms a syllable. */
  readonly pace: number;
  /** ms. */
  readonly refractory: number;
  /** 0 to 1; 0.5 leaves the others as they are. */
  readonly sensitivity: number;
}
export interface Spotted {
  readonly word: string;
  readonly score: number;
  /** Seconds since the recogniser's first sample. */
  readonly start: number;
  readonly end: number;
}

/** While nothing follows it, a word in a partial result still grows: by so much, mostly. */
const growing = 0.15;

export function createSpot(options: SpotOptions): (heard: Heard) => Spotted | undefined {
  const { phrases, refractory, sensitivity } = options;
  const confidence = Math.min(1, options.confidence + (0.5 - sensitivity) * 0.3);
  const pace = (options.pace / 1000) * (1.25 - sensitivity / 2);
  let deafUntil = Number.NEGATIVE_INFINITY;

  const convincing = (phrase: Phrase, { score, start, end }: Spotted): boolean =>
    score >= confidence && end - start >= pace * phrase.syllables && start >= deafUntil;

  return ({ final, words }) => {
    for (const phrase of phrases) {
      for (const spotted of occurrences(phrase, words)) {
        if (!convincing(phrase, spotted)) continue;
        const open = !final && spotted.end === words.at(-1)?.end;
        const end = spotted.end + (open ? growing : 0);
        deafUntil = end + refractory / 1000;
        return { ...spotted, end };
      }
    }
    return undefined;
  };
}

function* occurrences({ word, spelling }: Phrase, words: readonly HeardWord[]): Generator<Spotted> {
  for (let at = 0; at + spelling.length <= words.length; at++) {
    const part = words.slice(at, at + spelling.length);
    const [first] = part;
    const last = part.at(-1);
    if (!first || !last || part.some((heard, index) => heard.word !== spelling[index])) continue;
    yield { word, score: Math.min(...part.map(({ conf }) => conf)), start: first.start, end: last.end };
  }
}
