/** Answers about times of day: in other places, between them, and later on. */
import type { SkillContext } from "hearsay";
import { offset, type Place, placeOf } from "./places.ts";

const minuteMs = 60_000;

/** What a zone's clock shows, for the format `time`. */
function shown(now: number, timeZone: string): { readonly hour: number; readonly minute: number } {
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    hour: "numeric",
    minute: "numeric",
  });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  return { hour: parts.get("hour") ?? 0, minute: parts.get("minute") ?? 0 };
}

const weekday = (now: number, timeZone: string, language: string): string =>
  new Intl.DateTimeFormat(language, { timeZone, weekday: "long" }).format(now);

/** Says that it does not know the place, when it does not. */
export async function known(context: SkillContext, said: string): Promise<Place | undefined> {
  const place = placeOf(said, context.language, context.now);
  if (!place) await context.say("unknown-place", { place: said });
  return place;
}

export async function timeIn(context: SkillContext, said: string): Promise<void> {
  const place = await known(context, said);
  if (!place) return;
  const { now, timeZone, language } = context;
  const day = weekday(now, place.zone, language);
  const other = day !== weekday(now, timeZone, language);
  const values = { time: shown(now, place.zone), there: place.there, day, country: place.country };
  await context.say(
    `place-time${other ? "-day" : ""}${place.country === undefined ? "" : "-capital"}`,
    values,
  );
}

export async function difference(context: SkillContext, first: string, second?: string): Promise<void> {
  const a = await known(context, first);
  const b = a && second !== undefined ? await known(context, second) : undefined;
  if (!a || (second !== undefined && !b)) return;
  const { now, timeZone } = context;
  const minutes = offset(a.zone, now) - offset(b?.zone ?? timeZone, now);
  const way = minutes === 0 ? "same" : minutes > 0 ? "ahead" : "behind";
  const values = { a: a.name, b: b?.name, difference: Math.abs(minutes) * minuteMs };
  await context.say(`${way}${b ? "" : "-here"}`, values);
}

export async function later(context: SkillContext, duration: number): Promise<void> {
  const { now, timeZone, language } = context;
  const at = now + duration;
  if (duration > 366 * 86_400_000) return context.say("far");
  const day = weekday(at, timeZone, language);
  const other = duration >= 86_400_000 || day !== weekday(now, timeZone, language);
  await context.say(other ? "later-day" : "later", { at, day });
}
