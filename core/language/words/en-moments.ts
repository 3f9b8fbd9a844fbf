/** Moments as English says them: "tomorrow at eight", "on friday morning", "in two weeks", "the third of may". */
import { countedReader } from "./counted.ts";
import { amounts } from "./en-numbers.ts";
import { durations, times } from "./en-times.ts";
import { dated, each, momentReader, phrasesOf, readPhrase, timed, wordAt, yearAt } from "./moments.ts";
import type { Moment, PartOfDay, Reading, Token } from "./types.ts";

export const weekdays = "monday tuesday wednesday thursday friday saturday sunday".split(" ");
export const months =
  "january february march april may june july august september october november december".split(" ");
const ordinals =
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(
    " ",
  );
const parts: readonly (readonly [string, PartOfDay])[] = [
  ["morning", "morning"],
  ["noon", "noon"],
  ["lunchtime", "noon"],
  ["afternoon", "afternoon"],
  ["evening", "evening"],
  ["night", "night"],
];

function* fixed(): Generator<readonly [string, Moment]> {
  const days: readonly (readonly [string, Moment])[] = [
    ["today", { days: 0 }],
    ["tomorrow", { days: 1 }],
    ["the day after tomorrow", { days: 2 }],
    ["day after tomorrow", { days: 2 }],
  ];
  yield* days;
  for (const [said, part] of parts) {
    yield [`this ${said}`, { days: 0, part }];
    for (const [day, moment] of days.slice(1)) {
      for (const text of [`${day} ${said}`, `${day} in the ${said}`]) yield [text, { ...moment, part }];
    }
  }
  yield ["tonight", { days: 0, part: "night" }];
  yield ["later tonight", { days: 0, part: "night" }];
  // "Tomorrow's alarm"; an apostrophe is no sign.
  yield ["tomorrows", { days: 1 }];
  yield ["todays", { days: 0 }];
  for (const [index, name] of weekdays.entries()) yield [`${name}s`, { weekday: index + 1 }];
  yield ["next week", { days: 7 }];
  yield ["next month", { months: 1 }];
  yield* named(weekdays.map((name, index) => [name, { weekday: index + 1 }]));
  yield* named([["weekend", { weekday: 6 }]]);
  for (const the of ["on the weekend", "at the weekend", "over the weekend"]) yield [the, { weekday: 6 }];
}

function* named(days: readonly (readonly [string, Moment])[]): Generator<readonly [string, Moment]> {
  for (const [day, moment] of days) {
    for (const [text, next] of [
      ...each(["", "this", "this coming", "the coming", "coming"], [day]).map((one) => [one, false] as const),
      [`next ${day}`, true] as const,
    ]) {
      const value: Moment = next ? { ...moment, next: true } : moment;
      for (const on of ["", "on "]) {
        yield [on + text, value];
        for (const [said, part] of parts) yield [`${on}${text} ${said}`, { ...value, part }];
        yield [`${on}${text} next week`, { ...moment, weeks: 1 }];
      }
    }
    yield [`next week on ${day}`, { ...moment, weeks: 1 }];
    yield [`next week ${day}`, { ...moment, weeks: 1 }];
  }
}

const phrases = phrasesOf(fixed());

/** "third", "twenty third", "3 rd". */
export function ordinalAt(tokens: readonly Token[], at: number): Reading<number> | undefined {
  const word = wordAt(tokens, at);
  if (/^\d{1,2}$/.test(word) && /^(st|nd|rd|th)$/.test(wordAt(tokens, at + 1))) {
    return { to: at + 2, value: Number(word) };
  }
  const low = ordinals.indexOf(word) + 1;
  if (low > 0) return { to: at + 1, value: low };
  const ten = word === "twenty" ? 20 : word === "thirty" ? 30 : 0;
  const unit = ordinals.indexOf(wordAt(tokens, at + 1)) + 1;
  if (ten > 0 && unit > 0 && unit < 10) return { to: at + 2, value: ten + unit };
  return word === "thirtieth" ? { to: at + 1, value: 30 } : undefined;
}

