/** Says what was heard and done in this room, and why something failed, in the words of people. */
import { defineSkill, type SkillContext } from "hearsay";
import { explain } from "./explain.ts";
import { lastTurn, type Turn } from "./turns.ts";

const asked = { risk: "none", repeatable: true, aside: true, slots: {} } as const;

export default defineSkill({
  name: "history",
  about: "What was heard, understood and done in this room, and why something failed.",
  intents: {
    heard: {
      about: "Says which words were heard last in this room.",
      ...asked,
      run: (context) => withLast(context, tellHeard),
    },
    why: {
      about: "Says why the last command failed or was not understood.",
      ...asked,
      run: (context) => withLast(context, explain),
    },
    did: {
      about: "Says what was done last, and for which words.",
      ...asked,
      run: (context) => withLast(context, tellDone),
    },
  },
});

async function withLast(
  context: SkillContext,
  tell: (context: SkillContext, turn: Turn) => Promise<void>,
): Promise<void> {
  const turn = lastTurn(context);
  await (turn ? tell(context, turn) : context.say("nothing"));
}

async function tellHeard(context: SkillContext, turn: Turn): Promise<void> {
  if (turn.text === "") return context.say("no-words");
  const taken = turn.parts.flatMap(({ by, sentence }) =>
    by === "sentences" || sentence === undefined ? [] : [sentence],
  );
  const { text } = turn;
  await context.say(turn.reason === "text" ? "read" : "heard", { text });
  if (taken.length > 0) await context.say("took", { sentences: taken });
  else if (turn.parts.length === 0) await context.say("not-understood");
}

async function tellDone(context: SkillContext, turn: Turn): Promise<void> {
  const { text, parts, reply, outcome } = turn;
  if (parts.length === 0 || outcome === "failed") return explain(context, turn);
  const taken = parts.flatMap(({ by, sentence }) => (by === "sentences" || !sentence ? [] : [sentence]));
  if (taken.length > 0) await context.say("took-for", { text, sentences: taken });
  else await context.say("you-said", { text });
  await (reply === "" ? context.say("silently") : context.say("answered", { reply }));
}
