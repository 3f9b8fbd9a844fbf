/** Makes the loudspeaker of this room louder, quieter, or silent for a while. */
import type { SkillContext } from "hearsay";
import { defineSkill, slot } from "hearsay";

/** More than there is may be said, so that it can be answered. */
const percent = slot.number({ min: 0, max: 1000 });
const loudest = 100;
const step = 10;
/** A voice that says it is now at nothing would not be heard: quieter than this takes the word mute. */
const quietest = 5;

export default defineSkill({
  name: "volume",
  about: "Volume of this room's loudspeaker.",
  intents: {
    set: {
      about: "Sets the volume to a percentage.",
      slots: { percent },
      run: (context) => setAsSaid(context, context.slots.percent),
    },
    level: {
      about: "Sets the volume to a step from 0 to 10, or to a percentage above 10.",
      slots: { level: percent },
      run: (context) =>
        setAsSaid(context, context.slots.level > 10 ? context.slots.level : context.slots.level * 10),
    },
    extreme: {
      about: "Sets the volume to its loudest, its quietest or the middle.",
      slots: { end: slot.choice() },
      run: (context) => setTo(context, { loudest, middle: 50 }[context.slots.end] ?? quietest),
    },
    change: {
      about: "Makes it louder or quieter, by so many percent if that was said.",
      slots: { direction: slot.choice(), percent: percent.maybe() },
      async run(context) {
        if (!hasSpeaker(context)) return context.say("none");
        const now = volumeOf(context);
        const by =
          context.slots.percent ?? (context.slots.direction === "down" && now <= 2 * step ? quietest : step);
        const wanted =
          context.slots.direction === "down" ? Math.max(now - by, Math.min(now, quietest)) : now + by;
        if (wanted > loudest && now >= loudest) return context.say("already", { percent: loudest });
        await setTo(context, wanted);
      },
    },
    mute: {
      about: "Silences the loudspeaker until it is unmuted.",
      slots: {},
      async run(context) {
        const now = hasSpeaker(context) ? volumeOf(context) : 0;
        if (now > 0) await context.store.set(keyOf(context), now);
        await configure(context, 0);
      },
    },
    unmute: {
      about: "Gives back the volume from before it was muted.",
      slots: {},
      run: async (context) => setTo(context, (await context.store.get<number>(keyOf(context))) ?? 50),
    },
    ask: {
      about: "Says how loud it is.",
      slots: {},
      run: (context) =>
        hasSpeaker(context) ? context.say("now", { percent: volumeOf(context) }) : context.say("none"),
    },
  },
});

const keyOf = ({ site }: SkillContext): string => `before/${site}`;
const hasSpeaker = ({ house }: SkillContext): boolean => house.site()?.speaker ?? false;
const volumeOf = ({ house }: SkillContext): number => Math.round((house.site()?.volume ?? 1) * 100);

async function configure(context: SkillContext, wanted: number): Promise<boolean> {
  if (!hasSpeaker(context)) {
    await context.say("none");
    return false;
  }
  await context.send("site/configure", { site: context.site }, { volume: wanted / 100 });
  return true;
}

async function setAsSaid(context: SkillContext, wanted: number): Promise<void> {
  if (wanted > loudest) return context.say(hasSpeaker(context) ? "most" : "none");
  await setTo(context, wanted);
}

async function setTo(context: SkillContext, wanted: number): Promise<void> {
  const volume = Math.min(loudest, Math.max(0, wanted));
  if (await configure(context, volume)) await context.say("now", { percent: volume });
}
