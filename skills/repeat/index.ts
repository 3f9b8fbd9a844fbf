/** Says the last answer again. */
import { defineSkill } from "hearsay";

export default defineSkill({
  name: "repeat",
  about: "Says again what was said last in this room.",
  intents: {
    again: {
      about: "Repeats the last answer.",
      risk: "none",
      repeatable: true,
      slots: {},
      run: (context) => (context.lastReply ? context.sayText(context.lastReply) : context.say("nothing")),
    },
  },
});
