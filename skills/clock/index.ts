/** Says what time it is, the date, and the day of the week. */
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
      run: (context) => context.say("weekday", { day: weekdayOf(context) }),
    },
  },
});

function weekdayOf({ now, language, timeZone }: { now: number; language: string; timeZone: string }): string {
  return new Intl.DateTimeFormat(language, { weekday: "long", timeZone }).format(now);
}
