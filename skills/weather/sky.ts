/** What the WMO's weather codes mean, in words; those that Open-Meteo uses. */

const sky: Readonly<Record<number, readonly [en: string, de: string]>> = {
  0: ["clear sky", "klarer Himmel"],
  1: ["mostly clear", "überwiegend klar"],
  2: ["partly cloudy", "teils bewölkt"],
  3: ["overcast", "bedeckt"],
  45: ["fog", "Nebel"],
  48: ["freezing fog", "gefrierender Nebel"],
  51: ["light drizzle", "leichter Nieselregen"],
  53: ["drizzle", "Nieselregen"],
  55: ["heavy drizzle", "starker Nieselregen"],
  56: ["light freezing drizzle", "leichter gefrierender Nieselregen"],
  57: ["freezing drizzle", "gefrierender Nieselregen"],
  61: ["light rain", "leichter Regen"],
  63: ["rain", "Regen"],
  65: ["heavy rain", "starker Regen"],
  66: ["light freezing rain", "leichter gefrierender Regen"],
  67: ["freezing rain", "gefrierender Regen"],
  71: ["light snow", "leichter Schneefall"],
  73: ["snow", "Schneefall"],
  75: ["heavy snow", "starker Schneefall"],
  77: ["snow grains", "Schneegriesel"],
  80: ["light showers", "leichte Schauer"],
  81: ["showers", "Schauer"],
  82: ["violent showers", "heftige Schauer"],
  85: ["light snow showers", "leichte Schneeschauer"],
  86: ["heavy snow showers", "starke Schneeschauer"],
  95: ["thunderstorm", "Gewitter"],
  96: ["thunderstorm with light hail", "Gewitter mit leichtem Hagel"],
  99: ["thunderstorm with heavy hail", "Gewitter mit starkem Hagel"],
};

const unknown = ["weather I have no word for", "Wetter, für das ich kein Wort habe"] as const;

export const skyOf = (code: number, language: string): string =>
  (sky[code] ?? unknown)[language.toLowerCase().startsWith("de") ? 1 : 0];

export const isSnow = (code: number): boolean => [71, 73, 75, 77, 85, 86].includes(code);
/** Rain, drizzle, showers and thunderstorms. */
export const isRain = (code: number): boolean =>
  (code >= 51 && code <= 67) || (code >= 80 && code <= 82) || code >= 95;
