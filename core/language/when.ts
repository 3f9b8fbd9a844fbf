/** Says when something is, seen from now, and how it recurs, in English and German; elsewhere by CLDR alone. */
import type { Recurrence } from "../contract/when.ts";
import { wallOf } from "../contract/zone.ts";
import { primary } from "./normalise.ts";

interface Tongue {
  readonly timeZone: string;
  readonly language: string;
  /** A moment's time of day in words. */
  time(at: number): string;
  /** "Friday, November 20". */
  date(at: number): string;
  list(items: readonly string[]): string;
}

const dayMs = 86_400_000;
const workdays = "1,2,3,4,5";

interface Phrasing {
  readonly at: (time: string) => string;
  readonly tomorrow: (time: string) => string;
  readonly overmorrow: (time: string) => string;
  readonly weekday: (day: string, time: string) => string;
  readonly date: (day: string, time: string) => string;
  readonly days: (days: string) => string;
  readonly workdays: string;
  readonly weekends: string;
  readonly nth: (date: number) => string;
  readonly every: Readonly<Record<Recurrence["unit"], readonly [string, string, string]>>;
}

const ordinal = (date: number): string => {
  const ending = { one: "st", two: "nd", few: "rd", other: "th" }[
    new Intl.PluralRules("en", { type: "ordinal" }).select(date) as "one" | "two" | "few" | "other"
  ];
  return `${date}${ending}`;
};

/** Of `every`: each one, each second one, each so many. */
const phrasings: Readonly<Record<string, Phrasing>> = {
  en: {
    at: (time) => `at ${time}`,
    tomorrow: (time) => `tomorrow at ${time}`,
    overmorrow: (time) => `the day after tomorrow at ${time}`,
    weekday: (day, time) => `on ${day} at ${time}`,
    date: (day, time) => `on ${day} at ${time}`,
    days: (days) => `every ${days}`,
    workdays: "every weekday",
    weekends: "on weekends",
    nth: (date) => `on the ${ordinal(date)}`,
    every: {
      minute: ["every minute", "every two minutes", "every {n} minutes"],
      hour: ["every hour", "every two hours", "every {n} hours"],
      day: ["every day", "every other day", "every {n} days"],
      week: ["every week", "every other week", "every {n} weeks"],
      month: ["every month", "every other month", "every {n} months"],
      year: ["every year", "every other year", "every {n} years"],
    },
  },
  de: {
    at: (time) => `um ${time}`,
    tomorrow: (time) => `morgen um ${time}`,
    overmorrow: (time) => `übermorgen um ${time}`,
    weekday: (day, time) => `am ${day} um ${time}`,
    date: (day, time) => `am ${day} um ${time}`,
    days: (days) => `jeden ${days}`,
    workdays: "an jedem Werktag",
    weekends: "an Wochenenden",
    nth: (date) => `am ${date}.`,
    every: {
      minute: ["jede Minute", "alle zwei Minuten", "alle {n} Minuten"],
      hour: ["jede Stunde", "alle zwei Stunden", "alle {n} Stunden"],
      day: ["jeden Tag", "jeden zweiten Tag", "alle {n} Tage"],
      week: ["jede Woche", "jede zweite Woche", "alle {n} Wochen"],
      month: ["jeden Monat", "jeden zweiten Monat", "alle {n} Monate"],
      year: ["jedes Jahr", "jedes zweite Jahr", "alle {n} Jahre"],
    },
  },
};

/** "at 7 PM", "tomorrow at 7 AM", "on Saturday at 7 AM", "on Monday, May 3 at 10 AM". */
export function sayWhen(at: number, now: number, tongue: Tongue): string {
  const { timeZone, language } = tongue;
  const words = phrasings[primary(language)];
  const time = tongue.time(at);
  if (words === undefined) return `${tongue.date(at)} ${time}`;
  const days = Math.floor(wallOf(at, timeZone) / dayMs) - Math.floor(wallOf(now, timeZone) / dayMs);
  if (days === 0) return words.at(time);
  if (days === 1) return words.tomorrow(time);
  if (days === 2) return words.overmorrow(time);
  if (days > 2 && days < 7) return words.weekday(weekdayName(wallOf(at, timeZone), language), time);
  return words.date(tongue.date(at), time);
}

const weekdayName = (wall: number, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(wall);
/** A Monday. */
const monday = Date.UTC(2024, 0, 1);

/** "every weekday at 7 AM", "every Monday and Thursday at 7 PM", "every month on the 1st at 9 AM". */
export function sayRepeat(rule: Recurrence, tongue: Tongue): string | undefined {
  const { unit, every, days, date, month, hour, minute } = rule;
  const words = phrasings[primary(tongue.language)] ?? phrasings.en;
  if (words === undefined) return undefined;
  const [one, two, many] = words.every[unit];
  const base = every === 1 ? one : every === 2 ? two : many.replace("{n}", String(every));
  if (unit === "minute" || unit === "hour") return base;
  const time = words.at(tongue.time(Date.UTC(2024, 0, 1, hour, minute)));
  const names = (days ?? []).map((day) => weekdayName(monday + (day - 1) * dayMs, tongue.language));
  const list = tongue.list(names);
  if (unit === "week" && days !== undefined) {
    const plain =
      String(days) === workdays ? words.workdays : String(days) === "6,7" ? words.weekends : words.days(list);
    return every === 1 ? `${plain} ${time}` : `${base}, ${list}, ${time}`;
  }
  const named =
    date === undefined
      ? ""
      : month === undefined
        ? ` ${words.nth(date)}`
        : ` ${dayName(date, month, tongue.language)}`;
  return `${base}${named} ${time}`;
}

const dayName = (date: number, month: number, language: string): string => {
  const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: "UTC" });
  return `${primary(language) === "de" ? "am" : "on"} ${day.format(Date.UTC(2024, month - 1, date))}`;
};
