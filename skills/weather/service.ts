/** Asks Open-Meteo for places and forecasts, as https://open-meteo.com/en/docs describes them, and keeps answers a while. */
import { Fault, type SkillContext } from "hearsay";

export interface Options {
  readonly place?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly units: "metric" | "imperial";
  readonly forecastUrl: string;
  readonly geocodingUrl: string;
}

export interface Spot {
  /** Absent: it was given by its coordinates. */
  readonly name?: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface Day {
  /** Where it is, as 2026-11-20. */
  readonly date: string;
  /** WMO 4677, as the service uses it. */
  readonly code: number;
  readonly low: number;
  readonly high: number;
  /** Percent; absent where the service gave none. */
  readonly chance?: number;
  /** mm or inches of rain and melted snow, and cm or inches of snow. */
  readonly wet: number;
  readonly snow: number;
  readonly wind: number;
  /** As 2026-11-20T07:35; absent where the sun does not rise or set. */
  readonly sunrise?: string;
  readonly sunset?: string;
}

export interface Forecast {
  readonly now: {
    readonly time: string;
    readonly temperature: number;
    readonly feels: number;
    readonly code: number;
    readonly wind: number;
    readonly wet: number;
  };
  /** From today on. */
  readonly days: readonly Day[];
}

const keepMs = 10 * 60_000;
const timeout = 3500;
const mostKept = 50;
const answers = new Map<string, { readonly at: number; readonly json: unknown }>();

async function ask(context: SkillContext, url: URL): Promise<unknown> {
  const key = url.href;
  const there = answers.get(key);
  if (there && context.now >= there.at && context.now < there.at + keepMs) return there.json;
  const json = (await context.fetch(url, { timeout, most: 200_000 })).json();
  answers.delete(key);
  const [oldest] = answers.keys();
  if (answers.size >= mostKept && oldest !== undefined) answers.delete(oldest);
  answers.set(key, { at: context.now, json });
  return json;
}

const odd = (what: string): Fault => new Fault("SERVICE_FAILED", `The weather service gave no ${what}.`);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function withParts(base: string, parts: Readonly<Record<string, string | number>>): URL {
  let url: URL;
  try {
    url = new URL(base);
  } catch (cause) {
    throw new Fault("SERVICE_FAILED", "The address of the weather service is no URL.", { cause });
  }
  for (const [name, value] of Object.entries(parts)) url.searchParams.set(name, String(value));
  return url;
}

/** The best place of that name; undefined where there is none. Faults: OFFLINE, SERVICE_FAILED. */
export async function find(
  context: SkillContext,
  { geocodingUrl }: Options,
  name: string,
): Promise<Spot | undefined> {
  const language = context.language.split("-")[0] ?? "en";
  const json = await ask(context, withParts(geocodingUrl, { name, count: 1, language, format: "json" }));
  const [first] = isRecord(json) && Array.isArray(json.results) ? json.results : [];
  if (first === undefined) return undefined;
  if (!isRecord(first) || !isNumber(first.latitude) || !isNumber(first.longitude)) throw odd("place");
  const { latitude, longitude } = first;
  return { name: typeof first.name === "string" ? first.name.slice(0, 100) : name, latitude, longitude };
}

const imperial = { temperature_unit: "fahrenheit", wind_speed_unit: "mph", precipitation_unit: "inch" };
const current = ["temperature_2m", "apparent_temperature", "weather_code", "wind_speed_10m", "precipitation"];
const daily = [
  "weather_code",
  "temperature_2m_max",
  "temperature_2m_min",
  "precipitation_probability_max",
  "precipitation_sum",
  "snowfall_sum",
  "wind_speed_10m_max",
  "sunrise",
  "sunset",
];

/** Faults: OFFLINE, SERVICE_FAILED. */
export async function forecast(context: SkillContext, options: Options, spot: Spot): Promise<Forecast> {
  const json = await ask(
    context,
    withParts(options.forecastUrl, {
      latitude: spot.latitude,
      longitude: spot.longitude,
      current: current.join(","),
      daily: daily.join(","),
      timezone: "auto",
      forecast_days: 8,
      ...(options.units === "imperial" ? imperial : {}),
    }),
  );
  if (!isRecord(json) || !isRecord(json.current) || !isRecord(json.daily)) throw odd("forecast");
  return { now: nowOf(json.current), days: daysOf(json.daily) };
}

function nowOf(now: Readonly<Record<string, unknown>>): Forecast["now"] {
  const number = (name: string): number => {
    const value = now[name];
    if (!isNumber(value)) throw odd(name);
    return value;
  };
  return {
    time: String(now.time),
    temperature: number("temperature_2m"),
    feels: number("apparent_temperature"),
    code: number("weather_code"),
    wind: number("wind_speed_10m"),
    wet: number("precipitation"),
  };
}

/** Days that lack what must be known end the list. */
function daysOf(days: Readonly<Record<string, unknown>>): readonly Day[] {
  const at = (name: string, index: number): unknown => {
    const column = days[name];
    return Array.isArray(column) ? column[index] : undefined;
  };
  const found: Day[] = [];
  for (let index = 0; index < 16; index++) {
    const date = at("time", index);
    const [code, high, low] = daily.slice(0, 3).map((name) => at(name, index));
    if (typeof date !== "string" || !isNumber(code) || !isNumber(high) || !isNumber(low)) break;
    const or0 = (name: string): number => {
      const value = at(name, index);
      return isNumber(value) ? value : 0;
    };
    const chance = at("precipitation_probability_max", index);
    const [sunrise, sunset] = [at("sunrise", index), at("sunset", index)];
    found.push({
      date,
      code,
      high,
      low,
      wet: or0("precipitation_sum"),
      snow: or0("snowfall_sum"),
      wind: or0("wind_speed_10m_max"),
      ...(isNumber(chance) ? { chance } : {}),
      ...(typeof sunrise === "string" ? { sunrise } : {}),
      ...(typeof sunset === "string" ? { sunset } : {}),
    });
  }
  if (found.length === 0) throw odd("days");
  return found;
}
