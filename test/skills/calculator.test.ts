/** The calculator: what people say to it and what it answers, in English and German. */
import { describe, expect, it } from "vitest";
import de from "../../skills/calculator/de.json" with { type: "json" };
import en from "../../skills/calculator/en.json" with { type: "json" };
import calculator from "../../skills/calculator/index.ts";
import { houseFor } from "../kit/house-for.ts";

const words = { en, de };

async function hear(language: string, sentence: string): Promise<string> {
  await using house = await houseFor(calculator, words, { language });
  const { said, outcome, intent } = await house.hear(sentence);
  return outcome === "done" ? said.join(" ") : `${outcome} ${intent}`;
}

describe("in English", () => {
  it.each([
    ["what is five plus three", "That's 8."],
    ["what's 12 times 15", "That's 180."],
    ["five plus three times two", "That's 11."],
    ["how much is 100 divided by 8", "That's 12.5."],
    ["10 minus 3 minus 2", "That's 5."],
    ["what is 0.1 plus 0.2", "That's 0.3."],
    ["three point five times two", "That's 7."],
    ["what is two to the power of ten", "That's 1,024."],
    ["what is two to the power of three to the power of two", "That's 512."],
    ["seven squared", "That's 49."],
    ["what is the square of seven", "That's 49."],
    ["three squared plus four squared", "That's 25."],
    ["five cubed", "That's 125."],
    ["what is the square root of 144", "That's 12."],
    ["square root of two", "That's about 1.4142."],
    ["the cube root of 27", "That's 3."],
    ["the square root of 16 plus 9", "That's 13."],
    ["what is 20 percent of 80", "That's 16."],
    ["what's 15% of 60", "That's 9."],
    ["100 plus 10 percent", "That's 110."],
    ["half of 50", "That's 25."],
    ["what is a third of 90", "That's 30."],
    ["two thirds of 90", "That's 60."],
    ["three quarters of 80", "That's 60."],
    ["open bracket two plus three close bracket times four", "That's 20."],
    ["what is open bracket two plus three close bracket squared", "That's 25."],
    ["four times open bracket two plus three", "That's 20."],
    ["minus five plus three", "That's -2."],
    ["what is negative five times negative three", "That's 15."],
    ["two minus minus three", "That's 5."],
    ["one divided by three", "That's about 0.3333."],
    ["one plus one third plus one sixth", "That's 1.5."],
    ["how much is 15 percent off 80", "That's 68."],
    ["what is 80 with 15 percent off", "That's 68."],
    ["twice 21", "That's 42."],
    ["twice 21 plus 3", "That's 45."],
    ["half of 50 minus 5", "That's 20."],
    ["double 21", "That's 42."],
    ["add 5 and 3", "That's 8."],
    ["subtract 3 from 10", "That's 7."],
    ["multiply 6 by 7", "That's 42."],
    ["divide 10 by 4", "That's 2.5."],
    ["what is the difference between 10 and 4", "That's 6."],
    ["what is the sum of 10 and 4", "That's 14."],
    ["what percentage of 50 is 10", "That's 20 percent."],
    ["17 modulo 5", "That's 2."],
    ["one million times one thousand", "That's 1,000,000,000."],
    ["two times three hundred and twenty five billion", "That's 650,000,000,000."],
    ["two billion times three", "That's 6,000,000,000."],
    ["one trillion plus one", "That's 1,000,000,000,001."],
    ["two and a half times four", "That's 10."],
    ["1,000,000 times 1,000,000,000", "That's 1 times ten to the power of 15."],
    ["two to the power of one hundred", "That's about 1.268 times ten to the power of 30."],
    ["2 to the power of minus 2", "That's 0.25."],
    ["3 divided by 1000", "That's 0.003."],
    ["1 divided by 3 million", "That's about 3.333 times ten to the power of -7."],
    ["could you tell me what is 5 plus 3 please", "That's 8."],
    ["5 divided by 0", "Nothing can be divided by zero."],
    ["square root of minus 4", "A negative number has no real square root."],
    ["9 to the power of 9 to the power of 9", "That's too big for me to work out."],
    ["5 plus the lamp", "I couldn't work that out. Say it once more, as in: five plus three times two."],
  ])("%s", async (sentence, answer) => expect(await hear("en", sentence)).toBe(answer));

  it.each([
    "what is love",
    "turn on the lamp",
    "what is the meaning of life",
    "half past seven",
    "open the curtain",
    "double the brightness",
    "half of the lights",
  ])("%s is not for it", async (sentence) => expect(await hear("en", sentence)).toBe("missed null"));
});

describe("in German", () => {
  it.each([
    ["Was ist fünf plus drei?", "Das ist 8."],
    ["Wie viel ist zwölf mal fünfzehn?", "Das ist 180."],
    ["Fünf plus drei mal zwei", "Das ist 11."],
    ["Was macht 100 geteilt durch 8?", "Das ist 12,5."],
    ["Drei Komma fünf mal zwei", "Das ist 7."],
    ["Rechne 2 hoch 10", "Das ist 1.024."],
    ["Sieben zum Quadrat", "Das ist 49."],
    ["Was ist die Wurzel aus 144?", "Das ist 12."],
    ["Wurzel aus zwei", "Das ist ungefähr 1,4142."],
    ["Wie viel sind 20 Prozent von 80?", "Das ist 16."],
    ["100 plus 10 Prozent", "Das ist 110."],
    ["Was ist die Hälfte von 50?", "Das ist 25."],
    ["Ein Drittel von 90", "Das ist 30."],
    ["Zwei Drittel von 90", "Das ist 60."],
    ["Klammer auf zwei plus drei Klammer zu mal vier", "Das ist 20."],
    ["Minus fünf plus drei", "Das ist -2."],
    ["Eins durch drei", "Das ist ungefähr 0,3333."],
    ["Dreimal vier", "Das ist 12."],
    ["Das Doppelte von 21", "Das ist 42."],
    ["Was sind 80 mit 15 Prozent Rabatt?", "Das ist 68."],
    ["Addiere 5 und 3", "Das ist 8."],
    ["Zieh 3 von 10 ab", "Das ist 7."],
    ["Teile 10 durch 4", "Das ist 2,5."],
    ["Multipliziere 6 mit 7", "Das ist 42."],
    ["Was ist die Summe aus 10 und 4?", "Das ist 14."],
    ["Wie viel Prozent von 50 sind 10?", "Das sind 20 Prozent."],
    ["1.000 mal 3,5", "Das ist 3.500."],
    ["Zweihundertfünfunddreißigtausendvierhundertzwölf plus eins", "Das ist 235.413."],
    ["Zwei mal drei Milliarden", "Das ist 6.000.000.000."],
    ["Zwei Milliarden fünfhundert Millionen mal zwei", "Das ist 5.000.000.000."],
    ["Eine Billion plus eins", "Das ist 1.000.000.000.001."],
    ["Zweieinhalb mal vier", "Das ist 10."],
    ["5 geteilt durch 0", "Durch null kann man nicht teilen."],
    ["Wurzel aus minus 4", "Eine negative Zahl hat keine reelle Wurzel."],
    [
      "5 plus die Lampe",
      "Das konnte ich nicht ausrechnen. Sag es noch mal, zum Beispiel: fünf plus drei mal zwei.",
    ],
  ])("%s", async (sentence, answer) => expect(await hear("de", sentence)).toBe(answer));

  it.each(["Was ist Liebe?", "Mach das Licht an", "Und der Wecker?"])("%s is not for it", async (sentence) =>
    expect(await hear("de", sentence)).toBe("missed null"),
  );
});
