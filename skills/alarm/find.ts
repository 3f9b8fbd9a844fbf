/** Finds the alarm that was meant, by its time, its day or its name, and asks which one where that is not clear. */
import type { AlarmEntry, SaidWhen, SkillContext } from "hearsay";
import { momentSaid, resolveMoment } from "hearsay";
import { minutesAt, minutesOf, sameDay } from "./when.ts";

export interface Which extends SaidWhen {
  readonly name?: string | undefined;
  /** "next" to ring, or "last" that was set. */
  readonly order?: string | undefined;
}

export const nameOf = (said: string | undefined): string =>
  (said ?? "").replace(/^(?:the|a|an|my|der|die|das|den|dem|mein|meine|meinen|meinem) /i, "");

export const all = ({ house }: SkillContext): readonly AlarmEntry[] =>
  house.alarms().filter(({ kind }) => kind === "alarm");

export function meant(context: SkillContext, which: Which): readonly AlarmEntry[] {
  const { now, timeZone } = context;
  const moment = momentSaid(which);
  const day =
    hasDay(which) && moment ? resolveMoment(moment, { now, timeZone, prefer: "morning" }).at : undefined;
  const name = nameOf(which.name).toLowerCase();
  const found = all(context)
    .filter((alarm) => name === "" || alarm.name.toLowerCase() === name)
    .filter((alarm) => day === undefined || sameDay(alarm.at, day, timeZone))
    .filter((alarm) => fits(minutesAt(alarm.at, timeZone), which));
  if (which.order === "next") return found.slice(0, 1);
  // Ids are UUIDv7: they sort as they were made.
  const made = [...found].sort((one, other) => (one.id < other.id ? -1 : 1));
  return which.order === "last" ? made.slice(-1) : found;
}

/** Whether a day was said, not only a time of day. */
export const hasDay = ({ moment }: SaidWhen): boolean =>
  moment !== undefined && ["days", "months", "weekday", "date"].some((key) => key in moment);

function fits(minutes: number, which: Which): boolean {
  const moment = momentSaid(which);
  if (moment?.time) {
    const wanted = minutesOf(moment.time);
    return minutes === wanted || (moment.time.open === true && minutes % 720 === wanted % 720);
  }
  if (moment?.part === undefined) return true;
  const hours = {
    morning: [3, 12],
    noon: [11, 14],
    afternoon: [12, 18],
    evening: [17, 24],
    night: [18, 30],
  } as const;
  const [from, to] = hours[moment.part];
  const hour = minutes / 60;
  return (hour >= from && hour < to) || (hour + 24 >= from && hour + 24 < to);
}

/** How an alarm is spoken of. */
export function describe(context: SkillContext, { name, at, repeat }: AlarmEntry): string {
  const values = { name, when: { at, now: context.now }, repeat };
  return context.phrase(`the${name ? "-named" : ""}${repeat ? "-repeat" : ""}`, values);
}

/** The only one that fits; says what is the matter, and gives none, when there is none or are several. */
export async function theOne(context: SkillContext, which: Which): Promise<AlarmEntry | undefined> {
  const found = meant(context, which);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const there = only ? found : all(context);
  const names = there.map((one) => describe(context, one));
  const values = { count: names.length, names };
  if (only) return await choose(context, found, values);
  await context.say(there.length === 0 ? "none" : "unknown", values);
  return undefined;
}

/** Asks which of several. */
async function choose(
  context: SkillContext,
  found: readonly AlarmEntry[],
  values: { readonly names: readonly string[]; readonly count: number },
): Promise<AlarmEntry | undefined> {
  const choices = found.map(({ id, name }, index) => ({
    id,
    names: [values.names[index] ?? "", ...(name === "" ? [] : [name])],
  }));
  const id = await context.askChoice("which", choices, values);
  return all(context).find((alarm) => alarm.id === id);
}
