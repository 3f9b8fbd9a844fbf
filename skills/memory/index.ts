/** Keeps what people want remembered about themselves, tells it, and forgets it when they say so. */
import { defineSkill, plain, type SkillContext, slot } from "hearsay";

type Fact = Awaited<ReturnType<SkillContext["facts"]["list"]>>[number];

/** More are not told aloud. */
const told = 8;
/** ms for which "forget that" means what was spoken of last. */
const recently = 300_000;

export default defineSkill({
  name: "memory",
  about: "Remembers facts about the person who speaks, tells and forgets them.",
  // A language model sees what is known, and notes by itself only where its persona lets it.
  lend: false,
  confirms: ["kept", "known-already"],
  intents: {
    remember: {
      about: "Remembers a fact about the person, because they ask for it.",
      repeatable: true,
      slots: { fact: slot.text({ sentence: true }) },
      async run(context) {
        const { kept, why, known, dropped } = await context.facts.keep(context.slots.fact);
        if (!kept) return context.say(why === "long" ? "long" : "never");
        await context.say(known ? "known-already" : "kept");
        if (dropped.length > 0) await context.say("dropped", { facts: quoted(dropped) });
        context.undo(async (later) => {
          const [newest] = await later.facts.list();
          if (newest && plain(newest.text) === plain(context.slots.fact)) await later.facts.forget(newest.id);
        });
      },
    },
    known: {
      about: "Tells what is known about the person.",
      risk: "none",
      repeatable: true,
      aside: true,
      slots: {},
      async run(context) {
        const facts = await context.facts.list();
        if (facts.length === 0) return context.say("nothing");
        await context.say("told", { facts: quoted(facts.slice(0, told)) });
        if (facts.length > told) await context.say("more", { count: facts.length - told });
      },
    },
    forget: {
      about: "Forgets one fact about the person: the one that is named, or the one spoken of last.",
      slots: { fact: slot.text({ sentence: true }).maybe() },
      run: (context) =>
        context.slots.fact === undefined ? forgetLast(context) : forgetNamed(context, context.slots.fact),
    },
    clear: {
      about: "Forgets everything about the person, and all that they said.",
      risk: "high",
      slots: {},
      async run(context) {
        const who = context.person === undefined ? "room" : "person";
        if (!(await context.askYesNo(`clear-${who}`))) return context.say("kept-all");
        await context.facts.forgetAll();
        await context.say("cleared");
      },
    },
  },
});

const quoted = (facts: readonly Fact[]): readonly string[] => facts.map(({ text }) => `"${text}"`);

async function forget(context: SkillContext, { id, text }: Fact): Promise<void> {
  await context.facts.forget(id);
  await context.say("forgot-this", { fact: text });
}

/** What was learned in one of the last turns, or the one that was told; where it is neither, nothing was meant. */
async function forgetLast(context: SkillContext): Promise<void> {
  const facts = await context.facts.list();
  const turns = context.house.turns().filter(({ at }) => context.now - at <= recently);
  const learned = turns.flatMap(({ turn }) => facts.filter((fact) => fact.turn === turn))[0];
  if (learned) return forget(context, learned);
  const [last] = turns;
  if (!last?.parts.some(({ skill }) => skill === "memory") || facts.length === 0) return context.say("okay");
  const [only, ...others] = facts;
  if (only && others.length === 0) return forget(context, only);
  await context.say("which", { facts: quoted(facts.slice(0, told)) });
}

async function forgetNamed(context: SkillContext, fact: string): Promise<void> {
  const facts = await context.facts.list();
  const wanted = plain(fact);
  const found =
    facts.find(({ text }) => plain(text) === wanted) ?? facts.find(({ text }) => holds(text, wanted));
  await (found ? forget(context, found) : context.say("not-known", { fact }));
}

/** All words that were said are in it. */
function holds(text: string, wanted: string): boolean {
  const words = new Set(plain(text).split(" "));
  return wanted.split(" ").every((word) => words.has(word));
}
