/** The timer skill: what is understood, what is set, what is said when it rings; in English and German. */
import type { Messages } from "hearsay";
import { describe, expect, it } from "vitest";
import de from "../../skills/timer/de.json" with { type: "json" };
import en from "../../skills/timer/en.json" with { type: "json" };
import timer from "../../skills/timer/index.ts";
import { type HouseOptions, houseFor, type TestHouse } from "../kit/house-for.ts";

const minute = 60_000;
const open = (options: HouseOptions = {}): Promise<TestHouse> => houseFor(timer, { en, de }, options);

/** Says one sentence after the other; `+5` lets five minutes pass. Resolves with all that was said, in order. */
async function talk(house: TestHouse, script: readonly string[]): Promise<string[]> {
  const said: string[] = [];
  for (const line of script) {
    said.push(
      ...(/^\+/.test(line) ? await house.advance(Number(line) * minute) : (await house.hear(line)).said),
    );
  }
  return said;
}

describe("what is understood", () => {
  it.each([
    ["set a timer for ten minutes", "set", { duration: 10 * minute }],
    ["set a timer for thirty seconds", "set", { duration: 30_000 }],
    ["timer 5 minutes", "set", { duration: 5 * minute }],
    ["set a ten minute timer", "set", { duration: 10 * minute }],
    ["start a pasta timer for eight minutes", "set", { name: "pasta", duration: 8 * minute }],
    ["set a timer for an hour and a half called roast", "set", { name: "roast", duration: 90 * minute }],
    ["set a timer", "incomplete", { kind: "timer" }],
    ["timer status", "status", {}],
    ["how much time is left on the pasta timer", "status", { name: "pasta" }],
    ["how long is left", "status", {}],
    ["cancel the timer", "cancel", { one: "timer" }],
    ["cancel the ten minute timer", "cancel", { duration: 10 * minute }],
    ["stop the pasta timer", "cancel", { name: "pasta", one: "timer" }],
    ["cancel all timers", "clear", { kind: "timer" }],
    ["wake me up at seven", "wake", { time: { hour: 7, minute: 0 } }],
    ["wake me up at half past six tomorrow", "wake", { time: { hour: 6, minute: 30 }, day: "tomorrow" }],
    ["set an alarm for 7:30", "wake", { time: { hour: 7, minute: 30 } }],
    ["wake me in twenty minutes", "wake", { duration: 20 * minute }],
    [
      "remind me in ten minutes to water the plants",
      "remind",
      { duration: 10 * minute, what: "water the plants" },
    ],
    ["remind me to call mum at 5 pm", "remind", { time: { hour: 17, minute: 0 }, what: "call mum" }],
    ["turn off the alarm", "cancel", { one: "alarm" }],
    ["what alarms are set", "list", { kind: "alarm" }],
    ["add five minutes to the pasta timer", "add", { more: 5 * minute, name: "pasta" }],
    ["set the table", null, {}],
  ])("en: %s", async (sentence, intent, slots) => {
    await using house = await open();
    expect(await house.hear(sentence)).toMatchObject({ intent, slots });
  });

  it.each([
    ["Stell einen Timer auf zehn Minuten", "set", { duration: 10 * minute }],
    ["Timer fünf Minuten", "set", { duration: 5 * minute }],
    ["Stell einen Nudel Timer auf acht Minuten", "set", { name: "Nudel", duration: 8 * minute }],
    ["Wie lange läuft der Timer noch?", "status", {}],
    ["Stelle einen Nudeltimer auf acht Minuten", "set", { name: "Nudel", duration: 8 * minute }],
    ["Wie lange läuft der Nudeltimer noch?", "status", { name: "Nudel" }],
    ["Stopp den Geburtstagstimer", "cancel", { name: "Geburtstags", one: "timer" }],
    ["Brich den Nudel Timer ab", "cancel", { name: "Nudel", one: "timer" }],
    ["Stopp den Timer", "cancel", { one: "timer" }],
    ["Alle Timer abbrechen", "clear", { kind: "timer" }],
    ["Weck mich morgen um halb sieben", "wake", { time: { hour: 6, minute: 30 }, day: "tomorrow" }],
    ["Mach den Wecker aus", "cancel", { one: "alarm" }],
    ["Erinnere mich in zwanzig Minuten an die Wäsche", "remind", { duration: 20 * minute, what: "Wäsche" }],
    ["Wann klingelt mein Wecker?", "list", { kind: "alarm" }],
  ])("de: %s", async (sentence, intent, slots) => {
    await using house = await open({ language: "de" });
    expect(await house.hear(sentence)).toMatchObject({ intent, slots });
  });
});

