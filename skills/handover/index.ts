/** Takes a conversation along: to the room that is named, or to the one in which somebody says so. */
import { defineSkill, nameOfPlace, type SkillContext, sitesAt, slot } from "hearsay";

export default defineSkill({
  name: "handover",
  about: "Lets a conversation go on in another room.",
  intents: {
    there: {
      about: "Goes on talking in another room.",
      repeatable: true,
      aside: true,
      slots: { area: slot.area() },
      async run(context) {
        const { area } = context.slots;
        const to = satelliteAt(context, area);
        if (to === context.site) return context.say("here-already");
        if (to === undefined || !(await context.moveTo(to))) {
          await context.say("no-satellite", { area: nameOfPlace(context, area) || area });
        }
      },
    },
    here: {
      about: "Goes on here with what was talked of in another room.",
      repeatable: true,
      aside: true,
      slots: {},
      async run(context) {
        if (!(await context.moveTo(context.site))) await context.say("nothing");
      },
    },
  },
});

/** One that can be heard, of those that stand there; a floor may have several. */
function satelliteAt(context: SkillContext, area: string): string | undefined {
  const there = sitesAt(context, area).filter(({ online, speaker }) => online && speaker);
  return (there.find(({ id }) => id !== context.site) ?? there[0])?.id;
}
