/** Every skill that comes with the house meets the suite, and the suite catches a skill that does not. */
import type { Bus, Skill, SkillWords } from "hearsay";
import { defineSkill } from "hearsay";
import { describe, it } from "vitest";
import virtualHome from "../../plugins/virtual-home/index.ts";
import { type SkillSubject, skillChecks } from "../conformance/skill.ts";
import { describeSuite, expectBroken } from "../conformance/suite.ts";
import { hostFor } from "../kit/host.ts";
import { shippedSkills } from "./words.ts";

const shipped = await shippedSkills();
const home = (bus: Bus): Promise<AsyncDisposable> => hostFor(virtualHome, {}, { bus });

/** No test asks the internet: services are where nobody listens. */
const nowhere = "http://127.0.0.1:9/";
const optionsOf: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  weather: { place: "Vienna", forecastUrl: nowhere, geocodingUrl: nowhere },
  news: { feeds: [{ name: "Nobody", url: nowhere }] },
};

for (const { name, skill, words } of shipped) {
  const others = shipped.filter((other) => other.name !== name);
  const subject: SkillSubject = { skill, words, others, plugins: [home], options: optionsOf[name] ?? {} };
  describeSuite(name, () => subject, skillChecks, { limit: 60_000 });
}

/** Answers late, hangs, throws, and sets what never rings. */
const broken: Skill = defineSkill({
  name: "broken",
  about: "Does everything wrong.",
  deadline: 300,
  intents: {
    hang: { about: "Never ends.", slots: {}, run: () => new Promise<void>(() => {}) },
    late: {
      about: "Speaks after its end.",
      slots: {},
      async run(context) {
        setTimeout(() => context.sayText("too late").catch(() => {}), 10);
      },
    },
    mute: { about: "Sets an alarm without a handler.", slots: {}, run: (context) => setSilent(context) },
  },
});
async function setSilent({
  setAlarm,
}: {
  setAlarm: (alarm: { name: string; kind: "timer"; after: number }) => unknown;
}) {
  await setAlarm({ name: "", kind: "timer", after: 1000 });
}
const words: Readonly<Record<string, SkillWords>> = {
  en: {
    hear: { hang: ["hang (up|on"], late: ["be late"], mute: ["be mute"], gone: ["gone"] },
    say: { fine: ["Fine, {name}."], missing: ["Missing."] },
    examples: ["be late", "what time is it", "be mute"],
  },
  de: {
    hear: { late: ["sei spät"] },
    say: { fine: ["Gut, {other}."] },
    examples: ["häng dich auf", "sei spät"],
  },
};
const sound: typeof words = {
  en: { ...words.en, hear: { hang: ["hang"], late: ["be late"], mute: ["be mute"] }, say: {} },
  de: { hear: { hang: ["häng"], late: ["sei spät"] }, say: {}, examples: ["sei spät"] },
};

describe("the suite", () => {
  const subject = (its: typeof words, examples: readonly string[]): SkillSubject => ({
    skill: broken,
    words: { ...its, en: { hear: {}, say: {}, ...its.en, examples } },
    others: shipped.filter(({ name }) => name === "clock"),
  });
  const fails = (its: typeof words, examples: readonly string[], names: readonly string[]): Promise<void> =>
    expectBroken(() => subject(its, examples), skillChecks, names, 30_000);

  it("catches words that do not fit", () =>
    fails(
      words,
      ["be late"],
      [
        "its language files fit it",
        "it is complete in English and German",
        "its phrases take the same values in both languages, and can be said",
      ],
    ));
  it("catches an example of another skill", () =>
    fails(sound, ["what time is it"], ["every example is its own, also beside other skills"]));
  it("catches one that hangs", () => fails(sound, ["hang"], ["every example is done in time, and answered"]));
  it("catches one that is silent", () =>
    fails(
      sound,
      ["be late"],
      ["every example is done in time, and answered", "it is honest in a house where there is nothing"],
    ));
  it("catches one that speaks after its end", () =>
    fails(sound, ["be late"], ["it says nothing after its end"]));
  it("catches one that sets what cannot ring", () =>
    fails(sound, ["be mute"], ["what it sets rings after a restart, and once"]));
});