/** "the last friday in november", "on the first monday of next month". */
const counted = countedReader({
  leading: [/^on$/, /^the$/],
  nth(tokens, at) {
    if (wordAt(tokens, at) === "last") return { to: at + 1, value: -1 };
    const found = ordinalAt(tokens, at);
    return found !== undefined && found.value >= 1 && found.value <= 4 ? found : undefined;
  },
  weekday: (word) => (word === "weekend" ? 6 : weekdays.indexOf(word) + 1),
  parts,
  month(tokens, at) {
    const to = /^(in|of)$/.test(wordAt(tokens, at)) ? at + 1 : at;
    const named = months.indexOf(wordAt(tokens, to)) + 1;
    if (named > 0 && to > at) return { to: to + 1, value: { month: named } };
    if (wordAt(tokens, to + 1) !== "month") return undefined;
    const which = wordAt(tokens, to);
    if (which === "the" || which === "a") return to > at ? { to: to + 2, value: {} } : undefined;
    const away = ["this", "next"].indexOf(which);
    return away < 0 ? undefined : { to: to + 2, value: { months: away } };
  },
});

/** "the third of may", "may third", "may 3", "on the 15th". */
function dates(tokens: readonly Token[], from: number): Reading<Moment>[] {
  const on = wordAt(tokens, from) === "on" ? from + 1 : from;
  const the = wordAt(tokens, on) === "the" ? on + 1 : on;
  const found: Reading<Moment>[] = [];
  const push = (to: number, date: number, month?: number): void => {
    const value = dated(date, month);
    if (value === undefined) return;
    found.push({ to, value });
    const year = month === undefined ? undefined : yearAt(tokens, to);
    if (year !== undefined) found.push({ to: to + 1, value: { ...value, year } });
  };
  const first = ordinalAt(tokens, the);
  const month = months.indexOf(wordAt(tokens, on)) + 1;
  if (first !== undefined) {
    if (the > on) push(first.to, first.value);
    const of = wordAt(tokens, first.to) === "of" ? first.to + 1 : first.to;
    const named = months.indexOf(wordAt(tokens, of)) + 1;
    if (named > 0) push(of + 1, first.value, named);
  } else if (month > 0) {
    const next = wordAt(tokens, on + 1) === "the" ? on + 2 : on + 1;
    const ordinal = ordinalAt(tokens, next);
    if (ordinal !== undefined) push(ordinal.to, ordinal.value, month);
    else for (const { to, value } of amounts(tokens, next)) push(to, value, month);
  } else {
    const plain = /^\d{1,2}$/.test(wordAt(tokens, on)) ? months.indexOf(wordAt(tokens, on + 1)) + 1 : 0;
    if (plain > 0) push(on + 2, Number(wordAt(tokens, on)), plain);
  }
  return found;
}

/** "in two hours", "two days from now", "in a month". */
function spans(tokens: readonly Token[], from: number): Reading<Moment>[] {
  const inside = wordAt(tokens, from) === "in";
  const start = inside ? from + 1 : from;
  const found: Reading<Moment>[] = [];
  const push = (to: number, value: Moment): void => {
    const since = wordAt(tokens, to) === "from" && /^(now|today)$/.test(wordAt(tokens, to + 1));
    if (since) found.push({ to: to + 2, value });
    if (inside) found.push({ to, value });
  };
  for (const { to, value } of amounts(tokens, start)) {
    const unit = /^(day|week|month)s?$/.exec(wordAt(tokens, to))?.[1];
    if (unit === undefined || !Number.isInteger(value) || value < 1 || value > 1000) continue;
    push(to + 1, unit === "month" ? { months: value } : { days: unit === "week" ? value * 7 : value });
  }
  for (const { to, value } of durations(tokens, start)) push(to, { after: value });
  return found;
}

const bareWord = /^(\d{1,2}|oh|o|twenty|thirty|forty|fifty)$/;

/** "at eight", "half past seven", "in the evening", "at seven in the morning". */
function clocks(tokens: readonly Token[], from: number, bare: boolean): Reading<Moment>[] {
  const at = /^(at|by|around)$/.test(wordAt(tokens, from)) ? from + 1 : from;
  const found: Reading<Moment>[] = [];
  for (const { to, value } of times(tokens, at)) {
    const numbers = tokens.slice(at, to).every(({ key }) => bareWord.test(key));
    if (at > from || bare || !numbers) found.push({ to, value: timed(value) });
  }
  for (const [said, part] of parts) {
    const words = part === "night" || said === "lunchtime" ? ["at", said] : ["in", "the", said];
    if (words.every((word, index) => wordAt(tokens, from + index) === word)) {
      found.push({ to: from + words.length, value: { part } });
    }
  }
  return found;
}

export const moments = momentReader({
  span: spans,
  day: (tokens, from) => [
    ...readPhrase(phrases, tokens, from),
    ...counted(tokens, from),
    ...dates(tokens, from),
  ],
  clock: clocks,
});
