/** Alarms that wake: once or again and again, by the clock on the wall, until somebody silences them. */
import type { SaidWhen, SkillContext } from "hearsay";
import { defineSkill, nameOfPlace, planWhen, sitesAt, slot } from "hearsay";
import { cancel, cancelAll, moveBy, moveTo, silence, skipOne, tellAll, tellNext } from "./change.ts";
import { all, describe, nameOf } from "./find.ts";
import { ring, ringFor, snooze } from "./ring.ts";

/** Which alarm: by its time, by its day, by name, or the next or last one. */
const which = {
  moment: slot.moment().maybe(),
  time: slot.time().maybe(),
  name: slot.text().maybe(),
  order: slot.choice().maybe(),
};

export default defineSkill({
  name: "alarm",
  about: "Alarms that wake at a time of day, once or on certain days.",
  intents: {
    set: {
      about: "Sets an alarm for a moment or a time of day, once or recurring, with a name if one was said.",
      slots: {
        moment: slot.moment().maybe(),
        time: slot.time().maybe(),
        repeat: slot.repeat().maybe(),
        name: slot.text().maybe(),
        duration: slot.duration().maybe(),
        area: slot.area().maybe(),
      },
      run: (context) => set(context, context.slots),
    },
    incomplete: {
      about: "An alarm was asked for without saying when.",
      risk: "none",
      repeatable: true,
      fallback: true,
      slots: { name: slot.text().maybe() },
      run: (context) => context.say("when"),
    },
    list: { about: "Says which alarms are set.", risk: "none", repeatable: true, slots: {}, run: tellAll },
    next: {
      about: "Says when the next alarm rings, or the one of a day.",
      risk: "none",
      repeatable: true,
      slots: which,
      run: (context) => tellNext(context, context.slots),
    },
    cancel: {
      about:
        "Takes an alarm back by its time, day or name; silences it when it rings; of one that recurs leaves out the day that was said.",
      risk: "high",
      slots: which,
      run: (context) => cancel(context, context.slots),
    },
    skip: {
      about: "Leaves out the next ring of an alarm that recurs, or the one of a day.",
      risk: "high",
      slots: which,
      run: (context) => skipOne(context, context.slots),
    },
    clear: { about: "Takes all alarms back.", risk: "high", slots: {}, run: cancelAll },
    move: {
      about: "Moves an alarm, found by its time or name, to another time of day or moment.",
      risk: "high",
      slots: {
        time: slot.time().maybe(),
        name: slot.text().maybe(),
        order: slot.choice().maybe(),
        to: slot.time().maybe(),
        toMoment: slot.moment().maybe(),
      },
      run: (context) =>
        moveTo(context, context.slots, { time: context.slots.to, moment: context.slots.toMoment }),
    },
    later: {
      about: "Moves an alarm to so much later.",
      risk: "high",
      slots: {
        later: slot.duration(),
        time: slot.time().maybe(),
        name: slot.text().maybe(),
        order: slot.choice().maybe(),
      },
      run: (context) => moveBy(context, context.slots, context.slots.later),
    },
    earlier: {
      about: "Moves an alarm to so much earlier.",
      risk: "high",
      slots: {
        earlier: slot.duration(),
        time: slot.time().maybe(),
        name: slot.text().maybe(),
        order: slot.choice().maybe(),
      },
      run: (context) => moveBy(context, context.slots, -context.slots.earlier),
    },
    snooze: {
      about:
        "Lets the alarm that rings, or rang just now, ring again later: in ten minutes unless something else was said.",
      slots: { duration: slot.duration().maybe(), minutes: slot.number({ min: 1, max: 120 }).maybe() },
      run: (context) => {
        const { duration, minutes } = context.slots;
        return snooze(context, duration ?? (minutes === undefined ? undefined : minutes * 60_000));
      },
    },
    stop: {
      about: "Silences the alarm that rings, whatever the room.",
      slots: {},
      async run(context) {
        const ringing = all(context).find(({ phase }) => phase === "ringing");
        if (ringing) return silence(context, ringing);
        // People also say so to a timer.
        await context.send("alarm/stop", { site: context.site }, {});
        const names = all(context).map((one) => describe(context, one));
        await context.say(names.length > 0 ? "silent-set" : "silent", { names });
      },
    },
  },
  alarm: ring,
});

const longestName = 80;

interface Wanted extends SaidWhen {
  readonly name?: string | undefined;
  /** ms from now. */
  readonly duration?: number | undefined;
  readonly area?: string | undefined;
}

async function set(context: SkillContext, wanted: Wanted): Promise<void> {
  const said = wanted.duration === undefined ? wanted : { moment: { after: wanted.duration } };
  const plan = planWhen(said, { now: context.now, timeZone: context.timeZone, prefer: "morning" });
  if (typeof plan === "string") return context.say(plan);
  const { at, repeat } = plan;
  const name = nameOf(wanted.name).slice(0, longestName);
  const [there] = wanted.area === undefined ? [] : sitesAt(context, wanted.area);
  const room = nameOfPlace(context, wanted.area);
  if (wanted.area !== undefined && !there) return context.say("no-room", { room });
  const { alarm } = await context.setAlarm({
    kind: "alarm",
    name,
    at,
    ringFor,
    data: { name },
    ...(repeat ? { repeat } : {}),
    ...(there ? { site: there.id } : {}),
  });
  context.undo(async ({ clearAlarms }) => void (await clearAlarms({ id: alarm })));
  const when = { at, now: context.now };
  await context.say(`set${name ? "-named" : ""}${repeat ? "-repeat" : ""}`, { when, repeat, name });
}
