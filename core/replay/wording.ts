/** Tells whether two answers say the same in other words: skills vary their phrases from one answer to the next. */
import { parsePhrase } from "../language/phrases.ts";

/** The forms of one phrase, in one language. */
export type Forms = readonly string[];

/** The phrases of the skills, and under `house` those of the house itself. */
export type Phrases = Readonly<Record<string, readonly Forms[]>>;

export const house = "house";

/** Longer answers, and those that could be read in too many ways, are compared to the letter; it bounds the work. */
const longestAnswer = 1000;
const mostTries = 50_000;

/** Of skills that said it, or of any where none is known. Both are the same phrases one after the other, with the same values. */
export function sameInOtherWords(
  was: string,
  is: string,
  phrases: Phrases,
  skills: readonly string[],
): boolean {
  if (Math.max(was.length, is.length) > longestAnswer) return false;
  const names = skills.length > 0 ? [...new Set([...skills, house])] : Object.keys(phrases);
  const all = names.flatMap((name) => phrases[name] ?? []).map((forms) => forms.map(patternsOf));
  let left = mostTries;
  const read = (one: string, other: string): boolean => {
    if (one === "" || other === "") return one === other;
    return all.some((forms) =>
      forms.some((form) =>
        beginnings(form, one).some((first) =>
          forms.some((alike) =>
            beginnings(alike, other).some(
              (second) =>
                left-- > 0 && sameValues(first.values, second.values) && read(first.rest, second.rest),
            ),
          ),
        ),
      ),
    );
  };
  return read(was, is);
}

interface Patterns {
  readonly names: readonly string[];
  /** The form is all that is said. */
  readonly whole: RegExp;
  /** More is said after it. */
  readonly first: RegExp;
}

const known = new Map<string, Patterns>();
const mostKnown = 10_000;

function patternsOf(form: string): Patterns {
  const there = known.get(form);
  if (there) return there;
  const pieces = parsePhrase(form);
  const names = pieces.flatMap((piece) => (typeof piece === "string" ? [] : [piece.name]));
  const source = pieces.map((piece) => (typeof piece === "string" ? escaped(piece) : "(.+?)")).join("");
  const patterns = {
    names,
    whole: new RegExp(`^${source}[.!?…]?$`, "isu"),
    first: new RegExp(`^${source}[.!?…]?\\s+`, "isu"),
  };
  if (known.size >= mostKnown) known.clear();
  known.set(form, patterns);
  return patterns;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");

interface Beginning {
  readonly values: ReadonlyMap<string, string>;
  readonly rest: string;
}

const beginnings = ({ names, whole, first }: Patterns, said: string): readonly Beginning[] =>
  [whole, first].flatMap((pattern) => {
    const found = pattern.exec(said);
    if (!found) return [];
    const values = new Map(names.map((name, index) => [name, (found[index + 1] ?? "").toLowerCase()]));
    return [{ values, rest: said.slice(found[0].length) }];
  });

/** What only one form says is not known of the other. */
const sameValues = (one: Beginning["values"], other: Beginning["values"]): boolean =>
  [...one].every(([name, value]) => !other.has(name) || other.get(name) === value);
