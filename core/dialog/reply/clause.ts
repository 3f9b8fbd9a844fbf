/** A clause of an answer, from its words to its place in the stream. */
import { type Feeling, plainText, readFeeling } from "../../contract/voice/feeling.ts";
import { splitClauses } from "../../language/clauses.ts";
import type { Placed } from "./heard.ts";

/** What one wants said, and how. */
export interface Part {
  /** With marks of feeling, which go before `emotion` and `speed`. */
  readonly text: string;
  readonly language?: string;
  readonly voice?: string;
  readonly emotion?: string;
  readonly speed?: number;
  /** It says only that something was done. */
  readonly confirms?: boolean;
}

/** How a clause shall sound. */
export interface Manner {
  /** Of the marks of feeling it has sounds only; `plainText` of it is written down. */
  readonly text: string;
  readonly language: string;
  readonly voice?: string;
  readonly emotion?: string;
  readonly speed?: number;
}

export interface Clause extends Manner, Placed {
  readonly index: number;
  /** A tone stands for its words. */
  readonly tone: boolean;
  from?: number;
  to?: number;
}

interface MannerDefaults {
  readonly language: string;
  readonly voice?: string;
}

/** Cuts the parts of one answer into clauses, as they are handed to a voice; what was felt goes on in the next part. */
export function createManners(defaults: MannerDefaults): (part: Part, first: boolean) => Manner[] {
  let at: Feeling = {};
  return (part, first) => {
    const { spans, end } = readFeeling(part.text, at);
    at = end;
    const pieces = spans.flatMap((span, index) =>
      splitClauses(span.text, first && index === 0).map((text) => ({
        ...mannerIn(span, part, defaults),
        text,
      })),
    );
    return withWords(pieces);
  };
}

/** The clauses of a part that stands alone. `first`: nothing was said before it. */
export const mannersOf = (part: Part, defaults: MannerDefaults, first: boolean): Manner[] =>
  createManners(defaults)(part, first);

function mannerIn(felt: Feeling, part: Part, defaults: MannerDefaults): Omit<Manner, "text"> {
  const { language = defaults.language, voice = defaults.voice } = part;
  const emotion = felt.emotion ?? part.emotion;
  const speed = felt.speed === undefined ? part.speed : bounded(felt.speed * (part.speed ?? 1));
  return {
    language,
    ...(voice === undefined ? {} : { voice }),
    ...(emotion === undefined ? {} : { emotion }),
    ...(speed === undefined ? {} : { speed }),
  };
}

/** What a voice may be asked for. */
const bounded = (speed: number): number => Math.min(4, Math.max(0.25, Math.round(speed * 100) / 100));

/** A sound without words is made with the clause before it, else with the next one. */
function withWords(pieces: readonly Manner[]): Manner[] {
  const found: Manner[] = [];
  let lead = "";
  for (const piece of pieces) {
    const last = found.at(-1);
    if (plainText(piece.text).trim() !== "") {
      found.push(lead ? { ...piece, text: `${lead} ${piece.text.trimStart()}` } : piece);
      lead = "";
    } else if (last) found[found.length - 1] = { ...last, text: last.text + piece.text };
    else lead = `${lead} ${piece.text.trim()}`.trim();
  }
  const [first] = pieces;
  return lead && first ? [...found, { ...first, text: lead }] : found;
}

/** The longest text that a message may have. */
const longestText = 16_384;

/** The words of clauses as one text, without marks. */
export const textOf = (clauses: readonly Pick<Clause, "text">[]): string =>
  clauses
    .map(({ text }) => plainText(text).trim())
    .filter((words) => words !== "")
    .join(" ")
    .slice(0, longestText);
