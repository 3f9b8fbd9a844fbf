/** Finds the day that words mean: "the 24th of December", "next Friday", "Easter". A day is ms at midnight, as if in UTC. */

export const dayMs = 86_400_000;

/** Today where the house stands. */
export function todayIn(timeZone: string, now: number): number {
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
  });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.get("year") ?? 0, (parts.get("month") ?? 1) - 1, parts.get("day") ?? 1);
}

const yearOf = (day: number): number => new Date(day).getUTCFullYear();
const weekdayOf = (day: number): number => new Date(day).getUTCDay();

/** Gauss's way to Easter Sunday, as Lichtenberg mended it. */
function easter(year: number): number {
  const century = Math.floor(year / 100);
  const moon = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const sun = 2 - Math.floor((3 * century + 3) / 4);
  const cycle = year % 19;
  const seed = (19 * cycle + moon) % 30;
  const mend = Math.floor((seed + Math.floor(cycle / 11)) / 29);
  const full = 21 + seed - mend;
  const sunday = 7 - ((year + Math.floor(year / 4) + sun) % 7);
  return Date.UTC(year, 2, full + 7 - ((full - sunday) % 7));
}

/** The nth of a weekday (0: Sunday) in a month. */
function nth(year: number, month: number, weekday: number, count: number): number {
  const first = Date.UTC(year, month - 1, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) * dayMs + (count - 1) * 7 * dayMs;
}

const fixed = (month: number, day: number) => (year: number) => Date.UTC(year, month - 1, day);
const fromEaster = (days: number) => (year: number) => easter(year) + days * dayMs;

/** By the value of the list `feast`. */
const feasts: Readonly<Record<string, (year: number) => number>> = {
  "new-year": fixed(1, 1),
  epiphany: fixed(1, 6),
  valentine: fixed(2, 14),
  "saint-patrick": fixed(3, 17),
  "may-day": fixed(5, 1),
  independence: fixed(7, 4),
  unity: fixed(10, 3),
  halloween: fixed(10, 31),
  "all-saints": fixed(11, 1),
  "saint-martin": fixed(11, 11),
  "saint-nicholas": fixed(12, 6),
  "christmas-eve": fixed(12, 24),
  christmas: fixed(12, 25),
  "boxing-day": fixed(12, 26),
  "new-years-eve": fixed(12, 31),
  carnival: fromEaster(-48),
  "ash-wednesday": fromEaster(-46),
  "good-friday": fromEaster(-2),
  easter: fromEaster(0),
  "easter-monday": fromEaster(1),
  ascension: fromEaster(39),
  pentecost: fromEaster(49),
  "mothers-day": (year) => nth(year, 5, 0, 2),
  thanksgiving: (year) => nth(year, 11, 4, 4),
  advent: (year) => {
    const eve = Date.UTC(year, 11, 24);
    return eve - (weekdayOf(eve) + 21) * dayMs;
  },
};

/** The next one from today on, or that of a year. */
export function feastDay(name: string, today: number, year?: number): number | undefined {
  const find = feasts[name];
  if (!find) return undefined;
  if (year !== undefined) return find(year);
  const here = find(yearOf(today));
  return here >= today ? here : find(yearOf(today) + 1);
}

/** Days from today by the value of the list `near`. */
const near: Readonly<Record<string, number>> = {
  "before-yesterday": -2,
  yesterday: -1,
  today: 0,
  tomorrow: 1,
  overmorrow: 2,
};
export const nearDay = (name: string, today: number): number => today + (near[name] ?? 0) * dayMs;

const tagOf = (language: string): "en" | "de" => (language.toLowerCase().startsWith("de") ? "de" : "en");
const lower = (text: string): string => text.toLowerCase().replaceAll("ß", "ss");

/** Names of months or weekdays, Sunday first. */
function namesOf(language: string, part: "month" | "weekday"): readonly string[] {
  const format = new Intl.DateTimeFormat(tagOf(language), { [part]: "long", timeZone: "UTC" });
  const count = part === "month" ? 12 : 7;
  const at = (index: number) => (part === "month" ? Date.UTC(2023, index, 1) : Date.UTC(2023, 0, 1 + index));
  return Array.from({ length: count }, (_, index) => lower(format.format(at(index))));
}

