/** The clock skill: what it understands and what it answers, in English and German. */
import { expect, it } from "vitest";
import de from "../../skills/clock/de.json" with { type: "json" };
import en from "../../skills/clock/en.json" with { type: "json" };
import clock from "../../skills/clock/index.ts";
import { houseFor } from "../kit/house-for.ts";

const words = { en, de };

it.each([
  ["en", "what time is it", "time", "It's 1:05 PM."],
  ["en", "What's the time?", "time", "It's 1:05 PM."],
  ["en", "could you tell me the time please", "time", "It's 1:05 PM."],
  ["en", "what is today's date", "date", "Today is Friday, November 20."],
  ["en", "which day is it today", "weekday", "Today is Friday."],
  ["en", "what year is it", "year", "It's 2026."],
  ["de", "Welches Jahr haben wir?", "year", "Wir haben 2026."],
  ["de", "Wie spät ist es?", "time", "Es ist 13 Uhr 5."],
  ["de", "Wie viel Uhr haben wir?", "time", "Es ist 13 Uhr 5."],
  ["de", "Der Wievielte ist heute?", "date", "Heute ist Freitag, 20. November."],
  ["de", "Welcher Tag ist heute?", "weekday", "Heute ist Freitag."],
])("%s: %s", async (language, sentence, intent, answer) => {
  const now = Date.UTC(2026, 10, 20, 12, 5);
  await using house = await houseFor(clock, words, { language, now, timeZone: "Europe/Berlin" });
  expect(await house.hear(sentence)).toMatchObject({ intent, said: [answer], sent: [], outcome: "done" });
});
