/** What every skill that asks back must do, whatever it asks: with an answer, without one, with "never mind", and in bounds. */
import { expect } from "vitest";
import { readChoice } from "../../core/dialog/questions/choice.ts";
import type { Asked } from "../kit/asked.ts";
import { houseFor, type TestHouse } from "../kit/house-for.ts";
import type { SkillSubject } from "./skill.ts";
import type { Check } from "./suite.ts";

/** Words that lead to a question, and the answers to it and to those that follow. */
export interface Asking {
  readonly language?: "en" | "de";
  /** Said before, so that there is something to ask about. */
  readonly before?: readonly string[];
  readonly sentence: string;
  readonly answers: readonly string[];
}

export interface AskingSubject extends Pick<SkillSubject, "skill" | "words" | "options" | "plugins"> {
  readonly asks: readonly Asking[];
}

const never = { en: "never mind", de: "vergiss es" } as const;
/** Of no language, so that it answers nothing and commands nothing. */
const babble = "zwrk qmpf";
/** As many questions as a turn may have, and one that is refused. */
const most = 9;

async function each(
  subject: AskingSubject,
  demand: (house: TestHouse, asking: Asking) => Promise<void>,
): Promise<void> {
  const { skill, words, plugins, options } = subject;
  expect(subject.asks, "what leads to a question").not.toEqual([]);
  for (const asking of subject.asks) {
    const { language = "en", before = [], sentence } = asking;
    const more = { ...(plugins ? { plugins } : {}), ...(options ? { options } : {}) };
    await using house = await houseFor(skill, words, { language, site: "hall", ...more });
    for (const one of before) await house.hear(one);
    expect(await house.say(sentence), sentence).toMatchObject({ outcome: "asked" });
    await demand(house, asking);
  }
}

const nothing = { outcome: "done", said: [], sent: [] };
const asked = (house: TestHouse): Asked => {
  const question = house.asked();
  if (!question) throw new Error("No question waits.");
  return question;
};

export const questionChecks: readonly Check<AskingSubject>[] = [
  {
    name: "it does what was answered, and says so",
    check: (subject) =>
      each(subject, async (house, { sentence, answers }) => {
        let last: Awaited<ReturnType<TestHouse["say"]>> | undefined;
        for (const answer of answers) last = await house.say(answer);
        expect({ sentence, outcome: last?.outcome }).toEqual({ sentence, outcome: "done" });
        expect(last?.said, sentence).not.toEqual([]);
      }),
  },
  {
    name: "without an answer it ends without a word, and does nothing",
    check: (subject) =>
      each(subject, async (house, { sentence }) => {
        expect(await house.silence(), sentence).toMatchObject(nothing);
      }),
  },
  {
    name: "it ends the same way where nobody is there any more",
    check: (subject) =>
      each(subject, async (house, { sentence }) => {
        expect(await house.silence("gone"), sentence).toMatchObject(nothing);
      }),
  },
  {
    name: "never mind ends it, and nothing is done",
    check: (subject) =>
      each(subject, async (house, { sentence, language = "en" }) => {
        expect(await house.say(never[language]), sentence).toMatchObject(nothing);
      }),
  },
  {
    name: "it asks again after what is no answer to a choice or a yes, and gives up in the end",
    check: (subject) =>
      each(subject, async (house, { sentence }) => {
        const { kind, reprompts } = asked(house);
        if (kind === "words") return;
        for (let left = reprompts; left > 0; left--) {
          expect((await house.say(babble)).outcome, sentence).toBe("asked");
          expect(asked(house).text, sentence).not.toBe("");
        }
        expect(await house.say(babble), sentence).toMatchObject(nothing);
      }),
  },
  {
    name: "each of its choices is found by its own names, and is named in the question",
    check: (subject) =>
      each(subject, async (house, { sentence, language = "en" }) => {
        const { choices = [], text } = asked(house);
        for (const { id, names } of choices) {
          expect(readChoice(names[0] ?? "", choices, language)?.id, `${sentence}: ${names[0]}`).toBe(id);
          const isNamed = names.some((name) => text.toLowerCase().includes(name.toLowerCase()));
          expect({ text, names, isNamed }).toEqual({ text, names, isNamed: true });
        }
      }),
  },
  {
    name: "it asks one question at a time, and an end is in sight",
    check: (subject) =>
      each(subject, async (house, { sentence, answers }) => {
        let said: Awaited<ReturnType<TestHouse["say"]>> | undefined;
        for (let count = 0; count < most && house.asked(); count++) {
          said = await house.say(answers[count] ?? answers.at(-1) ?? babble);
        }
        expect({ sentence, outcome: said?.outcome, problem: said?.problem }).toEqual({
          sentence,
          outcome: "done",
          problem: undefined,
        });
      }),
  },
];
