/** What every skill that comes with the house must do, whatever it is about. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Skill, SkillWords } from "hearsay";
import { expect } from "vitest";
import { checkWords } from "../../core/language/check.ts";
import { parsePhrase, renderPhrase } from "../../core/language/phrases.ts";
import { type HouseOptions, houseFor, type TestHouse } from "../kit/house-for.ts";
import { languageFor } from "../kit/language-for.ts";
import type { Check } from "./suite.ts";

export interface SkillSubject {
  readonly skill: Skill;
  readonly words: Readonly<Record<string, SkillWords>>;
  /** Skills that are there as well, and may not take its sentences. */
  readonly others: NonNullable<HouseOptions["others"]>;
  readonly options?: HouseOptions["options"];
  /** What it needs in the house to do its work. */
  readonly plugins?: HouseOptions["plugins"];
}

const spoken = ["en", "de"] as const;
const dayMs = 86_400_000;

const open = (
  { skill, words, plugins, options: its }: SkillSubject,
  options: HouseOptions,
): Promise<TestHouse> =>
  houseFor(skill, words, {
    lastReply: "It is noon.",
    ...(plugins ? { plugins } : {}),
    ...(its ? { options: its } : {}),
    ...options,
  });

/** Every example in every language, each in a fresh house. */
async function eachExample(
  subject: SkillSubject,
  demand: (house: TestHouse, example: string) => Promise<void>,
  options: HouseOptions = {},
): Promise<void> {
  for (const language of spoken) {
    const examples = subject.words[language]?.examples ?? [];
    expect(examples, `examples in ${language}`).not.toEqual([]);
    for (const example of examples) {
      await using house = await open(subject, { language, ...options });
      await demand(house, example);
    }
  }
}

const keys = (part: object | undefined): string[] => Object.keys(part ?? {}).sort();
/** The places of a phrase, such as `name` and `left:duration`. */
const placesOf = (forms: readonly string[]): readonly { name: string; format: string | undefined }[] =>
  forms.flatMap((form) => parsePhrase(form).filter((piece) => typeof piece !== "string"));

const samples: Readonly<Record<string, unknown>> = {
  duration: 90_000,
  time: Date.UTC(2026, 10, 20, 12, 5),
  date: Date.UTC(2026, 10, 20),
  when: { at: Date.UTC(2026, 10, 21, 7), now: Date.UTC(2026, 10, 20, 12) },
  repeat: { unit: "week", every: 1, days: [1, 2, 3, 4, 5], hour: 7, minute: 0, timeZone: "UTC" },
  number: 3,
  percent: 40,
  list: ["one", "two"],
};

const wordChecks: readonly Check<SkillSubject>[] = [
  {
    name: "its language files fit it",
    async check({ skill, words }) {
      for (const [language, file] of Object.entries(words))
        expect(checkWords(file, skill, language)).toEqual([]);
    },
  },
  {
    name: "it is complete in English and German",
    async check({ skill, words }) {
      for (const language of spoken) {
        const file = words[language];
        expect(keys(file?.hear), `intents heard in ${language}`).toEqual(keys(skill.intents));
        expect(keys(file?.say), `phrases in ${language}`).toEqual(keys(words.en?.say));
        for (const [list, values] of Object.entries(file?.lists ?? {})) {
          const other = words.en?.lists?.[list];
          if (other) expect(keys(values), `values of ${list} in ${language}`).toEqual(keys(other));
        }
      }
    },
  },
  {
    name: "its phrases take the same values in both languages, and can be said",
    async check({ words }) {
      for (const [phrase, forms] of Object.entries(words.en?.say ?? {})) {
        const names = (language: string): Set<string> =>
          new Set(placesOf(words[language]?.say[phrase] ?? []).map(({ name }) => name));
        expect(
          [...names("de")].filter((name) => !names("en").has(name)),
          `values only in German: ${phrase}`,
        ).toEqual([]);
        for (const form of forms) {
          const values = placesOf([form]).map(({ name, format }) => [name, samples[format ?? ""] ?? "word"]);
          expect(
            renderPhrase(form, Object.fromEntries(values), { language: "en", timeZone: "UTC" }),
          ).not.toBe("");
        }
      }
    },
  },
];

const lifeChecks: readonly Check<SkillSubject>[] = [
  {
    name: "every example is its own, also beside other skills",
    async check(subject) {
      const { language: understands } = languageFor([subject, ...subject.others]);
      await using house = await open(subject, { understands });
      for (const language of spoken) {
        const examples = subject.words[language]?.examples ?? [];
        const owners = examples.map((example) => house.owner(example, language));
        expect(owners, examples.join(" ")).toEqual(examples.map(() => subject.skill.name));
      }
    },
  },
  {
    name: "every example is done in time, and answered",
    check: (subject) =>
      eachExample(subject, async (house, example) => {
        const { outcome, said, sent, problem } = await house.hear(example);
        expect({ example, outcome, problem }).toEqual({ example, outcome: "done", problem: undefined });
        expect([...said, ...sent], example).not.toEqual([]);
      }),
  },
  {
    name: "it is honest in a house where there is nothing",
    check: (subject) =>
      eachExample(
        { ...subject, plugins: [] },
        async (house, example) => {
          const { outcome, said, intent } = await house.hear(example);
          if (intent !== null)
            expect({ example, outcome, said: said.length > 0 }).toEqual({
              example,
              outcome: "done",
              said: true,
            });
        },
        { state: { speaker: false }, lastReply: "" },
      ),
  },
  {
    name: "it says nothing after its end",
    check: (subject) =>
      eachExample(subject, async (house, example) => {
        await house.hear(example);
        await sleep(30);
        expect(house.served.refused(), example).toBe(0);
      }),
  },
  {
    name: "what it sets rings after a restart, and once",
    check: (subject) =>
      eachExample(subject, async (house, example) => {
        const { sent } = await house.hear(example);
        const set = sent.filter(({ kind }) => kind === "alarm/set").length;
        expect(await house.restart(), example).toEqual([]);
        const rung = await house.advance(2 * dayMs);
        expect(rung.length >= set, `${example}: ${rung.join(" ")}`).toBe(true);
        if (set === 0) expect(rung).toEqual([]);
        const recurs = sent.some(({ body }) => "repeat" in body);
        if (!recurs) expect(await house.advance(2 * dayMs)).toEqual([]);
      }),
  },
];

export const skillChecks: readonly Check<SkillSubject>[] = [...wordChecks, ...lifeChecks];
