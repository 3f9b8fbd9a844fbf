/** A stage with a few devices that do what they are told, and whom to ask there. */
import type { Message, Messages } from "../../../../core/contract/index.ts";
import {
  defineSkill,
  Fault,
  type IntentGuess,
  type IntentGuesser,
  slot,
} from "../../../../core/contract/index.ts";
import { openStage, type Stage } from "../stage.ts";

const home = defineSkill({
  name: "home",
  about: "Switches and locks.",
  intents: {
    switch: {
      about: "Turns something on or off.",
      slots: { thing: slot.choice(), state: slot.choice() },
      run: ({ say, slots }) => say("switched", slots),
    },
    lock: {
      about: "Locks or unlocks a door.",
      risk: "high",
      slots: { bolt: slot.choice() },
      run: ({ say, slots }) => say("bolted", slots),
    },
    name: { about: "A name alone.", slots: { thing: slot.choice() }, run: ({ say }) => say("what") },
    tell: { about: "Tells something.", risk: "none", slots: {}, run: ({ say }) => say("told") },
    breaks: {
      about: "Always fails.",
      slots: {},
      run: async () => {
        throw new Fault("SKILL_FAILED", "It broke.");
      },
    },
    unknown: {
      about: "Nothing fits.",
      fallback: true,
      slots: { what: slot.text() },
      run: ({ say }) => say("which"),
    },
  },
});

const words = {
  en: {
    hear: {
      switch: ["turn {state} [the] {thing}", "turn [the] {thing} {state}"],
      lock: ["{bolt} [the] door"],
      name: ["[the] {thing}"],
      tell: ["tell me something"],
      breaks: ["break everything"],
      unknown: ["turn on {what}"],
    },
    lists: {
      state: { on: ["on"], off: ["off"] },
      thing: { fan: ["fan"], radio: ["radio"] },
      bolt: { lock: ["lock"], unlock: ["unlock"] },
    },
    say: {
      switched: ["Okay, {thing} {state}."],
      bolted: ["Okay, door: {bolt}."],
      told: ["Something."],
      what: ["What of it?"],
      which: ["I know no such thing."],
    },
  },
};

export const openHome = (options: Parameters<typeof openStage>[0] = {}): Promise<Stage> =>
  openStage({ ...options, skills: [{ skill: home, words }, ...(options.skills ?? [])] });

export const guesser = (guess: IntentGuesser["guess"]): IntentGuesser => ({ languages: ["en"], guess });
export const guesses = (...all: readonly IntentGuess[]): IntentGuesser => guesser(async () => all);

export interface Told {
  readonly reply: string;
  readonly matched: readonly string[];
  readonly finished: Messages["turn/finished"];
  readonly recent: Messages["turn/recent"]["turns"][number] | undefined;
}

/** Types something in a room and waits for the end of the turn. */
export async function type(stage: Stage, text: string, site = "desk"): Promise<Told> {
  const { turn } = await stage.bus.ask("utterance/handle", { site }, { text });
  const { body } = await stage.next("turn/finished", (message) => message.turn === turn);
  const of = stage.said.filter((message) => message.turn === turn);
  const recent = await stage.next("turn/recent", ({ body: { turns } }) => turns[0]?.turn === turn);
  return {
    reply: of
      .flatMap((one) => (one.kind === "reply/finished" ? [(one as Message<"reply/finished">).body.text] : []))
      .join(" "),
    matched: of.flatMap((one) =>
      one.kind === "intent/matched" ? [shortly(one as Message<"intent/matched">)] : [],
    ),
    finished: body,
    recent: recent.body.turns[0],
  };
}

const shortly = ({ body: { skill, intent, slots, by } }: Message<"intent/matched">): string =>
  [
    `${skill}/${intent}`,
    ...Object.keys(slots)
      .sort()
      .map((slot) => String(slots[slot])),
    `by ${by}`,
  ].join(" ");
