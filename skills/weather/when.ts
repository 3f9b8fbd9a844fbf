/** Which days of a forecast are meant, and what they are called. */
import type { Day, Forecast } from "./service.ts";

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const weekdayOf = ({ date }: Day): string => weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "";

export interface Meant {
  readonly day: Day;
  /** Days from today. */
  readonly ahead: number;
}

/** `when`: a value of the list of that name. None: the forecast does not reach so far. */
export function daysFor(when: string, { now, days }: Forecast): readonly Meant[] {
  const today = Math.max(
    0,
    days.findIndex(({ date }) => date === now.time.slice(0, 10)),
  );
  const all = days.slice(today).map((day, ahead) => ({ day, ahead }));
  const ahead = { now: 0, today: 0, tonight: 0, tomorrow: 1, overmorrow: 2 }[when];
  if (ahead !== undefined) return all.slice(ahead, ahead + 1);
  if (when === "week") return all.slice(1, 5);
  if (when !== "weekend") return all.filter(({ day }) => weekdayOf(day) === when).slice(0, 1);
  const saturday = all.findIndex(({ day }) => weekdayOf(day) === "saturday");
  const begun = all[0] && weekdayOf(all[0].day) === "sunday";
  return begun ? all.slice(0, 1) : all.slice(saturday, saturday < 0 ? 0 : saturday + 2);
}

/** "today", "tomorrow", else the day of the week. */
export function nameOf({ day, ahead }: Meant, language: string): string {
  if (ahead < 2) return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(ahead, "day");
  const format = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  return format.format(new Date(`${day.date}T00:00:00Z`));
}

/** For the format `time`, of what the service writes as 2026-11-20T07:35. */
export function timeOf(written: string): { readonly hour: number; readonly minute: number } | undefined {
  const [, hour, minute] = /T(\d\d):(\d\d)/.exec(written) ?? [];
  return hour === undefined ? undefined : { hour: Number(hour), minute: Number(minute) };
}
