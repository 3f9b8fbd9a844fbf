/** Times as people name them, kept as what was said: "tomorrow at eight" means another moment each day, so it is resolved when it is used. */
import { momentOf, wallOf } from "./zone.ts";

/** A time of day as a clock shows it. */
export interface TimeOfDay {
  /** 0 to 23. */
  readonly hour: number;
  /** 0 to 59. */
  readonly minute: number;
  /** Said without a word for the part of the day, so that it may be twelve hours later as well. */
  readonly open?: true;
}

export type PartOfDay = "morning" | "noon" | "afternoon" | "evening" | "night";

/** A moment in natural words, as plain data: only what was said. */
export interface Moment {
  /** ms from now ("in two hours"); nothing else stands beside it. */
  readonly after?: number;
  /** Days from today: 1 is tomorrow. */
  readonly days?: number;
  /** Months from today. */
  readonly months?: number;
  /** 1 Monday to 7 Sunday. */
  readonly weekday?: number;
  /** "Next monday": not today; with `weekday` only. */
  readonly next?: true;
  /** That weekday of so many calendar weeks later. */
  readonly weeks?: number;
  /** Which such weekday of a month, 1 to 4, or -1 for the last; of the next month that has it still ahead unless one is said. */
  readonly nth?: number;
  /** 1 to 31, the next such day of a month unless the month is said. */
  readonly date?: number;
  /** 1 to 12. */
  readonly month?: number;
  readonly year?: number;
  readonly part?: PartOfDay;
  readonly time?: TimeOfDay;
}

/** How something recurs, as plain data. */
export interface Repeat {
  readonly unit: "minute" | "hour" | "day" | "week" | "month" | "year";
  /** Each such unit, each second one (2), and so on. */
  readonly every: number;
  /** Of weeks: 1 Monday to 7 Sunday; absent: the day it began on. */
  readonly days?: readonly number[];
  /** Of months and years: 1 to 31; a month that is shorter has it on its last day. Absent: the day it began on. */
  readonly date?: number;
  /** Of years: 1 to 12. */
  readonly month?: number;
  readonly part?: PartOfDay;
}

/** Where and when a moment is to be understood. */
export interface Here {
  /** ms since 1970. */
  readonly now: number;
  /** IANA name. */
  readonly timeZone: string;
  /** Alarms wake: four to eleven o'clock are the morning's, unless something else was said. */
  readonly prefer?: "morning";
}

