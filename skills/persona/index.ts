/** Lets people talk to another persona in this room, tells who answers, and goes back to whose room it is. */
import { defineSkill, type PersonaEntry, type SkillContext, slot } from "hearsay";
import { personaNamed } from "./named.ts";

const asked = { risk: "none", repeatable: true, aside: true } as const;

export default defineSkill({
  name: "persona",
  about: "Changes who answers in this room, and tells who does.",
  intents: {
    talk: {
      about: "Lets the person talk to another persona of the house, by its name.",
      repeatable: true,
      aside: true,
      slots: { who: slot.text() },
      run: (context) => talkTo(context, context.slots.who),
    },
    back: {
      about: "Goes back to the persona whose room this is.",
      repeatable: true,
      aside: true,
      slots: {},
      async run(context) {
        const name = await context.talkTo();
        const there = entryOf(context, name);
        if (name === context.persona) await context.say("already", { name: calledBy(there, name) });
        else await greet(context, there, "back");
      },
    },
    who: {
      about: "Tells which persona answers here.",
      ...asked,
      slots: {},
      async run(context) {
        const here = entryOf(context, context.persona);
        const phrase = here?.thinks === "missing" ? "me-mindless" : "me";
        await context.say(phrase, { name: calledBy(here, context.persona) });
      },
    },
    list: {
      about: "Tells which personas there are.",
      ...asked,
      slots: {},
      async run(context) {
        const names = context.house.personas().map(({ called }) => called);
        if (names.length < 2) return context.say("alone", { name: names[0] ?? context.persona });
        await context.say("list", { names });
        await context.say("me", { name: calledBy(entryOf(context, context.persona), context.persona) });
      },
    },
  },
});

const entryOf = ({ house }: SkillContext, name: string): PersonaEntry | undefined =>
  house.personas().find((one) => one.name === name);

const calledBy = (entry: PersonaEntry | undefined, name: string): string => entry?.called ?? name;

async function talkTo(context: SkillContext, who: string): Promise<void> {
  const all = context.house.personas();
  const wanted = personaNamed(all, who);
  if (!wanted) return context.say("nobody", { who, names: all.map(({ called }) => called) });
  if (wanted.name === context.persona) return context.say("already", { name: wanted.called });
  await context.talkTo(wanted.name);
  await greet(context, wanted, wanted.thinks === "missing" ? "greet-mindless" : "greet");
}

/** In a room that is there for one question nobody hears what is said after its turn. */
async function greet(context: SkillContext, whom: PersonaEntry | undefined, phrase: string): Promise<void> {
  if (!whom) return;
  const values = { name: whom.called };
  const here = context.house.site();
  const isHeardLater = here !== undefined && here.passing !== true;
  await (isHeardLater ? context.sayAs(whom.name, phrase, values) : context.say(phrase, values));
}
