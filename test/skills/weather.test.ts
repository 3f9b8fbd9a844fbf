/** Weather: what people ask and are told, against a server that answers as the service's documentation says. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import de from "../../skills/weather/de.json" with { type: "json" };
import en from "../../skills/weather/en.json" with { type: "json" };
import skill from "../../skills/weather/index.ts";
import { skyOf } from "../../skills/weather/sky.ts";
import { houseFor } from "../kit/house-for.ts";
import { startWeather, type Weather } from "./weather/service.ts";

const words = { en, de };
let weather: Weather;
beforeAll(async () => {
  weather = await startWeather();
});
afterAll(() => weather[Symbol.dispose]());

const home = { latitude: 48.2, longitude: 16.4 };
async function hear(language: string, sentence: string, options: object = home): Promise<string> {
  await using house = await houseFor(skill, words, { language, options: { ...weather.options, ...options } });
  const { said, outcome } = await house.hear(sentence);
  return outcome === "done" ? said.join(" ") : outcome;
}

describe("in English", () => {
  it.each([
    ["What's the weather?", "Overcast, 5 degrees."],
    ["what is the weather like outside", "Overcast, 5 degrees."],
    ["how's the weather today", "Today: overcast, 3 to 7 degrees."],
    ["what's the weather in Berlin", "Overcast in Berlin, 5 degrees."],
    ["what will the weather be like tomorrow", "Tomorrow: rain, 4 to 10 degrees."],
    ["what's the weather in New York tomorrow", "Tomorrow in New York: rain, 4 to 10 degrees."],
    ["what's the weather tomorrow in New York", "Tomorrow in New York: rain, 4 to 10 degrees."],
    ["what's the weather in Berlin this weekend", "Saturday"],
    ["weather forecast for tuesday", "Tuesday: light snow, -6 to 0 degrees."],
    ["weather", "Overcast, 5 degrees."],
    ["will it rain tomorrow", "Yes, rain is likely tomorrow: 85 percent."],
    ["is it going to rain", "Perhaps: the chance of rain today is 30 percent."],
    ["will it rain on sunday in Berlin", "No, rain is unlikely Sunday in Berlin: 5 percent."],
    ["is it raining right now", "No, it is not raining."],
    ["do I need an umbrella", "Perhaps: the chance of rain today is 30 percent."],
    ["should i take an umbrella tomorrow", "Yes, rain is likely tomorrow: 85 percent."],
    ["will it rain on tuesday", "Snow rather than rain Tuesday: 90 percent."],
    ["will it snow on tuesday", "Yes, snow is forecast Tuesday."],
    ["is it snowing now", "No, it is not snowing."],
    ["how warm is it outside", "It's 5 degrees, and feels like 1."],
    ["how cold is it in Berlin", "It's 5 degrees in Berlin, and feels like 1."],
    ["how warm will it be on Saturday", "Tomorrow: between 4 and 10 degrees."],
    ["what's the temperature outside", "It's 5 degrees, and feels like 1."],
    ["will it be cold tomorrow", "Tomorrow: between 4 and 10 degrees."],
    ["do i need a jacket", "It's 5 degrees, and feels like 1."],
    ["how windy is it", "The wind blows at 15 kilometers per hour."],
    ["will it be windy tomorrow", "Tomorrow: wind of up to 42 kilometers per hour."],
    ["when does the sun rise tomorrow", "Tomorrow the sun rises at 7:35 AM."],
    ["what time is sunset", "Today the sun sets at 4:04 PM."],
    ["when does it get dark", "Today the sun sets at 4:04 PM."],
    ["what's the weather in Narnia", "The weather service knows no place called Narnia."],
    ["what is the temperature", "missed"],
    ["what time is it", "missed"],
  ])("%s", async (sentence, answer) => {
    const said = await hear("en", sentence);
    if (answer === "Saturday") {
      expect(said).toBe(
        "Tomorrow in Berlin: rain, 4 to 10 degrees. Sunday in Berlin: clear sky, -2 to 4 degrees.",
      );
    } else expect(said).toBe(answer);
  });
});

describe("in German", () => {
  it.each([
    ["Wie ist das Wetter?", "Bedeckt, 5 Grad."],
    ["Wie wird das Wetter morgen?", "Morgen: Regen, 4 bis 10 Grad."],
    ["Wie ist das Wetter in Berlin?", "Bedeckt in Berlin, 5 Grad."],
    [
      "Wie wird das Wetter am Wochenende?",
      "Morgen: Regen, 4 bis 10 Grad. Sonntag: klarer Himmel, -2 bis 4 Grad.",
    ],
    ["Wie wird das Wetter am Dienstag in Wien?", "Dienstag in Wien: leichter Schneefall, -6 bis 0 Grad."],
    ["Regnet es morgen?", "Ja, Regen ist morgen wahrscheinlich: 85 Prozent."],
    ["Regnet es gerade?", "Nein, es regnet nicht."],
    ["Wird es heute noch regnen?", "Vielleicht: die Regenwahrscheinlichkeit liegt heute bei 30 Prozent."],
    ["Brauche ich einen Regenschirm?", "Vielleicht: die Regenwahrscheinlichkeit liegt heute bei 30 Prozent."],
    ["Brauche ich morgen einen Schirm?", "Ja, Regen ist morgen wahrscheinlich: 85 Prozent."],
    ["Schneit es am Dienstag?", "Ja, Dienstag ist Schnee angesagt."],
    ["Ist es kalt draußen?", "Es sind 5 Grad, gefühlt 1."],
    ["Wie warm ist es draußen?", "Es sind 5 Grad, gefühlt 1."],
    ["Wie warm wird es am Sonntag?", "Sonntag: zwischen -2 und 4 Grad."],
    ["Wie kalt ist es in München?", "Es sind 5 Grad in München, gefühlt 1."],
    ["Wie windig ist es?", "Der Wind weht mit 15 Kilometern pro Stunde."],
    ["Wann geht die Sonne auf?", "Heute geht die Sonne um 7 Uhr 35 auf."],
    ["Wann geht morgen die Sonne unter?", "Morgen geht die Sonne um 16 Uhr 4 unter."],
    ["Wann wird es dunkel?", "Heute geht die Sonne um 16 Uhr 4 unter."],
    ["Wie ist das Wetter in Entenhausen?", "Einen Ort namens Entenhausen kennt der Wetterdienst nicht."],
    ["Wie spät ist es?", "missed"],
  ])("%s", async (sentence, answer) => expect(await hear("de", sentence)).toBe(answer));
});

describe("where and how", () => {
  it("looks a place of the settings up, and does not name it", async () => {
    expect(await hear("en", "what's the weather", { place: "Vienna" })).toBe("Overcast, 5 degrees.");
  });
  it("has imperial units", async () => {
    const options = { ...home, units: "imperial" };
    expect(await hear("en", "how windy is it", options)).toBe("The wind blows at 9 miles per hour.");
    expect(await hear("en", "how warm is it outside", options)).toBe("It's 42 degrees, and feels like 33.");
  });
  it("says how to set a place", async () => {
    const said =
      "I don't know where we are. Set the place in the options of the weather skill, or ask for a city.";
    expect(await hear("en", "what's the weather", {})).toBe(said);
  });
  it("asks once in ten minutes", async () => {
    const options = { ...weather.options, latitude: 1.25, longitude: 2.5 };
    await using house = await houseFor(skill, words, { options });
    const count = (): number => weather.asked.filter((query) => query.get("latitude") === "1.25").length;
    for (const sentence of ["what's the weather", "will it rain tomorrow", "how windy is it"])
      await house.hear(sentence);
    expect(count()).toBe(1);
    await house.advance(9 * 60_000);
    await house.hear("what's the weather");
    expect(count()).toBe(1);
    await house.advance(60_000);
    await house.hear("what's the weather");
    expect(count()).toBe(2);
  });
  it("has a word for what no code says", () => {
    expect(skyOf(12, "en")).toMatch(/no word/);
  });
});

describe("when it goes wrong", () => {
  const failed = "The weather service gave me nothing I can use. Try again in a while.";
  it.each([
    ["an error of the service", 400, '{"error":true,"reason":"no"}'],
    ["a service that is down", 503, "<html>"],
    ["no JSON", 200, "<html>"],
    ["nothing in it", 200, "{}"],
    ["null", 200, "null"],
    ["other shapes", 200, '{"current":{"time":5,"temperature_2m":"warm"},"daily":{"time":"x"}}'],
    [
      "no days",
      200,
      '{"current":{"time":"a","temperature_2m":1,"apparent_temperature":1,"weather_code":1,"wind_speed_10m":1,"precipitation":0},"daily":{"time":[]}}',
    ],
    ["far too much", 200, `"${"x".repeat(300_000)}"`],
  ])("says so: %s", async (what, status, body) => {
    weather.answer = { status, body };
    expect(await hear("en", "what's the weather", { latitude: 3, longitude: what.length })).toBe(failed);
    delete weather.answer;
  });
  it.each(['{"results":[{"name":5}]}', '{"results":[null]}', "["])("says so: places %s", async (body) => {
    weather.answer = { status: 200, body };
    expect(await hear("en", `what's the weather in Bad Town ${body.length}`)).toBe(failed);
    delete weather.answer;
  });
  it("says so when there is no network", async () => {
    const forecastUrl = "http://127.0.0.1:9/v1/forecast";
    expect(await hear("en", "what's the weather", { ...home, forecastUrl })).toBe(
      "I can't reach the weather service. Perhaps there is no internet right now.",
    );
    expect(await hear("de", "Wie ist das Wetter?", { ...home, forecastUrl })).toBe(
      "Ich erreiche den Wetterdienst nicht. Vielleicht gibt es gerade kein Internet.",
    );
  });
  it("says so when the address is none", async () => {
    expect(await hear("en", "what's the weather", { ...home, forecastUrl: "nowhere" })).toBe(failed);
  });
});
