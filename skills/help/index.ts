/** Says what can be asked, read from the skills that are loaded right now. */
import type { SkillContext } from "hearsay";
import { defineSkill, slot } from "hearsay";

/** More than this nobody remembers from hearing it once. */
const examplesAtOnce = 4;

type Known = ReturnType<SkillContext["house"]["skills"]>[number];

export default defineSkill({
  name: "help",
  about: "Says what can be asked here.",
  lend: false,
  intents: {
    overview: {
      about: "Says what this house can do, with examples.",
      risk: "none",
      repeatable: true,
      slots: {},
      async run(context) {
        const known = others(context);
        if (known.length === 0) return context.say("nothing");
        const turn = (await context.store.get<number>("turn")) ?? 0;
        await context.store.set("turn", turn + examplesAtOnce);
        const shown = known.map((_, index) => known[(turn + index) % known.length]).slice(0, examplesAtOnce);
        const rounds = Math.floor(turn / known.length);
        const examples = shown.flatMap((skill) => skill?.examples[rounds % skill.examples.length] ?? []);
        await context.say("overview", { examples: examples.map(bare) });
      },
    },
    topic: {
      about: "Says what can be asked about one thing, such as timers.",
      risk: "none",
      repeatable: true,
      slots: { topic: slot.text() },
      async run(context) {
        const { topic } = context.slots;
        const found = others(context).find((skill) => speaksOf(skill, topic.toLowerCase()));
        if (!found) return context.say("unknown", { topic });
        await context.say("topic", { examples: found.examples.slice(0, examplesAtOnce).map(bare) });
      },
    },
  },
});

const others = ({ house }: SkillContext): readonly Known[] =>
  house.skills().filter(({ name, examples }) => name !== "help" && examples.length > 0);

/** Examples end in a sign of their own; in a list it would be one too many. */
const bare = (example: string): string => example.replace(/[.?!]+$/, "");

function speaksOf({ name, examples }: Known, topic: string): boolean {
  const stem = topic.replace(/^(the|a|an|my|der|die|das|den|dem) /, "").replace(/(?:en|s)$/, "");
  return stem.length > 1 && [name, ...examples].some((text) => text.toLowerCase().includes(stem));
}
