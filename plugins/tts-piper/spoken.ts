/** Writes out what Piper's phonemiser does not say as people do. Dates, money and per cent it knows. */

const words: readonly (readonly [RegExp, string])[] = [
  [/(\d)\s*°\s*C\b/g, "$1 degrees Celsius"],
  [/(\d)\s*°\s*F\b/g, "$1 degrees Fahrenheit"],
  [/(\d)\s*km\/h\b/g, "$1 kilometers per hour"],
  [/(\d)\s*mph\b/g, "$1 miles per hour"],
  [/(\d)\s*kWh\b/g, "$1 kilowatt hours"],
  [/(\d)\s*W\b/g, "$1 watts"],
  [/(\d)\s*V\b/g, "$1 volts"],
  [/\b(\d{1,2}):00(?!\d|:)(?=\s*[ap]\.?m\b)/gi, "$1"],
  [/\b(\d{1,2}):00(?!\d|:)/g, "$1 o'clock"],
  [/\b(\d{1,2}):0([1-9])\b(?!:)/g, "$1 oh $2"],
  [/(\d)\s*a\.?m\b\.?/gi, "$1 AM"],
  [/(\d)\s*p\.?m\b\.?/gi, "$1 PM"],
  [/\be\.g\.?/gi, "for example"],
  [/\bi\.e\.?/gi, "that is"],
  [/(^|\s)[-\u2212](?=\d)/g, "$1minus "],
  [/\b(19|20)([1-9]\d)\b(?![.,:]\d|\s*[%°])/g, "$1 $2"],
];

/** Text that Piper says well; empty when nothing in it can be said. */
export function spoken(text: string): string {
  let plain = text;
  for (const [found, said] of words) plain = plain.replace(found, said);
  plain = plain
    .replace(/[\p{C}\p{Extended_Pictographic}<>\\^`{|}~]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return /[\p{Script=Latin}\p{N}]/u.test(plain) ? plain : "";
}