const units = {
  en: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
  de: "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
} as const;
const ordinals = {
  en: "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
  de: "erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte dreizehnte vierzehnte fünfzehnte sechzehnte siebzehnte achtzehnte neunzehnte zwanzigste",
} as const;

/** 1 to 31, in digits or words, "24th" and "vierundzwanzigsten" too. */
function dayNumber(said: string, language: string): number | undefined {
  const word = said.replaceAll("-", " ").trim();
  const digits = /^(\d{1,2})(?:st|nd|rd|th|\.)?$/.exec(word);
  if (digits) return Number(digits[1]);
  const tag = tagOf(language);
  const [cardinal, ordinal] = [units[tag].split(" "), ordinals[tag].split(" ")];
  const small = (one: string): number => {
    const bare = tag === "de" ? one.replace(/(?<=te)[nrms]$/, "") : one;
    return Math.max(cardinal.indexOf(bare), ordinal.indexOf(bare)) + 1;
  };
  const direct = small(word);
  if (direct > 0) return direct;
  const [, tens, unit] = /^(twenty|thirty) (\w+)$/.exec(word) ?? [];
  if (tag === "en") {
    if (/^thirt(?:y|ieth)$/.test(word)) return 30;
    return tens === undefined ? undefined : (tens === "twenty" ? 20 : 30) + small(unit ?? "");
  }
  const joined = /^(?:(\w+?|fünf)und)?(zwanzig|dreissig)(?:ste[nrms]?)?$/.exec(word);
  if (!joined) return undefined;
  const [, one = "", ten] = joined;
  return (ten === "zwanzig" ? 20 : 30) + (one === "" ? 0 : one === "ein" ? 1 : small(one));
}

/** The next such day from today on, unless it names its year; undefined where the words mean no day. */
export function dayOf(said: string, language: string, today: number): number | undefined {
  const text = lower(said)
    .replace(/[,?!]/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(?:on |am |den |der |dem |zum |the |next |this |nächsten |nächster |kommenden |diesen )+/, "");
  const weekday = namesOf(language, "weekday").indexOf(text.replace(/^sonnabend$/, "samstag"));
  if (weekday >= 0) {
    const ahead = (weekday - weekdayOf(today) + 7) % 7;
    const skips = ahead === 0 && /\b(?:next|nächste[nr]|kommenden)\b/.test(lower(said));
    return today + (skips ? 7 : ahead) * dayMs;
  }
  const numeric = /^(\d{1,2})\.\s?(\d{1,2})\.?(?:\s?(\d{4}))?$/.exec(text);
  if (numeric) return dated(Number(numeric[3]), Number(numeric[2]), Number(numeric[1]), today);
  const months = namesOf(language, "month");
  const words = text.replace(/\bof\b/g, " ").split(/\s+/);
  const at = words.findIndex((word) => months.includes(word));
  if (at < 0) return undefined;
  const year = Number(words.find((word) => /^\d{4}$/.test(word)) ?? Number.NaN);
  const rest = words.filter((word, place) => place !== at && !/^(?:the|den|\d{4})$/.test(word));
  const day = dayNumber(rest.join(" "), language);
  return day === undefined ? undefined : dated(year, months.indexOf(words[at] ?? "") + 1, day, today);
}

/** `year` may be NaN: the next such day. Undefined for a 30th of February. */
function dated(year: number, month: number, day: number, today: number): number | undefined {
  const years = Number.isNaN(year) ? Array.from({ length: 9 }, (_, ahead) => yearOf(today) + ahead) : [year];
  const real = years
    .map((one) => ({ one, at: Date.UTC(one, month - 1, day) }))
    .filter(({ at }) => new Date(at).getUTCMonth() === month - 1 && new Date(at).getUTCDate() === day);
  return (Number.isNaN(year) ? real.find(({ at }) => at >= today) : real[0])?.at;
}

/** ISO 8601: weeks begin on Monday, the first one has the year's first Thursday. */
export function weekOf(day: number): number {
  const thursday = day + (4 - (weekdayOf(day) || 7)) * dayMs;
  return Math.floor((thursday - Date.UTC(yearOf(thursday), 0, 1)) / dayMs / 7) + 1;
}

export const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
