/** Puts a forecast into sentences. */
import type { SkillContext } from "hearsay";
import type { Day, Forecast, Options } from "./service.ts";
import { isRain, isSnow, skyOf } from "./sky.ts";
import { daysFor, type Meant, nameOf, timeOf } from "./when.ts";

/** What an answer is made of. */
export interface Asked {
  readonly context: SkillContext;
  readonly forecast: Forecast;
  readonly when: string;
  /** " in Berlin", or nothing where it was not asked for. */
  readonly where: string;
  readonly units: Options["units"];
}

/** Percent from which rain is likely, and from which it may be. */
const likely = 50;
const possible = 20;
/** Degrees from which what it feels like is worth a word. */
const feltApart = 3;

const whole = (value: number): number => Math.round(value) + 0;

async function eachDay(asked: Asked, tell: (day: Meant, name: string) => Promise<void>): Promise<void> {
  const days = daysFor(asked.when, asked.forecast);
  if (days.length === 0) return asked.context.say("far");
  for (const day of days) await tell(day, nameOf(day, asked.context.language));
}

export async function tellWeather(asked: Asked): Promise<void> {
  const { context, forecast, when, where } = asked;
  if (when === "now") {
    const { now } = forecast;
    const sky = skyOf(now.code, context.language);
    return context.say("now", { sky, temperature: whole(now.temperature), where });
  }
  await eachDay(asked, async ({ day }, name) => {
    const sky = skyOf(day.code, context.language);
    await context.say("day", { when: name, where, sky, low: whole(day.low), high: whole(day.high) });
  });
}

export async function tellTemperature(asked: Asked): Promise<void> {
  const { context, forecast, when, where } = asked;
  if (when === "now") {
    const temperature = whole(forecast.now.temperature);
    const feels = whole(forecast.now.feels);
    const apart = Math.abs(temperature - feels) >= feltApart;
    return context.say(apart ? "degrees-felt" : "degrees", { temperature, feels, where });
  }
  await eachDay(asked, ({ day }, name) =>
    context.say("range", { when: name, where, low: whole(day.low), high: whole(day.high) }),
  );
}

/** Percent; where the service gave none, what falls decides. */
const chanceOf = ({ chance, wet, code }: Day): number => chance ?? (wet > 0 || isRain(code) ? 100 : 0);

export async function tellRain(asked: Asked): Promise<void> {
  const { context, forecast, when, where } = asked;
  if (when === "now") return context.say(forecast.now.wet > 0 ? "raining" : "dry", { where });
  await eachDay(asked, async ({ day }, name) => {
    const chance = chanceOf(day);
    const snow = isSnow(day.code) && day.snow > 0;
    const phrase =
      chance < possible ? "rain-no" : chance < likely ? "rain-maybe" : snow ? "rain-snow" : "rain-yes";
    await context.say(phrase, { when: name, where, chance });
  });
}

export async function tellSnow(asked: Asked): Promise<void> {
  const { context, forecast, when, where } = asked;
  if (when === "now") return context.say(isSnow(forecast.now.code) ? "snowing" : "no-snow-now", { where });
  await eachDay(asked, async ({ day }, name) => {
    const falls = day.snow > 0 || isSnow(day.code);
    await context.say(falls ? "snow-yes" : "snow-no", { when: name, where });
  });
}

export async function tellWind(asked: Asked): Promise<void> {
  const { context, forecast, when, where, units } = asked;
  if (when === "now") return context.say(`wind-${units}`, { speed: whole(forecast.now.wind), where });
  await eachDay(asked, ({ day }, name) =>
    context.say(`wind-day-${units}`, { when: name, where, speed: whole(day.wind) }),
  );
}

export async function tellSun(asked: Asked, event: "sunrise" | "sunset"): Promise<void> {
  const { context, where } = asked;
  await eachDay({ ...asked, when: asked.when === "now" ? "today" : asked.when }, async ({ day }, name) => {
    const time = timeOf(day[event] ?? "");
    await context.say(time ? event : `no-${event}`, { when: name, where, time });
  });
}
