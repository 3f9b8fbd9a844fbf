/** Says the time and the date here and anywhere, what day a date is, and how long it is until then; needs no network. */
import type { SkillContext } from "hearsay";
import { defineSkill, slot } from "hearsay";
import { answerDay, answerUntil, dateIn, leap, week } from "./answer-days.ts";
import { difference, later, timeIn } from "./answer-times.ts";

const day = {
  day: slot.text().maybe(),
  feast: slot.choice().maybe(),
  near: slot.choice().maybe(),
  year: slot.number({ min: 1600, max: 4000 }).maybe(),
};

export default defineSkill({
  name: "clock",
  about: "Time and date here and in other places, days of the week, holidays, weeks and leap years.",
  intents: {
    time: {
      about: "Says what time it is now.",
      risk: "none",
      repeatable: true,
      slots: {},
      run: (context) => context.say("time", { now: context.now }),
    },
    date: {
      about: "Says today's date.",
      risk: "none",
      repeatable: true,
      slots: {},
      run: (context) => context.say("date", { now: context.now }),
    },
    weekday: {
      lend: false,
      about: "Says what day of the week it is.",
      risk: "none",
      repeatable: true,
      slots: {},
      run: (context) => context.say("weekday", { day: part(context, { weekday: "long" }) }),
    },
    year: {
      lend: false,
      about: "Says what year it is.",
      risk: "none",
      repeatable: true,
      slots: {},
      run: (context) => context.say("year", { year: part(context, { year: "numeric" }) }),
    },
    place: {
      about: "Says what time it is in a city or country.",
      risk: "none",
      repeatable: true,
      slots: { place: slot.text() },
      run: (context) => timeIn(context, context.slots.place),
    },
    "place-date": {
      lend: false,
      about: "Says what day and date it is in a city or country.",
      risk: "none",
      repeatable: true,
      slots: { place: slot.text() },
      run: (context) => dateIn(context, context.slots.place),
    },
    difference: {
      about: "Says the time difference between two places, or between a place and here.",
      risk: "none",
      repeatable: true,
      slots: { place: slot.text(), other: slot.text().maybe() },
      run: (context) => difference(context, context.slots.place, context.slots.other),
    },
    later: {
      about: "Says what time it will be after so long.",
      risk: "none",
      repeatable: true,
      slots: { duration: slot.duration() },
      run: (context) => later(context, context.slots.duration),
    },
    day: {
      about:
        "Says the date and day of the week of a day: a date in words, a holiday (feast), or near today; one of them is needed.",
      risk: "none",
      repeatable: true,
      slots: day,
      run: (context) => answerDay(context, context.slots),
    },
    until: {
      about: "Says how many days there are until a date or a holiday (feast).",
      risk: "none",
      repeatable: true,
      slots: day,
      run: (context) => answerUntil(context, context.slots),
    },
    week: {
      about: "Says the number of the week, by ISO 8601, of this week or the next.",
      risk: "none",
      repeatable: true,
      slots: { near: slot.choice().maybe() },
      run: (context) => week(context, context.slots.near),
    },
    leap: {
      about: "Says whether a year is a leap year, and when the next one is.",
      risk: "none",
      repeatable: true,
      slots: { year: slot.number({ min: 1600, max: 4000 }).maybe() },
      run: (context) => leap(context, context.slots.year),
    },
  },
});

/** One part of today's date, as text: a year is not said as a number. */
function part({ now, language, timeZone }: SkillContext, asked: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, { ...asked, timeZone }).format(now);
}
