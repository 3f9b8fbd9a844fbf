/** The reminder skill: what is understood, and that it speaks to the person it reminds, in English and German. */
import { describe, expect, it } from "vitest";
import de from "../../skills/reminder/de.json" with { type: "json" };
import en from "../../skills/reminder/en.json" with { type: "json" };
import reminder from "../../skills/reminder/index.ts";
import { toListener } from "../../skills/reminder/person.ts";
import { type HouseOptions, houseFor, type TestHouse } from "../kit/house-for.ts";
import { minute, talk } from "./talk.ts";

const open = (options: HouseOptions = {}): Promise<TestHouse> => houseFor(reminder, { en, de }, options);

/** Sentence, intent, what it is of. */
const understood: Readonly<Record<string, readonly (readonly [string, string | null, object])[]>> = {
  en: [
    ["remind me to take out the trash tomorrow at eight", "set", { what: "take out the trash", link: "to" }],
    [
      "remind me in ten minutes to check the oven",
      "set",
      { what: "check the oven", moment: { after: 10 * minute } },
    ],
    ["remind me tomorrow to call mum at 5 pm", "set", { what: "call mum", time: { hour: 17, minute: 0 } }],
    [
      "every friday remind me to water the plants",
      "set",
      { what: "water the plants", repeat: { days: [5] } },
    ],
    [
      "remind me every day at nine to take my pills",
      "set",
      { what: "take my pills", repeat: { unit: "day" } },
    ],
    ["remind me about the meeting on monday at ten", "set", { what: "the meeting", link: "about" }],
    [
      "remind me tonight to lock the door",
      "set",
      { what: "lock the door", moment: { days: 0, part: "night" } },
    ],
    [
      "remind me to buy bread and milk on friday",
      "set",
      { what: "buy bread and milk", moment: { weekday: 5 } },
    ],
    ["set a reminder for tomorrow at eight to call the doctor", "set", { what: "call the doctor" }],
    [
      "remind me on the last friday in november to pay the rent",
      "set",
      { what: "pay the rent", moment: { weekday: 5, nth: -1, month: 11 } },
    ],
    [
      "remind me to pay the rent on the first monday of next month",
      "set",
      { what: "pay the rent", moment: { weekday: 1, nth: 1, months: 1 } },
    ],
    ["remind me to call mum", "incomplete", { what: "call mum" }],
    ["set a reminder", "incomplete", {}],
    ["what are my reminders", "list", {}],
    ["what reminders do i have tomorrow", "list", { moment: { days: 1 } }],
    ["delete the reminder to water the plants", "cancel", { what: "water the plants" }],
    ["cancel my next reminder", "cancel", { order: "next" }],
    ["delete all reminders", "clear", {}],
    ["reminds me of home", null, {}],
  ],
  de: [
    ["Erinnere mich morgen um acht an den Müll", "set", { what: "den Müll", link: "about" }],
    [
      "Erinnere mich in zehn Minuten an den Ofen",
      "set",
      { what: "den Ofen", moment: { after: 10 * minute } },
    ],
    ["Erinnere mich daran, morgen um acht den Müll rauszubringen", "set", { link: "to" }],
    [
      "Erinnere mich jeden Freitag daran, die Blumen zu gießen",
      "set",
      { what: "die Blumen zu gießen", repeat: { days: [5] } },
    ],
    ["Erinnere mich heute Abend an meine Tabletten", "set", { what: "meine Tabletten" }],
    [
      "Erinnere mich am letzten Freitag im November an die Miete",
      "set",
      { what: "die Miete", moment: { weekday: 5, nth: -1, month: 11 } },
    ],
    [
      "Erinnere mich am ersten Montag im Mai daran, die Reifen zu wechseln",
      "set",
      { moment: { weekday: 1, nth: 1, month: 5 } },
    ],
    ["Erinnere mich an die Wäsche", "incomplete", { what: "die Wäsche" }],
    ["Welche Erinnerungen habe ich?", "list", {}],
    ["Lösch die Erinnerung an die Wäsche", "cancel", { what: "die Wäsche" }],
    ["Lösch alle Erinnerungen", "clear", {}],
  ],
};

describe.each(Object.entries(understood))("what is understood in %s", (language, sentences) => {
  it("takes every sentence as it is meant", async () => {
    await using house = await open({ language });
    for (const [sentence, intent, slots] of sentences) {
      expect(await house.hear(sentence), sentence).toMatchObject({ intent, slots });
    }
  });
});

