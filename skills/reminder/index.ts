/** Reminders: of anything, once or again and again, said to the person they are for. */
import type { AlarmEntry, SaidWhen, SkillContext } from "hearsay";
import { defineSkill, nextOccurrence, planWhen, slot } from "hearsay";
import { all, describe, meant, type Which } from "./find.ts";
import { toListener } from "./person.ts";

const which = {
  what: slot.text().maybe(),
  moment: slot.moment().maybe(),
  time: slot.time().maybe(),
  order: slot.choice().maybe(),
};

export default defineSkill({
  name: "reminder",
  about: "Reminders of things to do, at a moment or again and again.",
  intents: {
    set: {
      about: "Reminds of something at a moment (a day, a time, or both) or again and again.",
      slots: {
        what: slot.text({ sentence: true }),
        link: slot.choice().maybe(),
        moment: slot.moment().maybe(),
        time: slot.time().maybe(),
        repeat: slot.repeat().maybe(),
      },
      run: (context) => set(context, context.slots),
    },
    incomplete: {
      about: "A reminder was asked for without saying when.",
      risk: "none",
      repeatable: true,
      fallback: true,
      slots: { what: slot.text({ sentence: true }).maybe(), link: slot.choice().maybe() },
      run: (context) => askWhen(context, context.slots),
    },
    list: {
      about: "Says which reminders are set, of all days or of one.",
      risk: "none",
      repeatable: true,
      slots: { moment: slot.moment().maybe() },
      run: (context) => tell(context, context.slots),
    },
    cancel: {
      about: "Deletes one reminder, by what it is of, by its time or day, or the next or last one.",
      risk: "high",
      slots: which,
      run: (context) => cancel(context, context.slots),
    },
    clear: {
      about: "Deletes all reminders.",
      risk: "high",
      slots: {},
      async run(context) {
        const count = await context.clearAlarms({ kind: "reminder" });
        if (count === 0) return context.say("none");
        await context.say(count === 1 ? "cancelled-only" : "cancelled-all", { count });
      },
    },
  },
  alarm: ring,
});

/** More of them in one answer nobody can follow. */
const mostSaid = 5;
/** German that ends with what is to be done: "Mama anzurufen", "Milch zu kaufen". */
const toDo = /(?:^|\s)(?:zu\s+\p{L}+n|\p{L}{2,}zu\p{L}+n)$/iu;
/** "Remind me tomorrow of that": of what is not known. */
const nothing = /^(?:it|that|this|about it|about that|of that|of it|daran|das|es)$/iu;
/** What an alarm's name may have. */
const longestText = 200;

interface Wanted extends SaidWhen {
  readonly what?: string | undefined;
  readonly link?: string | undefined;
}

async function set(context: SkillContext, wanted: Wanted): Promise<void> {
  const { now, timeZone, language } = context;
  if (nothing.test(wanted.what ?? "")) return context.say("of-what");
  const plan = planWhen(wanted, { now, timeZone, loose: true });
  if (plan === "when") return askWhen(context, wanted);
  if (typeof plan === "string") return context.say(plan);
  const what = toListener(whole(context, wanted), language).slice(0, longestText);
  const { at, repeat } = plan;
  const again = repeat ? { repeat } : {};
  const { alarm } = await context.setAlarm({ kind: "reminder", name: what, at, data: { what }, ...again });
  context.undo(async ({ clearAlarms }) => void (await clearAlarms({ id: alarm })));
  const link = wanted.link ?? (toDo.test(what) && /^de\b/i.test(language) ? "to" : undefined);
  const linked = link ? `-${link}` : "";
  await context.say(`set${repeat ? "-repeat" : ""}${linked}`, { what, when: { at, now }, repeat });
}

/** Where the time stood before ("at seven"), one after it belongs to what is to be done ("call mum at eight"). */
function whole({ text }: SkillContext, { what = "", moment, time }: Wanted): string {
  const from = moment?.time && time ? text.lastIndexOf(what) : -1;
  return from < 0 ? what : text.slice(from).replace(/[\s.!?]+$/, "");
}

async function askWhen(context: SkillContext, { what, link }: Wanted): Promise<void> {
  const said = what === undefined ? "" : toListener(what, context.language);
  await context.say(said === "" ? "when" : `when-what${link ? `-${link}` : ""}`, { what: said });
}

async function tell(context: SkillContext, wanted: Which): Promise<void> {
  const found = meant(context, wanted);
  const names = found.map((one) => describe(context, one));
  if (all(context).length === 0) return context.say("none");
  if (found.length === 0) return context.say("none-then");
  if (found.length === 1) return context.say("one", { names });
  await context.say("several", { count: found.length });
  for (const { name, at, repeat } of found.slice(0, mostSaid)) {
    const values = { what: name, when: { at, now: context.now }, repeat };
    await context.say(repeat ? "each-repeat" : "each", values);
  }
  if (found.length > mostSaid) await context.say("more", { count: found.length - mostSaid });
}

async function cancel(context: SkillContext, wanted: Which): Promise<void> {
  const found = meant(context, wanted);
  const [first, ...others] = found;
  if (!first) {
    const names = all(context).map((one) => describe(context, one));
    return context.say(names.length === 0 ? "none" : "unknown", { count: names.length, names });
  }
  const meantOne = others.length > 0 ? await choose(context, found) : first;
  if (!meantOne) return;
  const gone = describe(context, meantOne);
  await context.clearAlarms({ id: meantOne.id });
  context.undo((now) => setAgain(now, meantOne));
  await context.say("cancelled", { which: gone });
}

/** Asks which of several. */
async function choose(context: SkillContext, found: readonly AlarmEntry[]): Promise<AlarmEntry | undefined> {
  const names = found.map((one) => describe(context, one));
  const choices = found.map(({ id, name }, index) => ({ id, names: [names[index] ?? name, name] }));
  const id = await context.askChoice("which", choices, { count: names.length, names });
  return all(context).find((one) => one.id === id);
}

/** As it was, unless it would have been said meanwhile. */
async function setAgain(context: SkillContext, { name, site, at, repeat }: AlarmEntry): Promise<void> {
  const time = repeat && at <= context.now ? nextOccurrence(repeat, context.now) : at;
  if (time <= context.now) return;
  const again = repeat ? { repeat } : {};
  await context.setAlarm({ kind: "reminder", name, site, at: time, data: { what: name }, ...again });
}

/** Later than this the house must have been off, and that is said. */
const late = 60_000;

async function ring(context: SkillContext, { what, at }: Readonly<Record<string, unknown>>): Promise<void> {
  await context.say("rings", { what });
  if (typeof at === "number" && context.now - at >= late) {
    await context.say("rings-late", { when: { at, now: context.now } });
  }
}
