/** Writes out what the lexicon does not say, or says wrong: every number, and the signs that go with them. */
import { cardinal, numberInWords, ordinal, pairs } from "./numbers.ts";

const units: Readonly<Record<string, string>> = {
  "°C": "degrees Celsius",
  "°F": "degrees Fahrenheit",
  "°": "degrees",
  "%": "percent",
  "km/h": "kilometers per hour",
  mph: "miles per hour",
  km: "kilometers",
  kg: "kilograms",
  kWh: "kilowatt hours",
  kW: "kilowatts",
  W: "watts",
  V: "volts",
};
const coins: Readonly<Record<string, readonly [string, string]>> = {
  $: ["dollars", "cents"],
  "\u20AC": ["euros", "cents"],
  "\u00A3": ["pounds", "pence"],
};

const amount = String.raw`\d+(?:,\d{3})*(?:\.\d+)?`;
type Rule = readonly [RegExp, (...found: string[]) => string];

const rules: readonly Rule[] = [
  [/(\d)\s*a\.?m\b\.?/gi, (_, digit) => `${digit} ayem`],
  [/(\d)\s*p\.?m\b\.?/gi, (_, digit) => `${digit} peeem`],
  [/\b(\d{1,2}):00(?=\s+(?:ayem|peeem))/g, (_, hour) => cardinal(Number(hour))],
  [/\b(\d{1,2}):00\b(?!:)/g, (_, hour) => `${cardinal(Number(hour))} o'clock`],
  [/\b(\d{1,2}):(\d\d)\b(?!:)/g, (_, hour, minute) => pairs(Number(hour), Number(minute))],
  [/\b(1[1-9]|20)([1-9]\d)\b(?![.,]\d|\s*[%°])/g, (_, first, second) => pairs(Number(first), Number(second))],
  [/(\d)(?:st|nd|rd|th)\b/g, (_, digit) => `${digit}\u00BA`],
  [/(\d+)\u00BA/g, (_, number) => (number.length < 7 ? ordinal(Number(number)) : numberInWords(number))],
  [new RegExp(`([$\u20AC\u00A3])\\s?(${amount})`, "g"), (_, sign, number) => money(sign, number)],
  [/(^|\s)[-\u2212](?=\d)/g, (_, blank) => `${blank}minus `],
  [
    new RegExp(`(${amount})\\s*(°\\s?[CF]\\b|[°%]|km/h\\b|(?:mph|km|kg|kWh|kW|W|V)\\b)`, "g"),
    (_, number, unit) => `${numberInWords(number)} ${units[unit.replace(/\s/g, "")]}`,
  ],
  [new RegExp(amount, "g"), (number) => ` ${numberInWords(number)} `],
];

/** Plain words and punctuation; empty when nothing in it can be said. */
export function spoken(text: string): string {
  let plain = text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\be\.g\.?/gi, "for example")
    .replace(/\bi\.e\.?/gi, "that is");
  for (const [found, said] of rules) plain = plain.replace(found, said);
  plain = plain
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[Ww]i-[Ff]i/g, "wifi")
    .replace(/&/g, " and ")
    .replace(/\s[-\u2013]\s|[()]/g, ", ")
    .replace(/[^A-Za-z'.,;:!?\u2014\u2026]/g, " ")
    .replace(/\s+([.,;:!?])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
  return /[A-Za-z]/.test(plain) ? plain : "";
}

function money(sign: string, written: string): string {
  const [unit, part] = coins[sign] ?? ["", ""];
  const [whole = "", cents] = written.split(".");
  const said = `${numberInWords(whole)} ${unit}`;
  return cents && Number(cents) > 0 ? `${said} and ${numberInWords(String(Number(cents)))} ${part}` : said;
}
