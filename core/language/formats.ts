/** Says values the way people speak them, by CLDR through Intl; what a format takes stands at each. */
import type { Recurrence } from "../contract/when.ts";
import { primary } from "./normalise.ts";
import { sayRepeat, sayWhen } from "./when.ts";

export interface Locale {
  /** BCP-47. */
  readonly language: string;
  /** IANA name. */
  readonly timeZone: string;
}

type Format = (value: unknown, locale: Locale) => string | undefined;

const memo = new Map<string, unknown>();
/** Intl objects are dear to make and are kept. */
function kept<T>(key: string, make: () => T): T {
  const known = memo.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = make();
  memo.set(key, made);
  return made;
}

const plainSpaces = (text: string): string => text.replace(/[\u00A0\u2009\u202F]/gu, " ");
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

export function sayNumber(value: number, language: string): string {
  const format = kept(
    `number ${language}`,
    () => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }),
  );
  return plainSpaces(format.format(value));
}

function unit(value: number, name: string, language: string): string {
  const format = kept(
    `${name} ${language}`,
    () =>
      new Intl.NumberFormat(language, {
        style: "unit",
        unit: name,
        unitDisplay: "long",
        maximumFractionDigits: 2,
      }),
  );
  return plainSpaces(format.format(value));
}

function list(items: readonly string[], language: string): string {
  const format = kept(`list ${language}`, () => new Intl.ListFormat(language, { type: "conjunction" }));
  return format.format(items);
}

const spans = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** ms, to the second: "5 minutes and 10 seconds". */
const duration: Format = (value, { language }) => {
  if (!isNumber(value)) return undefined;
  let left = Math.round(Math.abs(value) / 1000);
  const parts: string[] = [];
  for (const [name, seconds] of spans) {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    if (count > 0) parts.push(unit(count, name, language));
  }
  return parts.length === 0 ? unit(0, "second", language) : list(parts, language);
};

/** ms since 1970, a Date, or a time of day in the house's own zone. */
function instant(value: unknown): { at: Date; own: boolean } | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : { at: value, own: false };
  if (isNumber(value)) return Math.abs(value) > 8.64e15 ? undefined : { at: new Date(value), own: false };
  if (typeof value !== "object" || value === null || !("hour" in value)) return undefined;
  const { hour, minute = 0 } = value as { hour: unknown; minute?: unknown };
  if (!isNumber(hour) || !isNumber(minute)) return undefined;
  return { at: new Date(Date.UTC(2000, 0, 1, hour, minute)), own: true };
}

/** "7:05 PM", "7 PM"; German "19 Uhr 5", "19 Uhr"; elsewhere as the language writes it. */
const time: Format = (value, { language, timeZone }) => {
  const when = instant(value);
  if (when === undefined) return undefined;
  const zone = when.own ? "UTC" : timeZone;
  const tag = primary(language);
  const format = kept(`time ${language} ${zone}`, () =>
    tag === "en"
      ? new Intl.DateTimeFormat(language, {
          hour: "numeric",
          minute: "2-digit",
          hourCycle: "h12",
          timeZone: zone,
        })
      : new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit", timeZone: zone }),
  );
  const parts = new Map(format.formatToParts(when.at).map((part) => [part.type, part.value]));
  const hour = Number(parts.get("hour"));
  const minute = Number(parts.get("minute"));
  if (tag === "de") return minute === 0 ? `${hour} Uhr` : `${hour} Uhr ${minute}`;
  if (tag !== "en") return plainSpaces(format.format(when.at));
  const half = (parts.get("dayPeriod") ?? "").toUpperCase();
  return minute === 0 ? `${hour} ${half}` : `${hour}:${String(minute).padStart(2, "0")} ${half}`;
};

/** "Friday, November 20". */
const date: Format = (value, { language, timeZone }) => {
  const when = instant(value);
  if (when === undefined || when.own) return undefined;
  const format = kept(
    `date ${language} ${timeZone}`,
    () => new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", timeZone }),
  );
  return plainSpaces(format.format(when.at));
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const tongueOf = (locale: Locale, timeZone = locale.timeZone) => ({
  language: locale.language,
  timeZone,
  time: (at: number): string => time(at, { ...locale, timeZone }) ?? "",
  date: (at: number): string => date(at, { ...locale, timeZone }) ?? "",
  list: (items: readonly string[]): string => list(items, locale.language),
});

/** Formats by name: each gives the words, or nothing for a value it cannot say. */
export const formats: Readonly<Record<string, Format>> = {
  duration,
  time,
  date,
  /** `{at, now}`, ms since 1970: "tomorrow at 7 AM". */
  when: (value, locale) =>
    isRecord(value) && isNumber(value.at) && isNumber(value.now)
      ? sayWhen(value.at, value.now, tongueOf(locale))
      : undefined,
  /** A recurrence: "every weekday at 7 AM". */
  repeat: (value, locale) =>
    isRecord(value) && typeof value.unit === "string" && isNumber(value.hour)
      ? sayRepeat(value as unknown as Recurrence, tongueOf(locale, "UTC"))
      : undefined,
  number: (value, { language }) => (isNumber(value) ? sayNumber(value, language) : undefined),
  /** 50 is "50 percent". */
  percent: (value, { language }) => (isNumber(value) ? unit(value, "percent", language) : undefined),
  list: (value, { language }) =>
    Array.isArray(value)
      ? list(
          value.map((item) => (isNumber(item) ? sayNumber(item, language) : String(item))),
          language,
        )
      : undefined,
};
