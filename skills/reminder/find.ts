/** Finds the reminders that were meant, by what they are of or by their day, and says how each is spoken of. */
import type { AlarmEntry, SaidWhen, SkillContext } from "hearsay";
import { momentSaid, resolveMoment } from "hearsay";
import { toListener } from "./person.ts";

export interface Which extends SaidWhen {
  readonly what?: string | undefined;
  readonly order?: string | undefined;
}

export const all = ({ house }: SkillContext): readonly AlarmEntry[] =>
  house.alarms().filter(({ kind }) => kind === "reminder");

/** Case, articles and punctuation tell no two reminders apart. */
const keyOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]/gu, "")
    .split(/\s+/)
    .filter((word) => !/^(the|a|an|to|der|die|das|den|dem|ein|eine|einen|an|zu)$/.test(word))
    .join(" ");

export function meant(context: SkillContext, which: Which): readonly AlarmEntry[] {
  const { now, timeZone, language } = context;
  const wanted = keyOf(toListener(which.what ?? "", language));
  const moment = momentSaid(which);
  const at = moment && resolveMoment(moment, { now, timeZone });
  const day = new Intl.DateTimeFormat("en", { timeZone });
  const clock = new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", minute: "numeric" });
  const dayless = moment && !["days", "months", "weekday", "date"].some((key) => key in moment);
  const found = all(context)
    .filter(({ name }) => wanted === "" || keyOf(name).includes(wanted))
    .filter((one) => !at || dayless || day.format(one.at) === day.format(at.at))
    .filter((one) => !at?.timed || clock.format(one.at) === clock.format(at.at));
  // Ids are UUIDv7: they sort as they were made.
  const made = [...found].sort((one, other) => (one.id < other.id ? -1 : 1));
  if (which.order === "next") return found.slice(0, 1);
  return which.order === "last" ? made.slice(-1) : found;
}

export function describe(context: SkillContext, { name, at, repeat }: AlarmEntry): string {
  return context.phrase(repeat ? "the-repeat" : "the", {
    what: name,
    when: { at, now: context.now },
    repeat,
  });
}
