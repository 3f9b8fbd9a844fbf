/** Days that are counted within a month, in any language: "the last friday in november", "am ersten Montag im Mai". */
import { wordAt, yearAt } from "./moments.ts";
import type { Moment, PartOfDay, Reader, Reading, Token } from "./types.ts";

export interface CountedWords {
  /** May stand before it, one after the other: "on", "the". */
  readonly leading: readonly RegExp[];
  /** 1 to 4 or -1, the last one: no other is there in every month. */
  nth(tokens: readonly Token[], at: number): Reading<number> | undefined;
  /** 1 Monday to 7 Sunday; 0: another word. */
  weekday(word: string): number;
  readonly parts: readonly (readonly [string, PartOfDay])[];
  /** "in november", "of next month"; an empty moment is any month. */
  month(tokens: readonly Token[], at: number): Reading<Moment> | undefined;
}

export function countedReader(words: CountedWords): Reader<Moment> {
  return (tokens, from) => {
    const start = words.leading.reduce((at, lead) => (lead.test(wordAt(tokens, at)) ? at + 1 : at), from);
    const nth = words.nth(tokens, start);
    const day = nth && dayAt(words, tokens, nth.to);
    const month = day && words.month(tokens, day.to);
    if (!month) return [];
    const value: Moment = { ...day.value, ...month.value, nth: nth.value };
    const year = month.value.month === undefined ? undefined : yearAt(tokens, month.to);
    const plain = { to: month.to, value };
    return year === undefined ? [plain] : [plain, { to: month.to + 1, value: { ...value, year } }];
  };
}

/** "friday", "friday evening", "Freitagabend". */
function dayAt(
  { weekday, parts }: CountedWords,
  tokens: readonly Token[],
  at: number,
): Reading<Moment> | undefined {
  const word = wordAt(tokens, at);
  const whole = weekday(word);
  const next = parts.find(([said]) => said === wordAt(tokens, at + 1))?.[1];
  if (whole > 0) {
    const part = next === undefined ? {} : { part: next };
    return { to: at + (next === undefined ? 1 : 2), value: { weekday: whole, ...part } };
  }
  const joined = parts.find(([said]) => word.endsWith(said) && weekday(word.slice(0, -said.length)) > 0);
  if (joined === undefined) return undefined;
  return { to: at + 1, value: { weekday: weekday(word.slice(0, -joined[0].length)), part: joined[1] } };
}
