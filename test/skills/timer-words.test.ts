/** What the timer skill understands, in English and German. */
import { describe, expect, it } from "vitest";
import virtualHome from "../../plugins/virtual-home/index.ts";
import de from "../../skills/timer/de.json" with { type: "json" };
import en from "../../skills/timer/en.json" with { type: "json" };
import timer from "../../skills/timer/index.ts";
import { hostFor } from "../kit/host.ts";
import { type HouseOptions, houseFor, type TestHouse } from "../kit/house-for.ts";
import { minute } from "./talk.ts";

const open = (options: HouseOptions = {}): Promise<TestHouse> =>
  houseFor(timer, { en, de }, { plugins: [(bus) => hostFor(virtualHome, {}, { bus })], ...options });

const understood: Readonly<Record<string, readonly (readonly [string, string | null, object])[]>> = {
  en: [
    ["set a timer for ten minutes", "set", { duration: 10 * minute }],
    ["timer 5 minutes", "set", { duration: 5 * minute }],
    ["set a ten minute timer", "set", { duration: 10 * minute }],
    ["start a pasta timer for eight minutes", "set", { name: "pasta", duration: 8 * minute }],
    ["set a timer for an hour and a half called roast", "set", { name: "roast", duration: 90 * minute }],
    ["set a timer", "incomplete", {}],
    ["timer status", "status", {}],
    ["how much time is left on the pasta timer", "status", { name: "pasta" }],
    ["how long is left", "status", {}],
    ["how long is left on the ten minute timer", "status", { length: 10 * minute }],
    ["how long on the timer in the bedroom", "status", { area: "bedroom" }],
    ["is the pasta timer done yet", "status", { name: "pasta" }],
    ["cancel the timer", "cancel", {}],
    ["cancel the ten minute timer", "cancel", { length: 10 * minute }],
    ["stop the pasta timer", "cancel", { name: "pasta" }],
    ["cancel the kitchen timer", "cancel", { area: "kitchen" }],
    ["cancel the second timer", "cancel", { order: "second" }],
    ["cancel all timers", "clear", {}],
    ["cancel all timers in the kitchen", "clear", { area: "kitchen" }],
    ["add five minutes to the pasta timer", "add", { more: 5 * minute, name: "pasta" }],
    ["add two minutes to the timer", "add", { more: 2 * minute }],
    ["give me another minute", "add", { more: minute }],
    ["take one minute off the timer", "less", { less: minute }],
    ["take one minute off", "less", { less: minute }],
    ["shorten the tea timer by 30 seconds", "less", { less: minute / 2, name: "tea" }],
    ["pause the timer", "pause", {}],
    ["pause the pasta timer", "pause", { name: "pasta" }],
    ["resume the timer", "resume", {}],
    ["continue the pasta timer", "resume", { name: "pasta" }],
    ["restart the timer", "restart", {}],
    ["which timers are running", "list", {}],
    ["list my timers", "list", {}],
    ["set the table", null, {}],
  ],
  de: [
    ["Stell einen Timer auf zehn Minuten", "set", { duration: 10 * minute }],
    ["Timer fünf Minuten", "set", { duration: 5 * minute }],
    ["Stell einen Fünfminutentimer", "set", { duration: 5 * minute }],
    ["Stell einen Fünf-Minuten-Timer", "set", { duration: 5 * minute }],
    ["Stell einen 5-Minuten-Timer", "set", { duration: 5 * minute }],
    ["Stell einen Nudel Timer auf acht Minuten", "set", { name: "Nudel", duration: 8 * minute }],
    ["Stelle einen Nudeltimer auf acht Minuten", "set", { name: "Nudel", duration: 8 * minute }],
    ["Stell einen Timer", "incomplete", {}],
    ["Wie lange läuft der Timer noch?", "status", {}],
    ["Wie lange läuft der Nudeltimer noch?", "status", { name: "Nudel" }],
    ["Wie viel Zeit habe ich noch?", "status", {}],
    ["Stopp den Geburtstagstimer", "cancel", { name: "Geburtstags" }],
    ["Brich den Nudel Timer ab", "cancel", { name: "Nudel" }],
    ["Stopp den Timer", "cancel", {}],
    ["Lösch den zweiten Timer", "cancel", { order: "second" }],
    ["Alle Timer abbrechen", "clear", {}],
    ["Verlänger den Nudeltimer um zwei Minuten", "add", { more: 2 * minute, name: "Nudel" }],
    ["Gib dem Timer noch eine Minute dazu", "add", { more: minute }],
    ["Verkürze den Timer um eine Minute", "less", { less: minute }],
    ["Halt den Timer an", "pause", {}],
    ["Pausiere den Nudeltimer", "pause", { name: "Nudel" }],
    ["Lass den Timer weiterlaufen", "resume", {}],
    ["Setz den Timer fort", "resume", {}],
    ["Starte den Timer neu", "restart", {}],
    ["Welche Timer laufen gerade?", "list", {}],
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
