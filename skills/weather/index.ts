/** Says the weather here or anywhere, now and for a week, from Open-Meteo or a server that answers as it does. */
import type { Intent, SkillContext } from "hearsay";
import { asFault, defineSkill, slot } from "hearsay";
import { find, forecast, type Options, type Spot } from "./service.ts";
import { type Asked, tellRain, tellSnow, tellSun, tellTemperature, tellWeather, tellWind } from "./tell.ts";

const slots = { when: slot.choice().maybe(), place: slot.text().maybe() };

function intent(about: string, tell: (asked: Asked) => Promise<void>, usual = "now"): Intent<typeof slots> {
  return {
    about,
    risk: "none",
    repeatable: true,
    slots,
    run: (context) => answer(context, context.slots.place, context.slots.when ?? usual, tell),
  };
}

export default defineSkill({
  name: "weather",
  about:
    "Weather now and for the next week, here or in a named place: sky, temperature, rain, snow, wind, sun.",
  outside: true,
  deadline: 9000,
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      place: {
        type: "string",
        minLength: 2,
        description: "Where the house is, such as Vienna or a postal code.",
      },
      latitude: {
        type: "number",
        minimum: -90,
        maximum: 90,
        description: "In place of `place`, with `longitude`.",
      },
      longitude: { type: "number", minimum: -180, maximum: 180, description: "Degrees east." },
      units: {
        type: "string",
        enum: ["metric", "imperial"],
        default: "metric",
        description: "Celsius and kilometers per hour, or Fahrenheit and miles per hour.",
      },
      forecastUrl: {
        type: "string",
        default: "https://api.open-meteo.com/v1/forecast",
        description: "Where forecasts come from: it is told the place, and nothing else.",
      },
      geocodingUrl: {
        type: "string",
        default: "https://geocoding-api.open-meteo.com/v1/search",
        description: "Where names of places are looked up.",
      },
    },
    dependentRequired: { latitude: ["longitude"], longitude: ["latitude"] },
  },
  intents: {
    weather: intent("Says the weather now, or the forecast of a day, the weekend or the week.", tellWeather),
    rain: intent(
      "Says whether it rains or will rain, and so whether an umbrella is needed.",
      tellRain,
      "today",
    ),
    snow: intent("Says whether it will snow.", tellSnow, "today"),
    temperature: intent("Says how warm or cold it is outside, or will be.", tellTemperature),
    wind: intent("Says how strong the wind is or will be.", tellWind),
    sunrise: intent("Says when the sun rises.", (asked) => tellSun(asked, "sunrise"), "today"),
    sunset: intent("Says when the sun sets.", (asked) => tellSun(asked, "sunset"), "today"),
  },
});

async function answer(
  context: SkillContext,
  place: string | undefined,
  when: string,
  tell: (asked: Asked) => Promise<void>,
): Promise<void> {
  const options = context.options as unknown as Options;
  try {
    const spot = await spotOf(context, options, place);
    if (!spot) return;
    const there = await forecast(context, options, spot);
    // "in" is said the same way in English and German.
    const where = place === undefined ? "" : ` in ${spot.name}`;
    await tell({ context, forecast: there, when, where, units: options.units });
  } catch (thrown) {
    const { code, message } = asFault(thrown);
    if (context.signal.aborted || (code !== "OFFLINE" && code !== "SERVICE_FAILED")) throw thrown;
    context.log.warn(message, { code });
    await context.say(code === "OFFLINE" ? "offline" : "failed");
  }
}

/** Where is meant; undefined once it has said that it cannot be known. */
async function spotOf(context: SkillContext, options: Options, place?: string): Promise<Spot | undefined> {
  const { latitude, longitude } = options;
  if (place === undefined && latitude !== undefined && longitude !== undefined)
    return { latitude, longitude };
  const name = place ?? options.place;
  if (name === undefined) {
    await context.say("no-place");
    return undefined;
  }
  const spot = await find(context, options, name);
  if (!spot) await context.say("unknown-place", { place: name });
  return spot;
}
