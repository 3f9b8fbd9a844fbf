/** Ends what is going on in a room: what rings falls silent, and nothing more is said. */
import { defineSkill } from "hearsay";

export default defineSkill({
  name: "stop",
  about: "Stops what rings or talks in this room, and forgets a question.",
  lend: false,
  intents: {
    stop: {
      about: "Silences ringing alarms and ends the conversation.",
      repeatable: true,
      slots: {},
      async run(context) {
        await context.send("alarm/stop", { site: context.site }, {});
        await context.say("okay");
      },
    },
    never: {
      about: "Takes back what was just asked; nothing is done.",
      risk: "none",
      repeatable: true,
      slots: {},
      run: (context) => context.say("never"),
    },
  },
});
