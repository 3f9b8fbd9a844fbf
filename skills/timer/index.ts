/** Timers: several at once, with names, of the whole house, kept across a restart. */
import type { SkillContext } from "hearsay";
import { defineSkill, nameOfPlace, sitesAt, slot } from "hearsay";
import { cancel, cancelAll } from "./cancel.ts";
import { changeBy, changeTo, longest, pause, restart } from "./change.ts";
import { ring } from "./ring.ts";
import { tell, tellAll } from "./tell.ts";
import { nameOf, takeQuestion, type Which } from "./which.ts";

/** Which timer: by name, by the length it was set for, by the room it was set in, or by order. */
const which = {
  name: slot.text().maybe(),
  length: slot.duration().maybe(),
  area: slot.area().maybe(),
  order: slot.choice().maybe(),
};

export default defineSkill({
  name: "timer",
  about: "Timers that count down, several at once, with or without a name.",
  intents: {
    set: {
      about:
        "Starts a timer of a given duration, with a name if one was said, in another room if one was said.",
      slots: { duration: slot.duration(), name: slot.text().maybe(), area: slot.area().maybe() },
      run: (context) => start(context, context.slots),
    },
    incomplete: {
      about: "A timer was asked for without saying for how long.",
      risk: "none",
      repeatable: true,
      fallback: true,
      slots: { name: slot.text().maybe() },
      run: (context) => context.say("when"),
    },
    add: {
      about:
        "Gives a running timer more time; which one by name, length, room or order where there are several.",
      slots: { more: slot.duration(), ...which },
      run: (context) => changeBy(context, context.slots, context.slots.more),
    },
    less: {
      about:
        "Takes time off a running timer; which one by name, length, room or order where there are several.",
      slots: { less: slot.duration(), ...which },
      run: (context) => changeBy(context, context.slots, -context.slots.less),
    },
    change: {
      about: "Gives a running timer another length, counted from now; which one where there are several.",
      slots: { to: slot.duration().maybe(), minutes: slot.number({ min: 0.1, max: 600 }).maybe(), ...which },
      run(context) {
        const { to, minutes = 0 } = context.slots;
        return changeTo(context, context.slots, to ?? minutes * 60_000);
      },
    },
    pause: {
      about: "Pauses a running timer, so that its time stands still.",
      slots: which,
      run: (context) => pause(context, context.slots, true),
    },
    resume: {
      about: "Lets a paused timer run on.",
      slots: which,
      run: (context) => pause(context, context.slots, false),
    },
    restart: {
      about: "Starts a timer again from its full length.",
      slots: which,
      run: (context) => restart(context, context.slots),
    },
    cancel: {
      about:
        "Takes back one timer, by name, length, room or order where there are several; one that rings first.",
      slots: which,
      run: (context) => cancel(context, context.slots),
    },
    clear: {
      about: "Takes back all timers of the house, or all of one room.",
      risk: "high",
      slots: { area: slot.area().maybe() },
      run: (context) => cancelAll(context, context.slots.area),
    },
    status: {
      about: "Says how much time a timer has left.",
      risk: "none",
      repeatable: true,
      slots: which,
      run: (context) => tell(context, context.slots),
    },
    choose: {
      lend: false,
      about: "Names the timer that was asked for; without a question says how much time it has left.",
      slots: which,
      run: choose,
    },
    list: {
      about: "Says which timers run, and how much time each has left.",
      risk: "none",
      repeatable: true,
      slots: {},
      run: tellAll,
    },
  },
  alarm: ring,
});

/** The answer to "Which one do you mean?". */
async function choose(context: SkillContext & { readonly slots: Which }): Promise<void> {
  const { slots } = context;
  const deed = await takeQuestion(context);
  if (!deed) return tell(context, slots);
  if (deed.kind === "cancel") return cancel(context, slots);
  if (deed.kind === "change") return changeBy(context, slots, deed.by ?? 0);
  if (deed.kind === "to") return changeTo(context, slots, deed.by ?? 0);
  if (deed.kind === "restart") return restart(context, slots);
  return pause(context, slots, deed.kind === "pause");
}

interface Wanted {
  readonly duration: number;
  readonly name?: string | undefined;
  readonly area?: string | undefined;
}

/** No timer's name is longer than people would say. */
const longestName = 80;

/** German names of timers are nouns, however a recogniser wrote them. */
const written = (name: string, language: string): string =>
  /^de\b/i.test(language) ? name.replace(/^\p{L}/u, (first) => first.toUpperCase()) : name;

async function start(context: SkillContext, { duration: after, name: said, area }: Wanted): Promise<void> {
  if (after < 1000) return context.say("when");
  if (after > longest) return context.say("far");
  const name = written(nameOf(said).slice(0, longestName), context.language);
  const [there] = area === undefined ? [] : sitesAt(context, area);
  const room = nameOfPlace(context, area);
  if (area !== undefined && !there) return context.say("no-room", { room });
  const { alarm } = await context.setAlarm({
    kind: "timer",
    name,
    after,
    data: { name, length: after },
    ...(there ? { site: there.id } : {}),
  });
  context.undo(async ({ clearAlarms }) => void (await clearAlarms({ id: alarm })));
  const phrase = `set${name ? "-named" : ""}${there && there.id !== context.site ? "-there" : ""}`;
  await context.say(phrase, { name, length: after, room });
}
