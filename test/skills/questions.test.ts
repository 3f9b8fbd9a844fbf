/** The suite of questions on the skills that ask back, and on skills that do it wrong. */
import { type Bus, defineSkill, type Questions, type SkillContext } from "hearsay";
import { describe, it } from "vitest";
import alarmDe from "../../skills/alarm/de.json" with { type: "json" };
import alarmEn from "../../skills/alarm/en.json" with { type: "json" };
import alarm from "../../skills/alarm/index.ts";
import devicesDe from "../../skills/devices/de.json" with { type: "json" };
import devicesEn from "../../skills/devices/en.json" with { type: "json" };
import devices from "../../skills/devices/index.ts";
import listDe from "../../skills/list/de.json" with { type: "json" };
import listEn from "../../skills/list/en.json" with { type: "json" };
import list from "../../skills/list/index.ts";
import timerDe from "../../skills/timer/de.json" with { type: "json" };
import timerEn from "../../skills/timer/en.json" with { type: "json" };
import timer from "../../skills/timer/index.ts";
import { type AskingSubject, questionChecks } from "../conformance/questions.ts";
import { describeSuite, expectBroken } from "../conformance/suite.ts";

const lamp = (id: string, area: string) => ({
  id,
  name: "reading lamp",
  kind: "light",
  abilities: ["onoff"],
  exposed: true,
  area,
});
const twoLamps = async (bus: Bus): Promise<AsyncDisposable> => {
  const areas = ["attic", "cellar"].map((id) => ({ id, name: id }));
  const devices = [lamp("a", "attic"), lamp("c", "cellar")];
  await bus.publish("devices/listed", { source: "test" }, { areas, floors: [], devices, bootId: "b" });
  await bus.answer("device/command", {}, ({ body: { device = "" } }) => ({ changed: [device] }));
  return { [Symbol.asyncDispose]: () => bus.clear("devices/listed", { source: "test" }) };
};

const asking: readonly AskingSubject[] = [
  {
    skill: timer,
    words: { en: timerEn, de: timerDe },
    asks: [
      {
        before: ["set a timer for five minutes", "set a timer for ten minutes"],
        sentence: "cancel the timer",
        answers: ["the ten minute one"],
      },
      {
        language: "de",
        before: ["stell einen Timer auf fünf Minuten", "stell einen Timer auf zehn Minuten"],
        sentence: "lösch den Timer",
        answers: ["den ersten"],
      },
    ],
  },
  {
    skill: alarm,
    words: { en: alarmEn, de: alarmDe },
    asks: [
      {
        before: ["set an alarm for seven", "set an alarm for eight"],
        sentence: "cancel the alarm",
        answers: ["the second one"],
      },
    ],
  },
  {
    skill: list,
    words: { en: listEn, de: listDe },
    asks: [
      {
        before: ["add milk to the shopping list", "create a camping list", "add milk to the camping list"],
        sentence: "strike milk",
        answers: ["the camping list"],
      },
      {
        language: "de",
        before: [
          "setz Milch auf die Einkaufsliste",
          "erstelle eine Packliste",
          "setz Milch auf die Packliste",
        ],
        sentence: "streich Milch",
        answers: ["die Packliste"],
      },
    ],
  },
  {
    skill: devices,
    words: { en: devicesEn, de: devicesDe },
    plugins: [twoLamps],
    asks: [
      { sentence: "turn on the reading lamp", answers: ["the cellar"] },
      { sentence: "turn on the lights", answers: ["in the attic"] },
      { language: "de", sentence: "mach die Lichter an", answers: ["im attic"] },
    ],
  },
];

for (const subject of asking)
  describeSuite(subject.skill.name, () => subject, questionChecks, { limit: 60_000 });

type Ask = (context: Questions & Pick<SkillContext, "sayText" | "send">) => Promise<unknown>;

const kinds = [
  { id: "green", names: ["green tea"] },
  { id: "black", names: ["black tea"] },
];
const subjectOf = (run: Ask, answers: readonly string[] = ["the green one"]): AskingSubject => ({
  skill: defineSkill({
    name: "tea",
    about: "Makes tea.",
    intents: { make: { about: "Makes tea.", slots: {}, run: async (context) => void (await run(context)) } },
  }),
  words: {
    en: {
      hear: { make: ["make tea"] },
      say: { which: ["Which: {names}?"], sure: ["Sure?"], dumb: ["Which?"] },
    },
  },
  asks: [{ sentence: "make tea", answers }],
});

const works = subjectOf(async ({ askChoice, sayText }) => {
  const kind = await askChoice("which", kinds);
  if (kind !== undefined) await sayText(kind);
});
describeSuite("a skill that asks as it should", () => works, questionChecks);

describe("a skill fails that", () => {
  const [done, silent, gone, never, again, named, bounded] = questionChecks.map(({ name }) => name);
  it.each<[string, Ask, readonly (string | undefined)[]]>([
    ["is silent after an answer", async ({ askChoice }) => askChoice("which", kinds), [done]],
    [
      "says something where there is no answer",
      async ({ askChoice, sayText }) => sayText((await askChoice("which", kinds)) ?? "Then not."),
      [silent, gone, never, again],
    ],
    [
      "does something where there is no answer",
      async ({ askChoice, send }) => {
        await askChoice("which", kinds);
        await send("alarm/stop", { site: "hall" }, {});
      },
      [silent, gone, never, again],
    ],
    [
      "has choices that cannot be told apart",
      async ({ askChoice, sayText }) => {
        const alike = kinds.map(({ id }) => ({ id, names: ["tea"] }));
        const kind = await askChoice("which", alike);
        if (kind !== undefined) await sayText(kind);
      },
      [done, named],
    ],
    [
      "does not say what there is to choose from",
      async ({ askChoice, sayText }) => {
        const kind = await askChoice("dumb", kinds);
        if (kind !== undefined) await sayText(kind);
      },
      [named],
    ],
    [
      "asks two things at once",
      async ({ askChoice, sayText }) => {
        await Promise.all([askChoice("which", kinds), askChoice("which", kinds)]);
        await sayText("Done.");
      },
      [bounded],
    ],
    [
      "asks for ever",
      async ({ askChoice }) => {
        while ((await askChoice("which", kinds)) !== undefined);
      },
      [done, bounded],
    ],
  ])("%s", async (_, run, names) => {
    await expectBroken(() => subjectOf(run), questionChecks, names.map(String), 30_000);
  });
});