export interface Resolved {
  /** ms since 1970; before now only when a time was said that is over. */
  readonly at: number;
  /** Whether a time of day, or a time from now, was said; else the usual time of that part of the day stands for it. */
  readonly timed: boolean;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;
/** So soon, somebody who is awake may mean a time of the night. */
const soon = 4 * hourMs;
/** Outside of these hours nobody is told something without saying so. */
const awake = { from: 7, to: 22 } as const;
/** The hour that a part of the day stands for. */
const usual: Readonly<Record<PartOfDay, number>> = {
  morning: 8,
  noon: 12,
  afternoon: 15,
  evening: 19,
  night: 21,
};
const usualHour = 9;

const midnightOf = (wall: number): number => Math.floor(wall / dayMs) * dayMs;
/** 1 Monday to 7 Sunday. */
const weekdayOf = (wall: number): number => ((Math.floor(wall / dayMs) + 3) % 7) + 1;
const at = (midnight: number, { hour, minute }: TimeOfDay): number =>
  midnight + hour * hourMs + minute * minuteMs;

/** The moment that is meant. A time without a day is the next one that makes sense. */
export function resolveMoment(moment: Moment, here: Here): Resolved {
  const { now, timeZone } = here;
  if (moment.after !== undefined) return { at: now + moment.after, timed: true };
  const today = midnightOf(wallOf(now, timeZone));
  const timed = moment.time !== undefined;
  const dayless = !["days", "months", "weekday", "date"].some((key) => key in moment);
  const days = dayless ? [today, today + dayMs] : candidatesOf(moment, today);
  const found = days.flatMap((day) => hoursOf(moment).map((time) => momentOf(at(day, time), timeZone)));
  const future = found.filter((one) => one > now).sort((one, other) => one - other);
  const best = future.find((one) => sensible(one, moment, here)) ?? future[0] ?? Math.max(...found);
  return { at: best <= now && isLateTonight(moment) ? now + hourMs : best, timed };
}

/** "Tonight", said when the evening's usual hour is over. */
const isLateTonight = ({ days, part, time }: Moment): boolean =>
  days === 0 && !time && (part === "evening" || part === "night");

/** An open time of day as the one that is meant where it recurs. */
export function settleTime(time: TimeOfDay | undefined, part: PartOfDay | undefined, here: Here): TimeOfDay {
  const moment = { days: 1, ...(time ? { time } : {}), ...(part ? { part } : {}) };
  const wall = new Date(wallOf(resolveMoment(moment, here).at, here.timeZone));
  return { hour: wall.getUTCHours(), minute: wall.getUTCMinutes() };
}

/** Midnights of the days that may be meant, as walls. */
function candidatesOf(moment: Moment, today: number): readonly number[] {
  const { days, months, weekday, weeks, date, month, year, next } = moment;
  if (days !== undefined) return [today + days * dayMs];
  if (weekday !== undefined && moment.nth !== undefined)
    return countedDays(moment, weekday, moment.nth, today);
  if (weekday !== undefined && weeks !== undefined) {
    return [today + (weekday - weekdayOf(today) + 7 * weeks) * dayMs];
  }
  if (weekday !== undefined) {
    const ahead = (weekday - weekdayOf(today) + 7) % 7;
    return (next && ahead === 0 ? [7] : [ahead, ahead + 7]).map((count) => today + count * dayMs);
  }
  const begun = new Date(today);
  const [thisYear, thisMonth] = [begun.getUTCFullYear(), begun.getUTCMonth()];
  if (date === undefined) return [monthDay(thisYear, thisMonth + (months ?? 0), begun.getUTCDate())];
  const wanted = date;
  if (month === undefined) {
    const from = thisMonth + (months ?? 0);
    const tries = months === undefined ? Array.from({ length: 12 }, (_, index) => from + index) : [from];
    const exact = tries.map((one) => monthDay(thisYear, one, wanted));
    return exact.filter((day) => new Date(day).getUTCDate() === wanted && day >= today).slice(0, 2);
  }
  if (year !== undefined) return [monthDay(year, month - 1, wanted)];
  // The 29th of February may be eight years off.
  const years = Array.from({ length: 9 }, (_, index) => monthDay(thisYear + index, month - 1, wanted));
  return years.filter((day) => new Date(day).getUTCDate() === wanted && day >= today).slice(0, 2);
}

/** "The last friday in november": of a month that was said by its distance or with its year also one that is over. */
function countedDays(
  { month, months, year }: Moment,
  weekday: number,
  nth: number,
  today: number,
): readonly number[] {
  const begun = new Date(today);
  const thisYear = begun.getUTCFullYear();
  const day = (inYear: number, inMonth: number): number => countedDay(inYear, inMonth, weekday, nth);
  if (month !== undefined && year !== undefined) return [day(year, month - 1)];
  if (months !== undefined) return [day(thisYear, begun.getUTCMonth() + months)];
  const days = [0, 1, 2].map((later) =>
    month === undefined ? day(thisYear, begun.getUTCMonth() + later) : day(thisYear + later, month - 1),
  );
  return days.filter((one) => one >= today).slice(0, 2);
}

/** `month` from 0; `nth` from 1, or -1: the last. */
function countedDay(year: number, month: number, weekday: number, nth: number): number {
  if (nth < 0) return countedDay(year, month + 1, weekday, 1) - 7 * dayMs;
  const first = Date.UTC(year, month, 1);
  return first + (((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1)) * dayMs;
}

/** A day of a month, or its last one, as a wall. */
function monthDay(year: number, month: number, date: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date, last));
}

