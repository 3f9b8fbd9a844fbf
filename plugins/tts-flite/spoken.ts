/** Writes out what flite does not say by itself. Times, dates, money and per cent it knows. */

const words: readonly (readonly [RegExp, string])[] = [
  [/(\d)\s*°\s*C\b/g, "$1 degrees Celsius"],
  [/(\d)\s*°\s*F\b/g, "$1 degrees Fahrenheit"],
  [/°/g, " degrees"],
  [/(\d)\s*km\/h\b/g, "$1 kilometers per hour"],
  [/(\d)\s*mph\b/g, "$1 miles per hour"],
  [/(\d)\s*kWh\b/g, "$1 kilowatt hours"],
  [/(\d)\s*W\b/g, "$1 watts"],
  [/(\d)\s*V\b/g, "$1 volts"],
  [/\ba\.m\.?/gi, "AM"],
  [/\bp\.m\.?/gi, "PM"],
  [/\be\.g\.?/gi, "for example"],
  [/\bi\.e\.?/gi, "that is"],
  [/(^|\s)[-\u2212](?=\d)/g, "$1minus "],
  [/&/g, " and "],
  [/(\d)\s*%/g, "$1 percent"],
];

/**
 * Plain ASCII for flite's command line: accents are taken off, every other character that it cannot say becomes a
 * blank. Empty when nothing can be said.
 */
export function spoken(text: string): string {
  let plain = text;
  for (const [found, said] of words) plain = plain.replace(found, said);
  plain = plain
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u2013\u2014]/g, ", ")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]|[<>\\^`{|}~]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return /[A-Za-z0-9]/.test(plain) ? plain : "";
}