describe("what is said", () => {
  it.each<[string, string[], string[]]>([
    [
      "a timer",
      ["set a timer for ten minutes", "+4", "timer status", "+6"],
      ["Timer set for 10 minutes.", "6 minutes left.", "Your timer is done. 10 minutes are over."],
    ],
    [
      "a named one",
      ["set a pasta timer for eight minutes", "+8"],
      ["Pasta timer set for 8 minutes.", "Your pasta timer is done."],
    ],
    [
      "several",
      ["set a timer for 5 minutes", "set a tea timer for 3 minutes", "timer status"],
      [
        "Timer set for 5 minutes.",
        "Tea timer set for 3 minutes.",
        "You have 2 timers.",
        "3 minutes left on the tea timer.",
        "5 minutes left of 5 minutes.",
      ],
    ],
    [
      "which one",
      [
        "set a timer for 5 minutes",
        "set a tea timer for 3 minutes",
        "cancel the timer",
        "cancel the tea timer",
        "cancel the timer",
      ],
      [
        "Timer set for 5 minutes.",
        "Tea timer set for 3 minutes.",
        "You have 2 timers. Say its name or its length, or say: cancel all timers.",
        "Tea timer cancelled.",
        "Timer cancelled.",
      ],
    ],
    [
      "by length",
      ["set a timer for 5 minutes", "set a timer for 3 minutes", "cancel the five minute timer", "+3", "+9"],
      [
        "Timer set for 5 minutes.",
        "3 minutes, starting now.",
        "Timer cancelled.",
        "Your timer is done. 3 minutes are over.",
      ],
    ],
    [
      "all",
      [
        "set a timer for 5 minutes",
        "set a timer for 3 minutes",
        "cancel all timers",
        "cancel all timers",
        "+9",
      ],
      [
        "Timer set for 5 minutes.",
        "3 minutes, starting now.",
        "All 2 timers cancelled.",
        "No timer is running.",
      ],
    ],
    [
      "none",
      ["timer status", "cancel the timer", "cancel the alarm"],
      ["No timer is running.", "There is no timer.", "No alarm is set."],
    ],
    [
      "a wrong name",
      ["set a tea timer for 3 minutes", "cancel the pasta timer"],
      ["Tea timer set for 3 minutes.", "There is no pasta timer."],
    ],
    [
      "more time",
      ["set a tea timer for 3 minutes", "add five minutes to the tea timer", "+7", "+1"],
      ["Tea timer set for 3 minutes.", "The tea timer is set for 8 minutes.", "Your tea timer is done."],
    ],
    [
      "an alarm",
      ["wake me at 12:30", "what alarms are set", "+30"],
      [
        "Alarm set for 12:30 PM.",
        "Alarm at 12:30 PM on Friday, November 20.",
        "It's 12:30 PM. This is your alarm.",
      ],
    ],
    [
      "an alarm of tomorrow",
      ["wake me at seven", "cancel the alarm"],
      ["Alarm set for 7 AM on Saturday, November 21.", "Alarm cancelled."],
    ],
    [
      "a reminder",
      ["remind me in ten minutes to water the plants", "+10"],
      ["I'll remind you at 12:10 PM.", "Here is your reminder: water the plants."],
    ],
    ["no length", ["set a timer"], ["For how long? Say, for example: set a timer for ten minutes."]],
  ])("of %s", async (_name, script, said) => {
    await using house = await open();
    expect(await talk(house, script)).toEqual(said);
  });

  it("in German", async () => {
    await using house = await open({ language: "de" });
    const script = [
      "Stell einen Nudel Timer auf acht Minuten",
      "+3",
      "Wie lange läuft der Timer noch?",
      "+5",
    ];
    expect(await talk(house, script)).toEqual([
      "Nudel-Timer läuft: 8 Minuten.",
      "Noch 5 Minuten für den Nudel-Timer.",
      "Dein Nudel-Timer ist fertig.",
    ]);
  });
});

it("rings after a restart, once, and says how late it is", async () => {
  await using house = await open();
  await house.hear("set a pasta timer for eight minutes");
  expect(await house.restart(20 * minute)).toEqual([
    "Your pasta timer is done.",
    "That was 12 minutes ago; I was off.",
  ]);
  expect(await house.restart(minute)).toEqual([]);
});

it("sets alarms by the house's clock", async () => {
  await using house = await open({ timeZone: "America/New_York" });
  const { sent } = await house.hear("wake me at seven");
  expect(sent).toMatchObject([{ kind: "alarm/set", body: { at: Date.UTC(2026, 10, 21, 12) } }]);
});

it.each([
  ["a named one", "set a tea timer for 3 minutes", "The tea timer is over."],
  ["one without a name", "set a timer for 3 minutes", "Your timer is over."],
])("does not count what rings unheard: %s", async (_name, sentence, said) => {
  await using house = await open();
  const states: { readonly alarm: string; readonly body: Messages["alarm/changed"] }[] = [];
  await house.bus.on("alarm/changed", {}, ({ where, body }) => void states.push({ ...where, body }));
  await house.hear(sentence);
  const [set] = states;
  if (!set) throw new Error("No alarm was set.");
  const ringing = { ...set.body, at: house.now() - minute, phase: "ringing" } as const;
  await house.bus.publish("alarm/changed", { alarm: set.alarm }, ringing);
  expect((await house.hear("timer status")).said).toEqual([said]);
});
