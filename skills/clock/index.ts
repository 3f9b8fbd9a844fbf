/** Says what time it is, the date, and the day of the week. */
import type { SkillContext } from "hearsay";
import { defineSkill } from "hearsay";

export default defineSkill({
  name: "clock",
  about: "Time of day, date and day of the week.",
  intents: {
    time: {
      about: "Says what time it is now.",
      slots: {},
      run: (context) => context.say("time", { now: context.now }),
    },
    date: {
      about: "Says today's date.",
      slots: {},
      run: (context) => context.say("date", { now: context.now }),
    },
    weekday: {
      about: "Says what day of the week it is.",
      slots: {},
      run: (context) => context.say("weekday", { day: part(context, { weekday: "long" }) }),
    },
    year: {
      about: "Says what year it is.",
      slots: {},
      run: (context) => context.say("year", { year: part(context, { year: "numeric" }) }),
    },
  },
});

/** One part of today's date, as text: a year is not said as a number. */
function part({ now, language, timeZone }: SkillContext, asked: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, { ...asked, timeZone }).format(now);
}