/** The times of day that may be meant. */
function hoursOf({ time, part }: Moment): readonly TimeOfDay[] {
  if (!time) return [{ hour: part ? usual[part] : usualHour, minute: 0 }];
  if (!time.open) return [time];
  const low = time.hour % 12;
  const late = { ...time, hour: low + 12 };
  const early = { ...time, hour: low };
  if (part === "morning") return [early];
  // Two o'clock at night is of the night that begins on that day, or of the one that is.
  if (part === "night") return low >= 5 ? [late] : [early, { ...time, hour: low + 24 }];
  if (part !== undefined) return [part === "noon" && low >= 10 ? early : late];
  return [early, late];
}

/** Whether one would mean this moment without saying more. */
function sensible(one: number, { time, part }: Moment, { now, timeZone, prefer }: Here): boolean {
  if (!time?.open || part !== undefined) return true;
  const hour = new Date(wallOf(one, timeZone)).getUTCHours();
  const low = hour % 12;
  if (prefer === "morning" && low >= 4) return hour < 12;
  return (hour >= awake.from && hour <= awake.to) || one - now <= soon;
}

/** How something recurs once its beginning is known: a repeat with its time of day. */
export interface Recurrence extends Repeat {
  /** 0 to 23, 0 to 59. */
  readonly hour: number;
  readonly minute: number;
  /** IANA name: seven o'clock stays seven o'clock when the clocks are changed. */
  readonly timeZone: string;
}

/**
 * The first occurrence after `after`, ms since 1970. `since` is the occurrence before, from which every second, third and
 * so on is counted, and which gives the day where none was said; without it the next day that fits is taken.
 */
export function nextOccurrence(rule: Recurrence, after: number, since?: number): number {
  const { unit, timeZone } = rule;
  if (unit === "minute" || unit === "hour") return nextStep(rule, after, since ?? after);
  const anchor = midnightOf(wallOf(since ?? after, timeZone));
  const from = since === undefined || wallOf(after, timeZone) > anchor ? wallOf(after, timeZone) : anchor;
  for (const day of daysOf(rule, anchor, midnightOf(from), since !== undefined)) {
    const found = momentOf(at(day, rule), timeZone);
    if (found > after) return found;
  }
  throw new RangeError(`Nothing recurs like this: ${JSON.stringify(rule)}`);
}

/** Every so many minutes or hours, counted in time that passes. */
function nextStep({ unit, every }: Recurrence, after: number, since: number): number {
  const step = every * (unit === "hour" ? hourMs : minuteMs);
  return since + (Math.floor(Math.max(0, after - since) / step) + 1) * step;
}

/** Midnights, as walls, of days on which it recurs, from `from` on. */
function* daysOf(rule: Recurrence, anchor: number, from: number, known: boolean): Generator<number> {
  const { unit, every, date, month } = rule;
  if (unit === "day" || unit === "week") {
    for (let day = from; day <= from + (every + 1) * 7 * dayMs; day += dayMs) {
      if (unit === "day" ? dayFits(rule, day, anchor, known) : weekFits(rule, day, anchor, known)) yield day;
    }
    return;
  }
  const [start, first] = [new Date(anchor), new Date(from)];
  const months = unit === "year" ? 12 : 1;
  const base = start.getUTCFullYear() * 12 + (month === undefined ? start.getUTCMonth() : month - 1);
  const begin = first.getUTCFullYear() * 12 + first.getUTCMonth();
  for (let count = base - 12; count <= begin + months * (every + 1); count++) {
    const distance = (count - base) / months;
    const fits = Number.isInteger(distance) && (!known || distance % every === 0);
    if (count >= begin && fits)
      yield monthDay(Math.floor(count / 12), count % 12, date ?? start.getUTCDate());
  }
}

function dayFits({ every }: Recurrence, day: number, anchor: number, known: boolean): boolean {
  return !known || ((day - anchor) / dayMs) % every === 0;
}

function weekFits({ every, days }: Recurrence, day: number, anchor: number, known: boolean): boolean {
  const wanted = days ?? [weekdayOf(anchor)];
  const monday = (wall: number): number => wall - (weekdayOf(wall) - 1) * dayMs;
  const weeks = (monday(day) - monday(anchor)) / (7 * dayMs);
  return wanted.includes(weekdayOf(day)) && (!known || weeks % every === 0);
}
