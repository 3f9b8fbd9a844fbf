/** How things recur, as German says it: "jeden Tag", "werktags", "montags und donnerstags", "am ersten jedes Monats". */
import { months, ordinalAt, parts, weekdayOf, weekdays } from "./de-moments.ts";
import { amounts } from "./de-numbers.ts";
import { phrasesOf, readPhrase, rowOf, withPart, wordAt } from "./moments.ts";
import type { PartOfDay, Reading, Repeat, Token } from "./types.ts";

const workdays = [1, 2, 3, 4, 5];
const partOf = (word: string): PartOfDay | undefined =>
  parts.find(([said]) => said === word || `${said}s` === word)?.[1];

function* fixed(): Generator<readonly [string, Repeat]> {
  const day = { unit: "day", every: 1 } as const;
  for (const text of ["jeden tag", "täglich", "tagtäglich", "jeden einzelnen tag"]) yield [text, day];
  for (const [said, part] of parts)
    yield [`${said === "nacht" ? "jede" : "jeden"} ${said}`, { ...day, part }];
  const week = { unit: "week", every: 1 } as const;
  for (const text of [
    "jeden werktag",
    "werktags",
    "an werktagen",
    "an allen werktagen",
    "jeden wochentag",
    "wochentags",
    "an wochentagen",
    "jeden arbeitstag",
    "an arbeitstagen",
    "unter der woche",
    "montag bis freitag",
    "montags bis freitags",
    "von montag bis freitag",
  ]) {
    yield [text, { ...week, days: workdays }];
  }
  for (const text of [
    "jedes wochenende",
    "an wochenenden",
    "am wochenende immer",
    "wochenends",
    "an den wochenenden",
  ]) {
    yield [text, { ...week, days: [6, 7] }];
  }
  for (const text of ["jede woche", "wöchentlich", "einmal in der woche", "einmal pro woche"])
    yield [text, week];
  for (const text of ["jeden monat", "monatlich", "einmal im monat"])
    yield [text, { unit: "month", every: 1 }];
  for (const text of ["jedes jahr", "jährlich", "einmal im jahr"]) yield [text, { unit: "year", every: 1 }];
  for (const text of ["jede stunde", "stündlich"]) yield [text, { unit: "hour", every: 1 }];
  for (const text of ["jede halbe stunde", "halbstündlich"]) yield [text, { unit: "minute", every: 30 }];
  yield ["jeden zweiten tag", { unit: "day", every: 2 }];
  yield ["jede zweite woche", { unit: "week", every: 2 }];
  yield ["jeden zweiten monat", { unit: "month", every: 2 }];
  yield ["jede zweite stunde", { unit: "hour", every: 2 }];
}

const phrases = phrasesOf(fixed());
const units: readonly (readonly [RegExp, Repeat["unit"]])[] = [
  [/^minuten?$/, "minute"],
  [/^stunden?$/, "hour"],
  [/^tagen?$|^tage?$/, "day"],
  [/^wochen?$/, "week"],
  [/^monaten?$|^monate?$/, "month"],
  [/^jahren?$|^jahre?$/, "year"],
];

/** "alle zwei Wochen", "alle 30 Minuten". */
function counted(tokens: readonly Token[], from: number): Reading<Repeat>[] {
  if (wordAt(tokens, from) !== "alle") return [];
  return amounts(tokens, from + 1).flatMap(({ to, value }) => {
    const unit = units.find(([form]) => form.test(wordAt(tokens, to)))?.[1];
    return unit && Number.isInteger(value) && value >= 1 && value <= 366
      ? [{ to: to + 1, value: { unit, every: value } }]
      : [];
  });
}

/** A weekday by itself, in the plural, or with a part of the day: "montags", "montagabend". */
function dayAt(tokens: readonly Token[], at: number): Reading<number> | undefined {
  const value = weekdayOf(wordAt(tokens, at).replace(/s$/, ""));
  return value > 0 ? { to: at + 1, value } : undefined;
}

/** "jeden Montag und Donnerstag", "montags", "immer freitags", "jeden zweiten Freitag", "jeden Montagabend". */
function weekly(tokens: readonly Token[], from: number): Reading<Repeat>[] {
  const led = wordAt(tokens, from) === "jeden";
  const other = led && /^(zweiten|2)$/.test(wordAt(tokens, from + 1));
  const start = other ? from + 2 : led || wordAt(tokens, from) === "immer" ? from + 1 : from;
  const word = wordAt(tokens, start);
  const every = other ? 2 : 1;
  const joined = led
    ? weekdays.findIndex((name) => word.startsWith(name) && word.length > name.length + 2)
    : -1;
  if (joined >= 0) {
    const part = partOf(word.slice(weekdays[joined]?.length));
    return part ? [{ to: start + 1, value: { unit: "week", every, days: [joined + 1], part } }] : [];
  }
  if (!led && !word.endsWith("s")) return [];
  return rowOf(
    tokens,
    start,
    (at) => dayAt(tokens, wordAt(tokens, at) === "jeden" ? at + 1 : at),
    "und",
  ).flatMap(({ to, value: days }) => {
    const value: Repeat = { unit: "week", every, days };
    const part = partOf(wordAt(tokens, to));
    return withPart(to, value, part);
  });
}

/** "am ersten jedes Monats", "jeden Monat am ersten", "jeden dritten des Monats", "jedes Jahr am dritten Mai". */
function dated(tokens: readonly Token[], from: number): Reading<Repeat>[] {
  const found: Reading<Repeat>[] = [];
  const first = wordAt(tokens, from);
  const day = /^(am|jeden)$/.test(first) ? ordinalAt(tokens, from + 1) : undefined;
  if (day) {
    const rest = `${wordAt(tokens, day.to)} ${wordAt(tokens, day.to + 1)}`;
    const own =
      /^(jedes|jeden|eines jeden) monats$/.test(rest) ||
      (first === "jeden" && /^(des|im) monats?$/.test(rest));
    if (own) found.push({ to: day.to + 2, value: { unit: "month", every: 1, date: day.value } });
    const month = first === "jeden" ? months.indexOf(wordAt(tokens, day.to)) + 1 : 0;
    if (month > 0) found.push({ to: day.to + 1, value: { unit: "year", every: 1, date: day.value, month } });
  }
  for (const { to, value } of readPhrase(phrases, tokens, from)) {
    const date = wordAt(tokens, to) === "am" ? ordinalAt(tokens, to + 1) : undefined;
    if (!date) continue;
    if (value.unit === "month") found.push({ to: date.to, value: { ...value, date: date.value } });
    const month = months.indexOf(wordAt(tokens, date.to)) + 1;
    if (month > 0 && value.unit === "year") {
      found.push({ to: date.to + 1, value: { ...value, date: date.value, month } });
    }
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
