/** A server that answers as https://open-meteo.com/en/docs and its geocoding page describe; the live one was never asked. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const names = ["berlin", "vienna", "wien", "new york", "münchen", "munich"];
const days = ["20", "21", "22", "23", "24", "25", "26", "27"].map((day) => `2026-11-${day}`);

const known = {
  current: ["temperature_2m", "apparent_temperature", "weather_code", "wind_speed_10m", "precipitation"],
  daily: {
    weather_code: [3, 63, 0, 2, 71, 95, 1, 45],
    temperature_2m_max: [7.4, 9.6, 3.5, 4, 0.4, 6, 7, 8],
    temperature_2m_min: [2.6, 4.4, -2.5, -1, -6, 1, 2, 3],
    precipitation_probability_max: [30, 85, 5, 10, 90, 60, 0, null],
    precipitation_sum: [0.2, 12.4, 0, 0, 4, 8, 0, 0],
    snowfall_sum: [0, 0, 0, 0, 2.8, 0, 0, 0],
    wind_speed_10m_max: [18.4, 42, 12, 10, 25, 60, 8, 5],
    sunrise: days.map((day) => `${day}T07:35`),
    sunset: days.map((day) => `${day}T16:04`),
  } as Readonly<Record<string, readonly unknown[]>>,
} as const;

export interface Weather extends Disposable {
  readonly options: { readonly forecastUrl: string; readonly geocodingUrl: string };
  /** Queries so far. */
  readonly asked: URLSearchParams[];
  /** Answers with this from now on. */
  answer?: { readonly status: number; readonly body: string };
}

function geocode(query: URLSearchParams): object {
  const name = query.get("name") ?? "";
  if (name.length < 2 || !names.includes(name.toLowerCase())) return { generationtime_ms: 0.5 };
  const shown = query.get("language") === "de" && name.toLowerCase() === "munich" ? "München" : name;
  const place = { id: 1, latitude: 52.52437, longitude: 13.41053, elevation: 74, feature_code: "PPLC" };
  return {
    results: [{ ...place, name: shown, country_code: "DE", timezone: "Europe/Berlin" }],
    generationtime_ms: 0.5,
  };
}

/** As the service: what was not asked for is not there, and an unknown name is an error with a reason. */
function forecast(query: URLSearchParams): { readonly status: number; readonly body: object } {
  const list = (name: string): readonly string[] =>
    (query.get(name) ?? "").split(",").filter((one) => one !== "");
  const bad = (reason: string) => ({ status: 400, body: { error: true, reason } });
  if (!query.get("latitude") || !query.get("longitude"))
    return bad("Parameter 'latitude' and 'longitude' must be given");
  if (list("daily").length > 0 && !query.get("timezone")) return bad("Timezone is required");
  const values: Readonly<Record<string, number>> = {
    temperature_2m: query.get("temperature_unit") === "fahrenheit" ? 41.5 : 5.3,
    apparent_temperature: query.get("temperature_unit") === "fahrenheit" ? 33 : 0.6,
    weather_code: 3,
    wind_speed_10m: query.get("wind_speed_unit") === "mph" ? 9.1 : 14.6,
    precipitation: 0,
  };
  const strange = [
    ...list("current").filter((name) => !Object.hasOwn(values, name)),
    ...list("daily").filter((name) => !Object.hasOwn(known.daily, name)),
  ];
  if (strange.length > 0) return bad(`Cannot initialize from invalid String value ${strange[0]}`);
  const count = Number(query.get("forecast_days") ?? 7);
  const pick = (name: string) => [name, known.daily[name]?.slice(0, count)];
  return {
    status: 200,
    body: {
      latitude: 52.52,
      longitude: 13.419998,
      generationtime_ms: 0.1,
      utc_offset_seconds: 3600,
      timezone: "Europe/Berlin",
      timezone_abbreviation: "CET",
      elevation: 38,
      current: {
        time: "2026-11-20T13:00",
        interval: 900,
        ...Object.fromEntries(list("current").map((name) => [name, values[name]])),
      },
      daily: { time: days.slice(0, count), ...Object.fromEntries(list("daily").map(pick)) },
    },
  };
}

export async function startWeather(): Promise<Weather> {
  const asked: URLSearchParams[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    asked.push(url.searchParams);
    const found =
      url.pathname === "/v1/search"
        ? { status: 200, body: geocode(url.searchParams) }
        : forecast(url.searchParams);
    const { status, body } = weather.answer ?? { ...found, body: JSON.stringify(found.body) };
    response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const weather: Weather = {
    options: { forecastUrl: `${base}/forecast`, geocodingUrl: `${base}/search` },
    asked,
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
  return weather;
}
