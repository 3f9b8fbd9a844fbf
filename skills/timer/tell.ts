/** Finds the timer that was meant, and says how much time is left. */
import type { AlarmEntry, SkillContext } from "hearsay";
import type { TimeOfDay } from "./zone.ts";

export interface Which {
  readonly kind?: AlarmEntry["kind"];
  readonly name?: string | undefined;
  readonly duration?: number | undefined;
  readonly time?: TimeOfDay | undefined;
}

const minuteMs = 60_000;
const exactBelow = 10 * minuteMs;

/** Nobody wants to hear the seconds of an hour. */
export const rounded = (left: number): number =>
  left < exactBelow ? Math.max(1000, left) : Math.round(left / minuteMs) * minuteMs;

/** Those that were meant, soonest first: by name, by length, by the time they ring at, or all of the kind. */
export function meant(
  context: SkillContext,
  { kind = "timer", name, duration, time }: Which,
): readonly AlarmEntry[] {
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: context.timeZone,
    hourCycle: "h23",
    hour: "numeric",
    minute: "numeric",
  });
  const wanted = time && [time.hour, time.minute].map((part) => String(part).padStart(2, "0")).join(":");
  return context.house
    .alarms()
    .filter((alarm) => alarm.kind === kind)
    .filter((alarm) => !name || alarm.name.toLowerCase() === name.toLowerCase())
    .filter((alarm) => duration === undefined || alarm.length === duration)
    .filter((alarm) => wanted === undefined || clock.format(alarm.at) === wanted);
}

export async function tellOne(context: SkillContext, which: Which): Promise<void> {
  const found = meant(context, which);
  const [only] = found;
  if (!only) return nothing(context, which);
  if (found.length > 1) return tellTimers(context, found);
  await tellTime(context, only, "");
}

/** Says that there is none, or none of that name while there are others. */
export async function nothing(context: SkillContext, { kind = "timer", name }: Which): Promise<void> {
  const others = meant(context, { kind });
  if (name && others.length > 0) return context.say("unknown-name", { name });
  await context.say(`none-${kind}`);
}

export const kindOf = (said: string | undefined): AlarmEntry["kind"] =>
  said === "alarm" || said === "reminder" ? said : "timer";

export async function tellAll(context: SkillContext, wanted: AlarmEntry["kind"]): Promise<void> {
  const found = meant(context, { kind: wanted });
  if (found.length === 0) return context.say(`none-${wanted}`);
  if (wanted === "timer") return tellTimers(context, found);
  for (const { name, at } of found) await context.say(`${wanted}-at`, { name, at });
}

async function tellTimers(context: SkillContext, timers: readonly AlarmEntry[]): Promise<void> {
  if (timers.length > 1) await context.say("count", { count: timers.length });
  for (const timer of timers) await tellTime(context, timer, timers.length > 1 ? "-length" : "");
}

/** `unnamed`: the ending of the phrase for a timer without a name. */
async function tellTime(context: SkillContext, timer: AlarmEntry, unnamed: string): Promise<void> {
  const { name, at, length, phase } = timer;
  const left = at - context.now;
  const over = phase === "ringing" || left <= 0;
  const phrase = `${over ? "over" : "left"}${name ? "-named" : unnamed}`;
  await context.say(phrase, { name, left: rounded(left), length: length ?? Math.max(0, left) });
}
