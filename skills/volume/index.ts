/** Makes what sounds in this room louder, quieter, or silent for a while: music that plays here, else the house's voice. */
import { defineSkill, type SkillContext, slot } from "hearsay";
import { playerHere, type Speaker, voiceHere } from "./speaker.ts";

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
      lend: false,
      about: "Sets the volume to a step from 0 to 10, or to a percentage above 10.",
      slots: { level: percent },
      run: (context) =>
        setAsSaid(context, context.slots.level > 10 ? context.slots.level : context.slots.level * 10),
    },
    extreme: {
      lend: false,
      about: "Sets the volume to its loudest, its quietest or the middle.",
      slots: { end: slot.choice() },
      run: (context) => setTo(context, { loudest, middle: 50 }[context.slots.end] ?? quietest),
    },
    change: {
      about: "Makes it louder or quieter, by so many percent if that was said.",
      slots: { direction: slot.choice(), percent: percent.maybe() },
      async run(context) {
        const speaker = speakerOf(context);
        if (!speaker) return context.say("none");
        const { percent: by, direction } = context.slots;
        const now = speaker.now;
        const less = by ?? (now <= 2 * step ? quietest : step);
        const wanted =
          direction === "down" ? Math.max(now - less, Math.min(now, quietest)) : now + (by ?? step);
        if (wanted > loudest && now >= loudest) return context.say("already", { percent: loudest });
        await setTo(context, wanted);
      },
    },
    mute: {
      about: "Silences the music that plays here, else the loudspeaker, until it is unmuted.",
      slots: {},
      async run(context) {
        const speaker = speakerOf(context);
        if (!speaker) return context.say("none");
        if (speaker.now > 0) await context.store.set(`before/${speaker.key}`, speaker.now);
        await change(context, speaker, 0);
      },
    },
    unmute: {
      about: "Gives back the volume from before it was muted.",
      slots: {},
      async run(context) {
        const speaker = speakerOf(context);
        const before = speaker && (await context.store.get<number>(`before/${speaker.key}`));
        await setTo(context, before ?? 50);
      },
    },
    ask: {
      about: "Says how loud it is.",
      risk: "none",
      repeatable: true,
      slots: {},
      run(context) {
        const speaker = speakerOf(context);
        return speaker ? context.say("now", { percent: speaker.now }) : context.say("none");
      },
    },
  },
});

const speakerOf = (context: SkillContext): Speaker | undefined =>
  playerHere(context) ?? voiceHere(context) ?? playerHere(context, true);

/** Whether it is as loud as that now; if not, that was said. */
async function change(context: SkillContext, speaker: Speaker, wanted: number): Promise<boolean> {
  try {
    await speaker.set(wanted);
    context.undo(async (now) => void (await speakerOf(now)?.set(speaker.now)));
    return true;
  } catch (error) {
    context.log.warn("A loudspeaker did not change.", { error });
    await context.say("failed");
    return false;
  }
}

async function setAsSaid(context: SkillContext, wanted: number): Promise<void> {
  if (wanted > loudest) return context.say(speakerOf(context) ? "most" : "none");
  await setTo(context, wanted);
}

async function setTo(context: SkillContext, wanted: number): Promise<void> {
  const speaker = speakerOf(context);
  if (!speaker) return context.say("none");
  const volume = Math.min(loudest, Math.max(0, wanted));
  if (await change(context, speaker, volume)) await context.say("now", { percent: volume });
}
