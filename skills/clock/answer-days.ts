/** Answers about days: what date they are, how far off, in which week, and whether there is a 29th of February. */
import type { SkillContext } from "hearsay";
import { known } from "./answer-times.ts";
import { dayMs, dayOf, feastDay, isLeap, nearDay, todayIn, weekOf } from "./days.ts";

export interface Asked {
  readonly day?: string | undefined;
  readonly feast?: string | undefined;
  readonly near?: string | undefined;
  readonly year?: number | undefined;
}

/** Which day is meant; undefined where the words name none. */
function meant({ language, timeZone, now }: SkillContext, asked: Asked): number | undefined {
  const today = todayIn(timeZone, now);
  if (asked.feast !== undefined) return feastDay(asked.feast, today, asked.year);
  if (asked.near !== undefined) return nearDay(asked.near, today);
  return asked.day === undefined ? undefined : dayOf(asked.day, language, today);
}

/** With the year where that is another one. */
function written(context: SkillContext, day: number): string {
  const same =
    new Date(day).getUTCFullYear() === new Date(todayIn(context.timeZone, context.now)).getUTCFullYear();
  const form = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(context.language, same ? form : { ...form, year: "numeric" }).format(day);
}

export async function answerDay(context: SkillContext, asked: Asked): Promise<void> {
  const day = meant(context, asked);
  if (day === undefined) return context.say("unknown-day");
  const past = day < todayIn(context.timeZone, context.now);
  await context.say(past ? "day-was" : "day", { date: written(context, day) });
}

export async function answerUntil(context: SkillContext, asked: Asked): Promise<void> {
  const day = meant(context, asked);
  if (day === undefined) return context.say("unknown-day");
  const count = Math.round((day - todayIn(context.timeZone, context.now)) / dayMs);
  const values = { count: Math.abs(count), date: written(context, day) };
  if (count === 0) return context.say("until-today");
  if (count === 1) return context.say("until-tomorrow", values);
  await context.say(count < 0 ? "until-past" : "until", values);
}

export async function dateIn(context: SkillContext, said: string): Promise<void> {
  const place = await known(context, said);
  if (!place) return;
  const day = todayIn(place.zone, context.now);
  await context.say("place-date", { there: place.there, date: written(context, day) });
}

export async function week(context: SkillContext, which = "this"): Promise<void> {
  const ahead = which === "next" ? 7 * dayMs : 0;
  const number = weekOf(todayIn(context.timeZone, context.now) + ahead);
  await context.say(`week-${which === "next" ? "next" : "this"}`, { week: String(number) });
}

export async function leap(context: SkillContext, year?: number): Promise<void> {
  const here = new Date(todayIn(context.timeZone, context.now)).getUTCFullYear();
  const asked = Math.round(year ?? here);
  let next = Math.max(asked, here) + 1;
  while (!isLeap(next)) next++;
  await context.say(isLeap(asked) ? "leap-yes" : "leap-no", { year: String(asked), next: String(next) });
}
