/** A skill that asks, and a room whose people answer, for the tests of questions on a real bus. */
import {
  defineSkill,
  type Skill,
  type SpeechToText,
  samplesOf,
  slot,
} from "../../../../core/contract/index.ts";

const loud = (samples: Int16Array): boolean => samples.some((value) => Math.abs(value) > 1000);

/** Hears these words in what is loud, one after the other; the last again and again. */
export const hearsInTurn = (...all: string[]): SpeechToText => {
  let heard = 0;
  return {
    streaming: false,
    languages: ["en", "de"],
    async *transcribe(audio) {
      const words = all[Math.min(heard, all.length - 1)] ?? "";
      let voiced = false;
      for await (const item of audio) {
        if (item === "flush") yield { text: voiced ? words : "", final: false };
        else voiced ||= loud(samplesOf(item));
      }
      if (voiced) heard++;
      yield { text: voiced ? words : "", final: true };
    },
  };
};

const short = { timeout: 1500 };

export const asker: Skill = defineSkill({
  name: "asker",
  about: "Asks back.",
  deadline: 300,
  intents: {
    bake: {
      about: "Asks for yes or no.",
      slots: {},
      run: async ({ askYesNo, sayText }) =>
        sayText(`yes or no: ${await askYesNo("sure", { thing: "cake" }, short)}.`),
    },
    pick: {
      about: "Asks for a choice.",
      slots: {},
      async run({ askChoice, sayText }) {
        const choices = [
          { id: "pan & pot", names: ["frying pan", "pan"] },
          { id: "oven", names: ["oven"] },
        ] as const;
        await sayText(`choice: ${await askChoice("which", choices, {}, short)}.`);
      },
    },
    note: {
      about: "Asks for words.",
      slots: {},
      run: async ({ ask, sayText }) => sayText(`words: ${await ask("what", {}, short)}.`),
    },
    ever: {
      about: "Asks for ever.",
      slots: {},
      async run({ ask }) {
        while (true) await ask("what", {}, { timeout: 500, reprompts: 0 });
      },
    },
    wrong: {
      about: "Asks what nobody can answer.",
      slots: { count: slot.number() },
      async run({ askChoice, slots }) {
        const choices = Array.from({ length: slots.count }, (_, id) => ({
          id: String(id),
          names: [`thing ${id}`],
        }));
        await askChoice("which", choices);
      },
    },
    twice: {
      about: "Asks two things at once.",
      slots: {},
      run: async ({ ask }) => void (await Promise.all([ask("what"), ask("what")])),
    },
  },
  alarm: async ({ askYesNo, sayText }) =>
    sayText(`alarm: ${await askYesNo("sure", { thing: "snooze" }, short)}.`),
});

export const askerWords = {
  en: {
    hear: {
      bake: ["bake something"],
      pick: ["pick something"],
      note: ["note something"],
      ever: ["ask for ever"],
      wrong: ["offer {count} things"],
      twice: ["ask two things"],
    },
    say: {
      sure: ["Really, {thing}?"],
      which: ["Which one: {names}?", "Which of them?"],
      what: ["What is it?"],
    },
  },
};
