/** The alarm skill: what is understood, when it rings, and what is said, in English and German. */
import { describe, expect, it } from "vitest";
import de from "../../skills/alarm/de.json" with { type: "json" };
import en from "../../skills/alarm/en.json" with { type: "json" };
import alarm from "../../skills/alarm/index.ts";
import { type HouseOptions, houseFor, type TestHouse } from "../kit/house-for.ts";
import { minute, talk } from "./talk.ts";

const open = (options: HouseOptions = {}): Promise<TestHouse> => houseFor(alarm, { en, de }, options);
const seven = { hour: 7, minute: 0, open: true };
const weekdays = { unit: "week", every: 1, days: [1, 2, 3, 4, 5] };

const understood: Readonly<Record<string, readonly (readonly [string, string | null, object])[]>> = {
  en: [
    ["wake me up at seven", "set", { time: seven }],
    ["wake me at half past six tomorrow", "set", { days: 1, time: { hour: 6, minute: 30 } }],
    ["set an alarm for 7:30", "set", { time: { hour: 7, minute: 30 } }],
    ["set an alarm for seven", "set", { time: seven }],
    ["set an alarm for tomorrow at seven", "set", { days: 1, time: seven }],
    ["set a 7 am alarm", "set", { time: { hour: 7, minute: 0 } }],
    [
      "wake me on the last friday in november at seven",
      "set",
      { weekday: 5, nth: -1, month: 11, time: seven },
    ],
    ["wake me in twenty minutes", "set", { after: 20 * minute }],
    ["wake me every weekday at seven", "set", { repeat: weekdays, time: seven }],
    ["set an alarm for seven on weekends", "set", { repeat: { days: [6, 7] }, time: seven }],
    ["set a school alarm for half past seven", "set", { name: "school", time: { hour: 7, minute: 30 } }],
    ["set a weekday alarm for 7", "set", { repeat: weekdays, time: seven }],
    ["push my alarm back by ten minutes", "later", { later: 10 * minute }],
    ["set an alarm", "incomplete", {}],
    ["what alarms are set", "list", {}],
    ["when is my next alarm", "next", { order: "next" }],
    ["turn off the alarm", "cancel", {}],
    ["cancel the seven o'clock alarm", "cancel", { time: seven }],
    ["cancel my alarm for tomorrow", "cancel", { days: 1 }],
    ["cancel tomorrow's alarm", "cancel", { days: 1 }],
    ["cancel all alarms", "clear", {}],
    ["do not wake me tomorrow", "skip", { days: 1 }],
    ["skip tomorrow's alarm", "skip", { days: 1 }],
    ["move my seven o'clock alarm to eight", "move", { time: seven, to: { hour: 8, minute: 0, open: true } }],
    ["change my alarm to 6:30 am", "move", { to: { hour: 6, minute: 30 } }],
    ["move my alarm half an hour later", "later", { later: 30 * minute }],
    ["snooze", "snooze", {}],
    ["snooze for five minutes", "snooze", { duration: 5 * minute }],
    ["ten more minutes", "snooze", { minutes: 10 }],
    ["ring the bell", null, {}],
  ],
  de: [
    ["Weck mich am ersten Montag im Mai um sieben", "set", { weekday: 1, nth: 1, month: 5, time: seven }],
    ["Weck mich um sieben", "set", { time: seven }],
    ["Weck mich morgen um halb sieben", "set", { days: 1, time: { hour: 6, minute: 30 } }],
    ["Stell den Wecker auf sieben", "set", { time: seven }],
    ["Stell einen Wecker auf morgen um sieben", "set", { days: 1, time: seven }],
    ["Stell den Wecker morgen auf halb sieben", "set", { days: 1, time: { hour: 6, minute: 30 } }],
    ["Weck mich jeden Werktag um sieben", "set", { repeat: weekdays, time: seven }],
    ["Weck mich in zwanzig Minuten", "set", { after: 20 * minute }],
    ["Stell einen Wecker", "incomplete", {}],
    ["Wann klingelt mein Wecker?", "next", {}],
    ["Welche Wecker sind gestellt?", "list", {}],
    ["Mach den Wecker aus", "cancel", {}],
    ["Lösch den Wecker für morgen", "cancel", { days: 1 }],
    ["Lösch den Wecker um sieben", "cancel", {}],
    ["Alle Wecker löschen", "clear", {}],
    ["Weck mich morgen nicht", "skip", { days: 1 }],
    ["Verschieb den Wecker von sieben auf acht", "move", { time: seven }],
    ["Stell den Wecker eine halbe Stunde später", "later", { later: 30 * minute }],
    ["Schlummern", "snooze", {}],
    ["Noch zehn Minuten", "snooze", { duration: 10 * minute }],
  ],
};

/** A moment may be said in one slot or in two. */
const flat = ({ moment, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, ...(moment ?? {}) });

describe.each(Object.entries(understood))("what is understood in %s", (language, sentences) => {
  it("takes every sentence as it is meant", async () => {
    await using house = await open({ language });
    for (const [sentence, intent, slots] of sentences) {
      const { intent: found, slots: filled } = await house.hear(sentence);
      expect({ intent: found, slots: flat(filled) }, sentence).toMatchObject({ intent, slots });
    }
  });
});

