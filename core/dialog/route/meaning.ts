/** What words mean, and the one place where a turn asks the sentence engine for it. */
import type { Messages } from "../../contract/index.ts";
import type { Match } from "../../language/index.ts";
import type { Lexicon } from "../lexicon.ts";
import { keysOf, textOf, without, wordsOf } from "./tokens.ts";
import { type RouteWords, routeWords } from "./words/index.ts";

type Matched = Messages["intent/matched"];

/** One intent of one skill, ready to be run. */
export interface Meaning {
  /** The words it was found in: made whole where what was said leaves something out. */
  readonly text: string;
  readonly skill: string;
  readonly intent: string;
  readonly slots: Matched["slots"];
  /** 0 to 1: of a sentence, the share of its words that are no free text; of a guess, how sure it is. */
  readonly score: number;
  readonly by: Matched["by"];
  /** The known sentence that was taken for what was said. */
  readonly sentence?: string;
  /** What a language pack answers to it. */
  readonly answer?: Messages["skill/run"]["answer"];
}

export interface FreeText {
  /** As `keysOf` makes them comparable. */
  readonly keys: string;
  /** It may be a sentence of its own. */
  readonly sentence: boolean;
}

export interface Reader {
  readonly language: string;
  readonly words: RouteWords;
  /** What the sentence engine makes of a text; asked once for each. */
  find(text: string): Meaning | undefined;
  /** The free text in its slots. */
  free(meaning: Meaning): readonly FreeText[];
  /** Names of its slots that hold a device or an area. */
  things(meaning: Meaning, kinds: readonly ("device" | "area")[]): readonly string[];
  /** Its intent has such a slot, filled or not. */
  declares(meaning: Meaning, name: string): boolean;
  /** It only says that nothing fits. */
  isFallback(meaning: Meaning): boolean;
  /** What a wrong guess of it would do. */
  risk(meaning: Pick<Meaning, "skill" | "intent">): "none" | "low" | "high";
}

export interface ReaderFacts {
  readonly lexicon: Pick<Lexicon, "match" | "skill">;
  readonly language: string;
  readonly skills: { readonly allow?: readonly string[]; readonly deny?: readonly string[] };
  readonly area: string;
}

export function createReader({ lexicon, language, skills, area }: ReaderFacts): Reader {
  const known = new Map<string, Meaning | undefined>();
  const { allow, deny } = skills;
  const filter = { ...(allow ? { allow: [...allow] } : {}), ...(deny ? { deny: [...deny] } : {}) };
  const intentOf = ({ skill, intent }: Pick<Meaning, "skill" | "intent">) =>
    lexicon.skill(skill)?.intents[intent];
  const words = routeWords(language);
  const isOpen = ({ skill, intent }: Pick<Meaning, "skill" | "intent">): boolean =>
    intentOf({ skill, intent })?.fallback === true;
  /** Politeness in the middle is left out where nothing is understood with it. */
  const matched = (text: string): Pick<Meaning, "text"> & { readonly match: Match | undefined } => {
    const match = lexicon.match(text, language, filter, area);
    if (match && !isOpen(match)) return { text, match };
    const said = wordsOf(text);
    const plain = without(said, words.polite);
    if (plain.length === 0 || plain.length === said.length) return { text, match };
    const other = lexicon.match(textOf(plain), language, filter, area);
    return other && !isOpen(other) ? { text: textOf(plain), match: other } : { text, match };
  };
  const slotOf = (meaning: Meaning, name: string) => intentOf(meaning)?.slots[name];

  return {
    language,
    words,
    find(said) {
      if (known.has(said)) return known.get(said);
      const { text, match } = matched(said);
      const meaning: Meaning | undefined = match && {
        text,
        skill: match.skill,
        intent: match.intent,
        slots: match.slots as Meaning["slots"],
        score: match.score,
        by: "sentences",
        ...(match.answer ? { answer: match.answer } : {}),
      };
      known.set(said, meaning);
      return meaning;
    },
    free: (meaning) =>
      Object.entries(meaning.slots).flatMap(([name, value]) => {
        const slot = slotOf(meaning, name);
        if (slot?.kind !== "text" || typeof value !== "string") return [];
        return [{ keys: keysOf(value), sentence: slot.sentence === true }];
      }),
    things: (meaning, kinds) =>
      Object.keys(meaning.slots).filter((name) => kinds.some((kind) => slotOf(meaning, name)?.kind === kind)),
    declares: (meaning, name) => slotOf(meaning, name) !== undefined,
    isFallback: isOpen,
    risk: (meaning) => intentOf(meaning)?.risk ?? "low",
  };
}

/** How many words of its text are literal or typed rather than free. */
export const literal = ({ score, text }: Meaning): number => Math.round(score * wordsOf(text).length);

export const sameIntent = (one: Meaning, other: Pick<Meaning, "skill" | "intent">): boolean =>
  one.skill === other.skill && one.intent === other.intent;

export const sameValue = (one: unknown, other: unknown): boolean =>
  one !== undefined && JSON.stringify(one) === JSON.stringify(other);

/** The same slots are filled, with whatever. */
export const sameSlots = (one: Meaning, other: Meaning): boolean =>
  Object.keys(one.slots).sort().join() === Object.keys(other.slots).sort().join();
