/** The timer skill: what is set, changed and said, and what is said when it rings; in English and German. */
import type { Messages } from "hearsay";
import { describe, expect, it } from "vitest";
import virtualHome from "../../plugins/virtual-home/index.ts";
import de from "../../skills/timer/de.json" with { type: "json" };
import en from "../../skills/timer/en.json" with { type: "json" };
import timer from "../../skills/timer/index.ts";
import { hostFor } from "../kit/host.ts";
import { type HouseOptions, houseFor, type TestHouse } from "../kit/house-for.ts";
import { minute, talk } from "./talk.ts";

const open = (options: HouseOptions = {}): Promise<TestHouse> =>
  houseFor(timer, { en, de }, { plugins: [(bus) => hostFor(virtualHome, {}, { bus })], ...options });

const two = ["set a timer for 5 minutes", "set a tea timer for 3 minutes"];
const twoSet = ["Timer set for 5 minutes.", "Tea timer set for 3 minutes."];
const both = "the tea timer and the timer for 5 minutes";

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
      [...two, "timer status"],
      [
        ...twoSet,
        "You have 2 timers.",
        "3 minutes left on the tea timer.",
        "5 minutes left on the timer for 5 minutes.",
      ],
    ],
    [
      "which one",
      [...two, "cancel the timer", "cancel the tea timer", "cancel the timer"],
      [
        ...twoSet,
        `You have 2 timers: ${both}. Which one do you mean?`,
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
      "by order",
      ["set a timer for 5 minutes", "set a timer for 3 minutes", "cancel the second timer", "timer status"],
      ["Timer set for 5 minutes.", "3 minutes, starting now.", "Timer cancelled.", "5 minutes left."],
    ],
    [
      "two of one length",
      ["set a timer for 5 minutes", "+1", "set a timer for 5 minutes", "cancel the timer"],
      [
        "Timer set for 5 minutes.",
        "5 minutes, starting now.",
        "You have 2 timers: the timer with 4 minutes left and the timer with 5 minutes left. Which one do you mean?",
      ],
    ],
    [
      "how long two of one length have",
      ["set a timer for 12 minutes", "+1", "set a timer for 12 minutes", "which timers are running"],
      [
        "Timer set for 12 minutes.",
        "12 minutes, starting now.",
        "You have 2 timers: 11 minutes and 12 minutes left.",
      ],
    ],
    [
      "two of one length, one of them paused, beside one with a name",
      [
        "set a timer for 12 minutes",
        "+1",
        "set a timer for 12 minutes",
        "set a tea timer for 3 minutes",
        "pause the second timer",
        "which timers are running",
      ],
      [
        "Timer set for 12 minutes.",
        "12 minutes, starting now.",
        "Tea timer set for 3 minutes.",
        "I paused the timer with 12 minutes left.",
        "You have 3 timers.",
        "3 minutes left on the tea timer.",
        "One has 11 minutes left.",
        "One is paused with 12 minutes left.",
      ],
    ],
    [
      "an answer to the question",
      [
        ...two,
        "add one minute to the timer",
        "the tea timer",
        "cancel the timer",
        "the one for five minutes",
        "the tea timer",
      ],
      [
        ...twoSet,
        `You have 2 timers: ${both}. Which one do you mean?`,
        "Okay, 4 minutes left on the tea timer.",
        `You have 2 timers: ${both}. Which one do you mean?`,
        "Timer cancelled.",
        "4 minutes left on the tea timer.",
      ],
    ],
    [
      "all",
      [...two, "cancel all timers", "cancel all timers", "+9"],
      [...twoSet, "All 2 timers cancelled.", "No timer is running."],
    ],
    ["none", ["timer status", "cancel the timer"], ["No timer is running.", "There is no timer."]],
    [
      "a wrong name",
      [...two, "cancel the pasta timer", "cancel the ten minute timer", "cancel the third timer"],
      [
        ...twoSet,
        `There is no pasta timer, only ${both}.`,
        `There is no timer for 10 minutes, only ${both}.`,
        `There is no such timer, only ${both}.`,
      ],
    ],
    [
      "more and less time",
      ["set a tea timer for 3 minutes", "add five minutes to the tea timer", "take a minute off", "+6", "+1"],
      [
        "Tea timer set for 3 minutes.",
        "Okay, 8 minutes left on the tea timer.",
        "Okay, 7 minutes left on the tea timer.",
        "Your tea timer is done.",
      ],
    ],
    [
      "too much taken off",
      ["set a timer for 3 minutes", "take five minutes off the timer", "+3"],
      [
        "Timer set for 3 minutes.",
        "There is only 3 minutes left; I left it as it is.",
        "Your timer is done. 3 minutes are over.",
      ],
    ],
    [
      "pause and resume",
      [
        "set a tea timer for 3 minutes",
        "+1",
        "pause the timer",
        "pause the timer",
        "+60",
        "timer status",
        "resume the timer",
        "+1",
        "+1",
      ],
      [
        "Tea timer set for 3 minutes.",
        "I paused the tea timer with 2 minutes left.",
        "I had paused the tea timer already, with 2 minutes left.",
        "The tea timer is paused with 2 minutes left.",
        "I let the tea timer run on: 2 minutes left.",
        "Your tea timer is done.",
      ],
    ],
    [
      "again",
      ["set a timer for 3 minutes", "+2", "restart the timer", "+2", "+1"],
      [
        "Timer set for 3 minutes.",
        "Again from the start: 3 minutes.",
        "Your timer is done. 3 minutes are over.",
      ],
    ],
    [
      "rooms",
      [
        "set a timer for 3 minutes",
        "cancel the kitchen timer",
        "how long on the timer in the bedroom",
        "set a timer for 4 minutes in the bedroom",
      ],
      [
        "Timer set for 3 minutes.",
        "Timer cancelled.",
        "No timer is running.",
        "There is no speaker in the bedroom that a timer could ring on.",
      ],
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
      "Stell einen Timer auf zehn Minuten",
      "Stopp den Timer",
      "Halt den Nudeltimer an",
      "Lass den Nudeltimer weiterlaufen",
      "+5",
    ];
    expect(await talk(house, script)).toEqual([
      "Nudel-Timer läuft: 8 Minuten.",
      "Noch 5 Minuten für den Nudel-Timer.",
      "Timer läuft: 10 Minuten.",
      "Es laufen 2 Timer: der Nudel-Timer und der Timer über 10 Minuten. Welchen meinst du?",
      "Angehalten: der Nudel-Timer. Noch 5 Minuten.",
      "Der Nudel-Timer läuft weiter: noch 5 Minuten.",
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

it("stays paused through a restart", async () => {
  await using house = await open();
  await talk(house, ["set a pasta timer for eight minutes", "+3", "pause the timer"]);
  expect(await house.restart(20 * minute)).toEqual([]);
  expect(await talk(house, ["resume the timer", "+5"])).toEqual([
    "I let the pasta timer run on: 5 minutes left.",
    "Your pasta timer is done.",
  ]);
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

it("tells two of one length in German", async () => {
  await using house = await open({ language: "de" });
  const set = "stell einen Timer auf zwölf Minuten";
  const said = await talk(house, [set, "+1", set, "welche Timer laufen", "halte den zweiten Timer an"]);
  expect(said.slice(2)).toEqual([
    "Es laufen 2 Timer: noch 11 Minuten und 12 Minuten.",
    "Ich habe den Timer mit noch 12 Minuten angehalten.",
  ]);
});
