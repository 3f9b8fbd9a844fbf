/** Small talk that is honest about what it is: a program, without feelings, that keeps little and sends nothing away. */
import type { Intent, SkillContext } from "hearsay";
import { defineSkill, slot } from "hearsay";

type Quiet = Record<string, never>;

/** Answers with the phrase of the same name. */
const answer = (name: string, about: string): Intent<Quiet> => ({
  about,
  risk: "none",
  repeatable: true,
  slots: {},
  run: (context: SkillContext) => context.say(name),
});

export default defineSkill({
  name: "smalltalk",
  about:
    "Greetings, thanks and questions about the assistant itself: who it is, what it hears and what it keeps.",
  lend: false,
  intents: {
    hello: answer("hello", "Greets back."),
    morning: answer("morning", "Wishes a good morning."),
    night: answer("night", "Wishes a good night."),
    bye: answer("bye", "Says goodbye."),
    thanks: answer("thanks", "Answers thanks."),
    praise: answer("praise", "Answers praise."),
    how: answer("how", "Says how it is: a program that runs, without moods."),
    who: answer("who", "Says who it is."),
    name: {
      ...answer("name", "Says what it is called."),
      async run(context) {
        const here = context.house.personas().find(({ name }) => name === context.persona);
        // One that is called like its file was given no name; the house has none.
        if (!here || here.called === here.name || here.name === "house") await context.say("name");
        else await context.say("called", { name: here.called });
      },
    },
    made: answer("made", "Says who made it."),
    person: answer("person", "Says that it is no person."),
    listening: answer("listening", "Says when it listens."),
    record: answer("record", "Says what is kept of what people say."),
    limits: answer("limits", "Says what it cannot do."),
    pace: answer("pace", "Says that it cannot speak slower or faster when it is asked."),
    where: answer("where", "Says where it runs, and that it needs no internet to understand."),
    love: answer("love", "Answers love and proposals honestly."),
    rude: answer("rude", "Stays calm when it is insulted."),
    joke: answer("joke", "Says that it tells no jokes."),
    sad: answer("sad", "Answers somebody who is not well, without pretending to be a person."),
    emergency: answer("emergency", "Says that it cannot call for help, and what to do instead."),
    call: {
      about: "Says that it cannot phone, write or buy.",
      risk: "none",
      repeatable: true,
      slots: { name: slot.text().maybe() },
      run: (context) => context.say("call"),
    },
  },
});
