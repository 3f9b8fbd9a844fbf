/** What packs ask of the clock and of the house itself. */
import { type SkillContext, slot } from "hearsay";
import { serves } from "./serves.ts";

/** Parts of this moment by the clock of the house. */
function clock({ now, timeZone }: SkillContext): Readonly<Record<string, number>> {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
}

async function tell(context: SkillContext, slots: Readonly<Record<string, unknown>> = {}): Promise<void> {
  if (!(await context.answer({ slots }))) await context.say("done");
}

export const talk = {
  HassGetCurrentTime: serves({
    about: "Says what time it is.",
    risk: "none",
    repeatable: true,
    slots: {},
    run(context) {
      const { hour, minute, second } = clock(context);
      return tell(context, { time: { hour, minute, second } });
    },
  }),
  HassGetCurrentDate: serves({
    about: "Says what day it is.",
    risk: "none",
    repeatable: true,
    slots: {},
    run(context) {
      const { year, month, day } = clock(context);
      return tell(context, { date: { year, month, day } });
    },
  }),
  HassNevermind: serves({
    about: "Nothing is wanted after all.",
    risk: "none",
    repeatable: true,
    slots: {},
    async run(context) {
      await context.answer({});
    },
  }),
  HassBroadcast: serves({
    about: "Says something in all other rooms.",
    slots: { message: slot.text({ sentence: true }) },
    async run(context) {
      const { site, house, language, slots } = context;
      const rooms = house.sites().filter(({ id, online, speaker }) => id !== site && online && speaker);
      if (rooms.length === 0) return context.say("alone");
      for (const { id } of rooms) {
        await context.send("reply/say", { site: id }, { text: slots.message, language });
      }
      await tell(context);
    },
  }),
};
