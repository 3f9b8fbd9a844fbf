/** Takes alarms back, leaves out one ring of one that recurs, and moves them. */
import type { AlarmEntry, SaidWhen, SkillContext, TimeOfDay } from "hearsay";
import { momentSaid, nextOccurrence, planWhen, resolveMoment } from "hearsay";
import { all, describe, hasDay, meant, theOne, type Which } from "./find.ts";
import { ringFor } from "./ring.ts";
import { minutesAt, nearestTo, sameDay } from "./when.ts";

/** One that rings is silenced; one that recurs is taken back for good, unless a day was said. */
export async function cancel(context: SkillContext, which: Which): Promise<void> {
  const [ringing] = meant(context, which).filter(({ phase }) => phase === "ringing");
  if (ringing) return silence(context, ringing);
  const alarm = await theOne(context, which);
  if (!alarm) return;
  if (alarm.repeat && hasDay(which)) return skip(context, alarm);
  const gone = describe(context, alarm);
  await context.clearAlarms({ id: alarm.id });
  context.undo((now) => setAgain(now, alarm));
  await context.say("cancelled", { which: gone });
}

/** As it was, unless it would have rung meanwhile. */
async function setAgain(context: SkillContext, { name, site, at, repeat }: AlarmEntry): Promise<void> {
  const time = repeat && at <= context.now ? nextOccurrence(repeat, context.now) : at;
  if (time <= context.now) return;
  const again = repeat ? { repeat } : {};
  await context.setAlarm({ kind: "alarm", name, site, at: time, ringFor, data: { name }, ...again });
}

export async function silence(context: SkillContext, { id, site }: AlarmEntry): Promise<void> {
  await context.send("alarm/stop", { site }, { alarm: id });
  await context.say("silenced");
}

/** Only the next ring of one that recurs. */
export async function skipOne(context: SkillContext, which: Which): Promise<void> {
  const alarm = await theOne(context, which);
  if (!alarm) return;
  if (alarm.repeat) return skip(context, alarm);
  const gone = describe(context, alarm);
  await context.clearAlarms({ id: alarm.id });
  context.undo((now) => setAgain(now, alarm));
  await context.say("cancelled", { which: gone });
}

async function skip(context: SkillContext, { id, at: left }: AlarmEntry): Promise<void> {
  const { now } = context;
  const { at } = await context.changeAlarm(id, { skip: true });
  context.undo(async ({ changeAlarm }) => void (await changeAlarm(id, { at: left })));
  await context.say("skipped", { left: { at: left, now }, next: { at: at ?? left, now } });
}

export async function cancelAll(context: SkillContext): Promise<void> {
  const count = await context.clearAlarms({ kind: "alarm" });
  if (count === 0) return context.say("none");
  await context.say(count === 1 ? "cancelled-only" : "cancelled-all", { count });
}

/** To another time, on the same day unless another one was said; one that recurs is moved for good. */
export async function moveTo(context: SkillContext, which: Which, to: SaidWhen): Promise<void> {
  const alarm = await theOne(context, which);
  if (!alarm) return;
  const moment = momentSaid(to);
  const before = minutesAt(alarm.at, context.timeZone);
  if (moment?.time && !hasDay(to)) return move(context, alarm, nearestTo(moment.time, before));
  if (to.repeat === undefined && alarm.repeat) return context.say("recurs");
  // A day alone keeps the time of day.
  const kept =
    moment && !moment.time && moment.after === undefined ? { ...moment, time: clock(before) } : moment;
  const plan = planWhen(kept ? { moment: kept } : {}, {
    now: context.now,
    timeZone: context.timeZone,
    prefer: "morning",
  });
  if (typeof plan === "string") return context.say(plan);
  await finish(context, alarm, { at: plan.at });
}

/** So many ms later, or earlier. */
export async function moveBy(context: SkillContext, which: Which, by: number): Promise<void> {
  const alarm = await theOne(context, which);
  if (!alarm) return;
  if (alarm.repeat) {
    const minutes = minutesAt(alarm.at, context.timeZone) + Math.round(by / 60_000);
    return move(context, alarm, clock((minutes + 2880) % 1440));
  }
  if (alarm.at + by <= context.now) return context.say("past");
  await finish(context, alarm, { at: alarm.at + by });
}

const clock = (minutes: number): TimeOfDay => ({ hour: Math.floor(minutes / 60), minute: minutes % 60 });

async function move(context: SkillContext, alarm: AlarmEntry, time: TimeOfDay): Promise<void> {
  const { now, timeZone } = context;
  if (alarm.repeat) {
    const repeat = { ...alarm.repeat, hour: time.hour, minute: time.minute };
    return finish(context, alarm, { repeat, at: nextOccurrence(repeat, now) });
  }
  const days = sameDay(alarm.at, now, timeZone) ? 0 : Math.max(1, Math.round((alarm.at - now) / 86_400_000));
  const options = [days - 1, days, days + 1].map(
    (day) => resolveMoment({ days: day, time }, { now, timeZone }).at,
  );
  const at = options.find((one) => sameDay(one, alarm.at, timeZone)) ?? alarm.at;
  if (at <= now) return context.say("past");
  await finish(context, alarm, { at });
}

async function finish(
  context: SkillContext,
  alarm: AlarmEntry,
  change: Parameters<SkillContext["changeAlarm"]>[1] & { readonly at: number },
): Promise<void> {
  const { changed } = await context.changeAlarm(alarm.id, change);
  if (!changed) return context.say("none");
  const { at, repeat } = alarm;
  const before = { at, ...(repeat ? { repeat } : {}) };
  context.undo(async ({ changeAlarm }) => void (await changeAlarm(alarm.id, before)));
  if (change.repeat) return context.say("moved-repeat", { repeat: change.repeat });
  await context.say("moved", { when: { at: change.at, now: context.now } });
}

export async function tellAll(context: SkillContext): Promise<void> {
  const found = all(context);
  if (found.length === 0) return context.say("none");
  const names = found.map((one) => describe(context, one));
  await context.say(found.length === 1 ? "one" : "several", { count: found.length, names });
}

export async function tellNext(context: SkillContext, which: Which): Promise<void> {
  const [next] = meant(context, which);
  if (next)
    await context.say("next", { which: describe(context, next), when: { at: next.at, now: context.now } });
  else await context.say(all(context).length === 0 ? "none" : "none-then");
}
