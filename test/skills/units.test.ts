/** Units: what people ask and what they are told, in English and German; every factor there and back. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import de from "../../skills/units/de.json" with { type: "json" };
import en from "../../skills/units/en.json" with { type: "json" };
import skill from "../../skills/units/index.ts";
import * as names from "../../skills/units/names.ts";
import { units } from "../../skills/units/table.ts";
import { roundedFor } from "../../skills/units/tell.ts";
import { houseFor } from "../kit/house-for.ts";

const words = { en, de };

async function hear(language: string, sentence: string): Promise<string> {
  await using house = await houseFor(skill, words, { language });
  const { said, outcome } = await house.hear(sentence);
  return outcome === "done" ? said.join(" ") : outcome;
}

describe("in English", () => {
  it.each([
    ["How many ounces are in a pound?", "1 pound is 16 ounces."],
    ["how many ounces in a pound", "1 pound is 16 ounces."],
    ["convert 5 miles to kilometers", "5 miles is about 8.05 kilometers."],
    ["convert five miles into kilometres please", "5 miles is about 8.05 kilometers."],
    ["what is 100 degrees fahrenheit in celsius", "100 degrees Fahrenheit is about 37.78 degrees Celsius."],
    ["what's 20 celsius in fahrenheit", "20 degrees Celsius is 68 degrees Fahrenheit."],
    ["how hot is 30 degrees in fahrenheit", "30 degrees Celsius is 86 degrees Fahrenheit."],
    ["what is minus 40 degrees celsius in fahrenheit", "-40 degrees Celsius is -40 degrees Fahrenheit."],
    ["what is 72 fahrenheit", "72 degrees Fahrenheit is about 22.22 degrees Celsius."],
    ["how many feet are in a mile", "1 mile is 5,280 feet."],
    ["how many teaspoons are in a tablespoon", "1 tablespoon is 3 teaspoons."],
    ["how many cups are in a gallon", "1 US gallon is 16 US cups."],
    ["how many milliliters is half a cup", "0.5 US cups is about 118.3 milliliters."],
    ["how many minutes are there in a week", "1 week is 10,080 minutes."],
    ["how many seconds in a year", "1 year is 31,536,000 seconds."],
    ["how many days are in two weeks", "2 weeks is 14 days."],
    ["what is six foot two in centimeters", "6 feet 2 inches is 187.96 centimeters."],
    ["what is 5 feet 11 inches in meters", "5 feet 11 inches is 1.8034 meters."],
    [
      "how many kilometers per hour is 60 miles per hour",
      "60 miles per hour is about 96.56 kilometers per hour.",
    ],
    ["60 mph in kilometers per hour", "60 miles per hour is about 96.56 kilometers per hour."],
    ["how many megabytes are in a gigabyte", "1 gigabyte is 1,000 megabytes."],
    ["how many acres in a hectare", "1 hectare is about 2.47 acres."],
    ["convert 2 bar to psi", "2 bars is about 29.01 psi."],
    ["how many joules are in a kilowatt hour", "1 kilowatt hour is 3,600,000 joules."],
    ["what is 180 degrees in radians", "180 degrees is about 3.14 radians."],
    [
      "what is 30 miles per gallon in liters per 100 kilometers",
      "30 miles per US gallon is about 7.84 liters per 100 kilometers.",
    ],
    ["how many pints in a liter", "1 liter is about 2.11 US pints."],
    ["how many ml in an imperial pint", "1 imperial pint is about 568.3 milliliters."],
    ["how much does", "missed"],
    [
      "how many euros is 5 dollars",
      "I don't know exchange rates. They change every day, and I have no source for them.",
    ],
    [
      "how many euros is 5 pounds",
      "I don't know exchange rates. They change every day, and I have no source for them.",
    ],
    [
      "what is the exchange rate",
      "I don't know exchange rates. They change every day, and I have no source for them.",
    ],
    [
      "how many grams are in a cup",
      "I can't turn US cups into grams: how much a volume weighs depends on what it is.",
    ],
    ["how many meters are in an hour", "hours can't be turned into meters. They measure different things."],
    [
      "what is minus 500 degrees celsius in kelvin",
      "There is nothing that cold: absolute zero is minus 273.15 degrees Celsius.",
    ],
    [
      "what is 0 miles per gallon in liters per 100 kilometers",
      "That would be no consumption at all, and I can't turn that around.",
    ],
    ["how many people live in germany", "missed"],
    ["how many days until christmas", "missed"],
    ["set a timer for 5 minutes", "missed"],
  ])("%s", async (sentence, answer) =>
    expect((await hear("en", sentence)).toLowerCase()).toBe(answer.toLowerCase()),
  );
});

describe("in German", () => {
  it.each([
    ["Wie viel sind drei Meilen in Kilometern?", "3 Meilen sind ungefähr 4,83 Kilometer."],
    ["Wie viele Kilometer sind fünf Meilen?", "5 Meilen sind ungefähr 8,05 Kilometer."],
    ["Rechne 5 Pfund in Gramm um", "5 Pfund sind 2.500 Gramm."],
    ["Wie viel Gramm hat ein Pfund?", "1 Pfund sind 500 Gramm."],
    ["Was sind 100 Grad Fahrenheit in Celsius?", "100 Grad Fahrenheit sind ungefähr 37,78 Grad Celsius."],
    ["Wie heiß sind 30 Grad in Fahrenheit?", "30 Grad Celsius sind 86 Grad Fahrenheit."],
    ["Wie viele Teelöffel sind ein Esslöffel?", "1 Esslöffel sind 3 Teelöffel."],
    ["Wie viele Minuten hat eine Woche?", "1 Woche sind 10.080 Minuten."],
    ["Wie viel sind zweieinhalb Liter in Milliliter?", "2,5 Liter sind 2.500 Milliliter."],
    ["Was sind 6 Fuß 2 Zoll in Zentimetern?", "6 Fuß 2 Zoll sind 187,96 Zentimeter."],
    ["Wie viel PS sind 100 Kilowatt?", "100 Kilowatt sind ungefähr 136 PS."],
    ["Wie viel Quadratmeter hat ein Hektar?", "1 Hektar sind 10.000 Quadratmeter."],
    [
      "100 Stundenkilometer in Meilen pro Stunde",
      "100 Kilometer pro Stunde sind ungefähr 62,14 Meilen pro Stunde.",
    ],
    [
      "Wie viele Euro sind 5 Dollar?",
      "Wechselkurse kenne ich nicht. Sie ändern sich jeden Tag, und ich habe keine Quelle dafür.",
    ],
    [
      "Wie ist der Wechselkurs?",
      "Wechselkurse kenne ich nicht. Sie ändern sich jeden Tag, und ich habe keine Quelle dafür.",
    ],
    [
      "Wie viel Gramm sind ein Esslöffel?",
      "Esslöffel kann ich nicht in Gramm umrechnen: wie schwer ein Volumen ist, hängt davon ab, was es ist.",
    ],
    ["Wie viele Tage noch bis Weihnachten?", "missed"],
    ["Stell einen Timer auf 5 Minuten", "missed"],
  ])("%s", async (sentence, answer) => expect(await hear("de", sentence)).toBe(answer));
});

describe("the table", () => {
  it("has words and names for every unit in both languages", () => {
    const all = [...units.keys()].sort();
    for (const { lists } of [en, de]) {
      expect(Object.keys(lists.from).sort()).toEqual(all);
      expect(lists.to).toEqual(lists.from);
    }
    expect(Object.keys(names.en).sort()).toEqual(all);
    expect(Object.keys(names.de).sort()).toEqual(all);
  });
  it("leads there and back", () => {
    const unit = fc.constantFrom(...units.values());
    fc.assert(
      fc.property(unit, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (one, value) => {
        expect(one.from(one.to(value)) / value).toBeCloseTo(1, 9);
      }),
    );
  });
  it("rounds by less than half a percent", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), (value) => {
        expect(Math.abs(roundedFor(value).value / value - 1)).toBeLessThan(0.0051);
      }),
    );
  });
});
