/** Says the last answer again, or what was left of it when it was cut. */
import { defineSkill } from "hearsay";

export default defineSkill({
  name: "repeat",
  about: "Says again what was said last in this room, or goes on with it.",
  intents: {
    again: {
      about: "Repeats the last answer.",
      risk: "none",
      repeatable: true,
      aside: true,
      slots: {},
      run: (context) => (context.lastReply ? context.sayText(context.lastReply) : context.say("nothing")),
    },
    rest: {
      about: "Goes on with an answer that was interrupted.",
      risk: "none",
      repeatable: true,
      aside: true,
      slots: {},
      run: (context) => (context.unheard ? context.sayText(context.unheard) : context.say("no-rest")),
    },
  },
});
