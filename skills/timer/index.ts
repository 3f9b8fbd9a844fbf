/** Timers, alarms and reminders: several at once, with names, kept by the house across a restart. */
import type { SkillContext } from "hearsay";
import { defineSkill, slot } from "hearsay";
import { cancel, cancelAll } from "./cancel.ts";
import { ring } from "./ring.ts";
import { kindOf, meant, tellAll, tellOne } from "./tell.ts";
import { nextTime, type TimeOfDay } from "./zone.ts";

const longest = 366 * 86_400_000;
const timeSlots = {
  time: slot.time().maybe(),
  duration: slot.duration().maybe(),
  day: slot.choice().maybe(),
};
const which = { name: slot.text().maybe(), duration: slot.duration().maybe() };

export default defineSkill({
  name: "timer",
  about: "Timers, wake-up alarms and reminders.",
  intents: {
    set: {
      about: "Starts a timer, with a name if one was said.",
      slots: { duration: slot.duration(), name: slot.text().maybe() },
      run: (context) => setTimer(context, context.slots.duration, nameOf(context.slots.name)),
    },
    incomplete: {
      about: "A timer, alarm or reminder was asked for without its time.",
      slots: { kind: slot.choice(), name: slot.text().maybe() },
      run: (context) => context.say(`when-${context.slots.kind}`),
    },
    add: {
      about: "Gives a running timer more time.",
      slots: { more: slot.duration(), name: slot.text().maybe() },
      async run(context) {
        const name = nameOf(context.slots.name);
        const [timer] = meant(context, { name });
        if (!timer) return context.say("none-timer");
        const left = Math.max(0, timer.at - context.now) + context.slots.more;
        await context.clearAlarms({ id: timer.id });
        await setTimer(context, left, timer.name);
      },
    },
    cancel: {
      about:
        "Takes back one timer, alarm or reminder, by name or length where there are several; one that rings first.",
      slots: { ...which, one: slot.choice().maybe() },
      async run(context) {
        const { one, duration, name } = context.slots;
        await cancel(context, { kind: kindOf(one), duration, name: nameOf(name) });
      },
    },
    status: {
      about: "Says how much time a timer has left.",
      slots: which,
      run: (context) => tellOne(context, { ...context.slots, name: nameOf(context.slots.name) }),
    },
    wake: {
      about: "Sets an alarm for a time of day, or for so long from now.",
      slots: timeSlots,
      run: (context) => setFor(context, "alarm", ""),
    },
    remind: {
      about: "Reminds of something at a time of day, or after so long.",
      slots: { ...timeSlots, what: slot.text() },
      run: (context) => setFor(context, "reminder", context.slots.what),
    },
    list: {
      about: "Says which timers, alarms or reminders are set.",
      slots: { kind: slot.choice() },
      run: (context) => tellAll(context, kindOf(context.slots.kind)),
    },
    clear: {
      about: "Takes back all timers, alarms or reminders.",
      slots: { kind: slot.choice().maybe(), many: slot.choice().maybe() },
      run: (context) => cancelAll(context, kindOf(context.slots.kind ?? context.slots.many)),
    },
    off: {
      about: "Takes back the alarm for a time of day.",
      slots: { time: slot.time(), day: slot.choice().maybe() },
      run: (context) => cancel(context, { kind: "alarm", time: context.slots.time }),
    },
  },
  alarm: ring,
});

/** "the pasta" names the same timer as "pasta". */
const nameOf = (said: string | undefined): string =>
  (said ?? "").replace(/^(?:the|a|an|my|der|die|das|den|dem|mein|meine|meinen) /i, "");

async function setTimer(context: SkillContext, after: number, name: string): Promise<void> {
  if (after < 1000) return context.say("when-timer");
  if (after > longest) return context.say("far");
  const at = context.now + after;
  await context.setAlarm({ kind: "timer", name, after, data: { kind: "timer", name, length: after, at } });
  await context.say(name ? "set-named" : "set", { name, length: after });
}

interface When {
  readonly time?: TimeOfDay | undefined;
  readonly duration?: number | undefined;
  readonly day?: string | undefined;
}

async function setFor(
  context: SkillContext & { readonly slots: When },
  kind: "alarm" | "reminder",
  name: string,
): Promise<void> {
  const { now, timeZone, slots } = context;
  const { time, duration, day } = slots;
  if (!time && duration === undefined) return context.say(`when-${kind}`);
  const days = { today: 0, tomorrow: 1, overmorrow: 2 }[day ?? ""];
  const at = time ? nextTime(now, time, timeZone, days) : now + (duration ?? 0);
  if (at <= now) return context.say("past", { at });
  if (at > now + longest) return context.say("far");
  await context.setAlarm({ kind, name, at, data: { kind, name, at } });
  const words = kind === "alarm" ? "alarm-set" : "reminder-set";
  await context.say(daysWord(words, context, at), { at, name });
}

/** Whether it is today or not decides whether the day must be said. */
function daysWord(phrase: string, { now, timeZone }: SkillContext, at: number): string {
  const dayOf = (moment: number): string => new Intl.DateTimeFormat("en", { timeZone }).format(moment);
  return dayOf(now) === dayOf(at) ? phrase : `${phrase}-day`;
}