/** Noon of Friday, 20 November 2026; `+60` is an hour. */
it.each<[string, string[], string[]]>([
  [
    "one of today",
    ["wake me at 12:30", "what alarms are set", "+30", "stop the alarm", "+60"],
    [
      "Alarm set at 12:30 PM.",
      "You have one alarm: the one at 12:30 PM.",
      "It's 12:30 PM. This is your alarm.",
      "Alarm off.",
    ],
  ],
  [
    "one of tomorrow",
    ["wake me at seven", "cancel the alarm", "cancel the alarm"],
    ["Alarm set tomorrow at 7 AM.", "Alarm cancelled: the one tomorrow at 7 AM.", "No alarm is set."],
  ],
  [
    "one that recurs",
    ["wake me every weekday at seven", "when is my next alarm", "cancel monday's alarm", "list my alarms"],
    [
      "Alarm set every weekday at 7 AM, first on Monday at 7 AM.",
      "Your next alarm rings on Monday at 7 AM.",
      "I leave it out on Monday at 7 AM. It rings again on Tuesday at 7 AM.",
      "You have one alarm: the one every weekday at 7 AM.",
    ],
  ],
  [
    "tomorrow's only",
    ["wake me every day at seven", "cancel tomorrow's alarm", "+1440", "when is my next alarm"],
    [
      "Alarm set every day at 7 AM, first tomorrow at 7 AM.",
      "I leave it out tomorrow at 7 AM. It rings again the day after tomorrow at 7 AM.",
      "Your next alarm rings tomorrow at 7 AM.",
    ],
  ],
  [
    "several",
    [
      "wake me at seven",
      "wake me at eight",
      "cancel the alarm",
      "cancel the eight o'clock alarm",
      "list my alarms",
    ],
    [
      "Alarm set tomorrow at 7 AM.",
      "Okay, I'll wake you tomorrow at 8 AM.",
      "You have 2 alarms: the one tomorrow at 7 AM and the one tomorrow at 8 AM. Say the time of the one you mean as well.",
      "Alarm cancelled: the one tomorrow at 8 AM.",
      "You have one alarm: the one tomorrow at 7 AM.",
    ],
  ],
  [
    "moved",
    [
      "wake me at seven",
      "move my seven o'clock alarm to eight",
      "move my alarm half an hour earlier",
      "move my alarm to monday",
    ],
    [
      "Alarm set tomorrow at 7 AM.",
      "Alarm moved: it rings tomorrow at 8 AM.",
      "Alarm moved: it rings tomorrow at 7:30 AM.",
      "Alarm moved: it rings on Monday at 7:30 AM.",
    ],
  ],
  [
    "moved for good",
    ["wake me every day at seven", "move my alarm to half past six", "list my alarms"],
    [
      "Alarm set every day at 7 AM, first tomorrow at 7 AM.",
      "Alarm moved: it rings every day at 6:30 AM.",
      "You have one alarm: the one every day at 6:30 AM.",
    ],
  ],
  [
    "no time",
    ["set an alarm", "wake me tomorrow", "wake me today at 8 am"],
    [
      "For what time? Say, for example: wake me at seven.",
      "For what time? Say, for example: wake me at seven.",
      "That time is over already.",
    ],
  ],
  [
    "none",
    ["snooze", "cancel the alarm", "list my alarms"],
    ["No alarm is set.", "No alarm is set.", "No alarm is set."],
  ],
  [
    "snoozed after it rang",
    ["wake me at 12:30", "+30", "+1", "snooze", "+9", "+1"],
    [
      "Alarm set at 12:30 PM.",
      "It's 12:30 PM. This is your alarm.",
      "It's 12:31 PM. This is your alarm.",
      "I'll ring again in 10 minutes.",
      "It's 12:41 PM. This is your alarm.",
    ],
  ],
])("says of %s", async (_name, script, said) => {
  await using house = await open();
  expect(await talk(house, script)).toEqual(said);
});

it("speaks German", async () => {
  await using house = await open({ language: "de" });
  const script = [
    "Weck mich jeden Werktag um sieben",
    "Weck mich morgen um acht",
    "Welche Wecker sind gestellt?",
    "Lösch den Wecker für morgen",
    "Verschieb den Wecker von sieben auf halb acht",
    "Wann klingelt mein Wecker?",
  ];
  expect(await talk(house, script)).toEqual([
    "Wecker gestellt: an jedem Werktag um 7 Uhr, zuerst am Montag um 7 Uhr.",
    "Wecker gestellt: morgen um 8 Uhr.",
    "Es sind 2 Wecker gestellt: der morgen um 8 Uhr und der an jedem Werktag um 7 Uhr.",
    "Wecker gelöscht: der morgen um 8 Uhr.",
    "Wecker verschoben: Er klingelt an jedem Werktag um 7 Uhr 30.",
    "Dein nächster Wecker klingelt am Montag um 7 Uhr 30.",
  ]);
});

it("sets by the house's clock", async () => {
  await using house = await open({ timeZone: "America/New_York" });
  const { sent } = await house.hear("wake me at seven");
  expect(sent).toMatchObject([{ kind: "alarm/set", body: { at: Date.UTC(2026, 10, 21, 12) } }]);
});

it("says how late it is when the hub was off, and once for all that recurred", async () => {
  await using house = await open();
  await house.hear("wake me every day at seven");
  expect(await house.restart(3 * 1440 * minute)).toEqual([
    "It's 12 PM. This is your alarm.",
    "It should have rung on Saturday, November 21 at 7 AM; I was off.",
  ]);
  expect((await house.hear("when is my next alarm")).said).toEqual([
    "Your next alarm rings tomorrow at 7 AM.",
  ]);
});