it.each<[string, string[], string[]]>([
  [
    "one for the listener",
    ["remind me in ten minutes to call my mum", "what are my reminders", "+10"],
    [
      "I'll remind you at 12:10 PM to call your mum.",
      "You have one reminder: call your mum, at 12:10 PM.",
      "Here is your reminder: call your mum.",
    ],
  ],
  [
    "one of tomorrow",
    ["remind me to take out the trash tomorrow at eight", "remind me about the meeting on monday at ten"],
    [
      "I'll remind you tomorrow at 8 AM to take out the trash.",
      "I'll remind you about the meeting on Monday at 10 AM.",
    ],
  ],
  [
    "a day alone",
    ["remind me tomorrow to call mum", "remind me tomorrow evening to call dad"],
    ["I'll remind you tomorrow at 9 AM to call mum.", "Okay, tomorrow at 7 PM I'll remind you to call dad."],
  ],
  [
    "two times",
    ["remind me at 5 pm to call mum at eight"],
    ["I'll remind you at 5 PM to call mum at eight."],
  ],
  [
    "one that recurs",
    ["every friday at six remind me to water the plants", "+360", "what are my reminders"],
    [
      "I'll remind you every Friday at 6 PM to water the plants, first at 6 PM.",
      "Here is your reminder: water the plants.",
      "You have one reminder: water the plants, every Friday at 6 PM.",
    ],
  ],
  [
    "deleting",
    [
      "remind me tomorrow at eight to water the plants",
      "remind me at 5 pm to call my mum",
      "delete the reminder",
      "delete the reminder to feed the cat",
      "delete the reminder to call my mum",
      "delete my reminder for tomorrow",
      "delete the reminder",
    ],
    [
      "I'll remind you tomorrow at 8 AM to water the plants.",
      "Okay, at 5 PM I'll remind you to call your mum.",
      "There are 2: call your mum, at 5 PM and water the plants, tomorrow at 8 AM. Say what the one is of that you mean.",
      "There is no such reminder, only call your mum, at 5 PM and water the plants, tomorrow at 8 AM.",
      "Reminder deleted: call your mum, at 5 PM.",
      "Reminder deleted: water the plants, tomorrow at 8 AM.",
      "You have no reminders.",
    ],
  ],
  [
    "no time",
    ["remind me to call my mum", "set a reminder", "remind me today at 8 am to call mum"],
    [
      "When should I remind you to call your mum? Say it in one sentence, and a time such as tomorrow at eight.",
      "Of what, and when? Say, for example: remind me tomorrow at eight to call the doctor.",
      "That time is over already.",
    ],
  ],
])("says of %s", async (_name, script, said) => {
  await using house = await open();
  expect(await talk(house, script)).toEqual(said);
});

it("speaks German", async () => {
  await using house = await open({ language: "de" });
  const script = [
    "Erinnere mich in zehn Minuten an meine Wäsche",
    "Erinnere mich jeden Tag um neun daran, die Blumen zu gießen",
    "Welche Erinnerungen habe ich?",
    "Lösch die Erinnerung an die Blumen",
    "+10",
    "Erinnere mich an meine Tabletten",
  ];
  expect(await talk(house, script)).toEqual([
    "Ich erinnere dich um 12 Uhr 10 an deine Wäsche.",
    "Ich erinnere dich jeden Tag um 9 Uhr daran, die Blumen zu gießen, zuerst morgen um 9 Uhr.",
    "Du hast 2 Erinnerungen.",
    "Um 12 Uhr 10: deine Wäsche.",
    "Jeden Tag um 9 Uhr: die Blumen zu gießen.",
    "Erinnerung gelöscht: die Blumen zu gießen, jeden Tag um 9 Uhr.",
    "Hier ist deine Erinnerung: deine Wäsche.",
    "Wann soll ich dich an deine Tabletten erinnern? Sag es in einem Satz, mit einer Zeit wie morgen um acht.",
  ]);
});

it("rings after a restart and says how late it is", async () => {
  await using house = await open();
  await house.hear("remind me in ten minutes to check the oven");
  expect(await house.restart(30 * minute)).toEqual([
    "Here is your reminder: check the oven.",
    "It was due at 12:10 PM; I was off.",
  ]);
});

it.each([
  ["en", "call my mum and tell her i am late", "call your mum and tell her you are late"],
  ["en", "buy myself a coat, mine is old", "buy yourself a coat, yours is old"],
  ["en", "feed mitten", "feed mitten"],
  ["de", "dass ich meinen Arzt anrufen muss", "dass du deinen Arzt anrufen musst"],
  ["de", "mir die Haare zu waschen", "dir die Haare zu waschen"],
  ["de", "die Gemeine anzurufen", "die Gemeine anzurufen"],
  ["fr", "appeler ma mère", "appeler ma mère"],
])("turns it to the listener in %s: %s", (language, said, turned) => {
  expect(toListener(said, language)).toBe(turned);
});
