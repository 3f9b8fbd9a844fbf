/** How things recur, as English says it: "every day", "on weekdays", "every monday and thursday", "monthly on the first". */
import { months, ordinalAt, weekdays } from "./en-moments.ts";
import { amounts } from "./en-numbers.ts";
import { phrasesOf, readPhrase, rowOf, withPart, wordAt } from "./moments.ts";
import type { PartOfDay, Reading, Repeat, Token } from "./types.ts";

const workdays = [1, 2, 3, 4, 5];
const parts: readonly PartOfDay[] = ["morning", "afternoon", "evening", "night"];

function* fixed(): Generator<readonly [string, Repeat]> {
  const day = { unit: "day", every: 1 } as const;
  for (const text of ["every day", "each day", "daily", "everyday", "every single day"]) yield [text, day];
  for (const part of parts) {
    for (const every of ["every", "each"]) yield [`${every} ${part}`, { ...day, part }];
  }
  const week = { unit: "week", every: 1 } as const;
  for (const text of [
    "every weekday",
    "each weekday",
    "on weekdays",
    "weekdays",
    "every workday",
    "on workdays",
    "every working day",
    "on working days",
    "monday to friday",
    "monday through friday",
    "from monday to friday",
  ]) {
    yield [text, { ...week, days: workdays }];
    for (const part of parts) yield [`${text} ${part}`, { ...week, days: workdays, part }];
  }
  for (const text of ["every weekend", "each weekend", "on weekends", "at weekends", "weekends"]) {
    yield [text, { ...week, days: [6, 7] }];
  }
  // "A weekday alarm".
  yield ["weekday", { ...week, days: workdays }];
  yield ["weekend", { ...week, days: [6, 7] }];
  for (const text of ["every week", "each week", "weekly", "once a week"]) yield [text, week];
  for (const text of ["biweekly", "every fortnight"]) yield [text, { ...week, every: 2 }];
  for (const text of ["every month", "each month", "monthly", "once a month"]) {
    yield [text, { unit: "month", every: 1 }];
  }
  for (const text of ["every year", "each year", "yearly", "annually", "once a year"]) {
    yield [text, { unit: "year", every: 1 }];
  }
  for (const text of ["every hour", "each hour", "hourly", "once an hour"])
    yield [text, { unit: "hour", every: 1 }];
  for (const text of ["every half hour", "every half an hour"]) yield [text, { unit: "minute", every: 30 }];
  for (const unit of ["day", "week", "month", "year", "hour"] as const) {
    for (const other of ["other", "second"]) yield [`every ${other} ${unit}`, { unit, every: 2 }];
  }
}

const phrases = phrasesOf(fixed());

/** "every two weeks", "every 30 minutes". */
function counted(tokens: readonly Token[], from: number): Reading<Repeat>[] {
  if (wordAt(tokens, from) !== "every") return [];
  return amounts(tokens, from + 1).flatMap(({ to, value }) => {
    const unit = /^(minute|hour|day|week|month|year)s?$/.exec(wordAt(tokens, to))?.[1] as
      | Repeat["unit"]
      | undefined;
    return unit && Number.isInteger(value) && value >= 1 && value <= 366
      ? [{ to: to + 1, value: { unit, every: value } }]
      : [];
  });
}

const dayAt =
  (tokens: readonly Token[]) =>
  (at: number): Reading<number> | undefined => {
    const word = wordAt(tokens, at);
    const index = weekdays.findIndex((name) => word === name || word === `${name}s`);
    return index < 0 ? undefined : { to: at + 1, value: index + 1 };
  };

/** "every monday and thursday", "on mondays", "every other friday evening". */
function weekly(tokens: readonly Token[], from: number): Reading<Repeat>[] {
  const other =
    /^(every|each)$/.test(wordAt(tokens, from)) && /^(other|second)$/.test(wordAt(tokens, from + 1));
  const led = /^(every|each|on)$/.test(wordAt(tokens, from));
  const start = other ? from + 2 : led ? from + 1 : from;
  const plural = /^[a-z]+days$/.test(wordAt(tokens, start));
  if (!plural && !/^(every|each)$/.test(wordAt(tokens, from))) return [];
  return rowOf(tokens, start, dayAt(tokens), "and").flatMap(({ to, value: days }) => {
    const value: Repeat = { unit: "week", every: other ? 2 : 1, days };
    const part = parts.find((one) => wordAt(tokens, to) === one || wordAt(tokens, to) === `${one}s`);
    return withPart(to, value, part);
  });
}

/** "on the first of every month", "every month on the first", "every third of may". */
function dated(tokens: readonly Token[], from: number): Reading<Repeat>[] {
  const found: Reading<Repeat>[] = [];
  const says = (at: number, ...words: string[]): boolean =>
    words.every((word, index) => wordAt(tokens, at + index) === word);
  const on = wordAt(tokens, from) === "on" ? from + 1 : from;
  const every = /^(every|each|the)$/.test(wordAt(tokens, on)) ? ordinalAt(tokens, on + 1) : undefined;
  if (every) {
    const of = wordAt(tokens, every.to) === "of" ? every.to + 1 : every.to;
    const monthly = { unit: "month", every: 1, date: every.value } as const;
    if (says(of, "every", "month") || says(of, "each", "month")) found.push({ to: of + 2, value: monthly });
    if (says(of, "the", "month") && !says(on, "the")) found.push({ to: of + 2, value: monthly });
    const month = months.indexOf(wordAt(tokens, of)) + 1;
    if (month > 0 && !says(on, "the")) {
      found.push({ to: of + 1, value: { unit: "year", every: 1, date: every.value, month } });
    }
  }
  for (const { to, value } of readPhrase(phrases, tokens, from)) {
    const day = says(to, "on", "the") ? ordinalAt(tokens, to + 2) : undefined;
    if (!day || (value.unit !== "month" && value.unit !== "year")) continue;
    if (value.unit === "month") found.push({ to: day.to, value: { ...value, date: day.value } });
    const month = wordAt(tokens, day.to) === "of" ? months.indexOf(wordAt(tokens, day.to + 1)) + 1 : 0;
    if (month > 0 && value.unit === "year")
      found.push({ to: day.to + 2, value: { ...value, date: day.value, month } });
  }
  return found.filter(({ value }) => (value.date ?? 1) <= 31);
}

/** All ways to recur that begin at `from`. */
export const repeats = (tokens: readonly Token[], from: number): Reading<Repeat>[] => [
  ...readPhrase(phrases, tokens, from),
  ...counted(tokens, from),
  ...weekly(tokens, from),
  ...dated(tokens, from),
];
