/** English numbers in words. */

const ones = (
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
  "eighteen nineteen"
).split(" ");
const tens = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const scales = [
  [1_000_000_000, "billion"],
  [1_000_000, "million"],
  [1000, "thousand"],
  [100, "hundred"],
] as const;
const irregular: Readonly<Record<string, string>> = {
  one: "first",
  two: "second",
  three: "third",
  five: "fifth",
  eight: "eighth",
  nine: "ninth",
  twelve: "twelfth",
};

/** A number as it is written, with or without thousands and decimals: "1,234.5". Very long ones digit by digit. */
export function numberInWords(written: string): string {
  const [whole = "", decimals] = written.replaceAll(",", "").split(".");
  const said = whole.length > 12 || /^0\d/.test(whole) ? digits(whole) : cardinal(Number(whole));
  return decimals ? `${said} point ${digits(decimals)}` : said;
}

/** 21 is "twenty first". */
export function ordinal(value: number): string {
  const words = cardinal(value).split(" ");
  const last = words.pop() ?? "";
  const ranked = irregular[last] ?? (last.endsWith("y") ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return [...words, ranked].join(" ");
}

/** A year, or an hour and its minutes, said in pairs: 1999 is "nineteen ninety nine", 7 and 5 "seven o five". */
export function pairs(first: number, second: number): string {
  return `${cardinal(first)} ${second < 10 ? `o ${cardinal(second)}` : cardinal(second)}`;
}

export function cardinal(value: number): string {
  if (value < 20) return ones[value] ?? "";
  for (const [size, name] of scales) {
    if (value < size) continue;
    const rest = value % size;
    return `${cardinal(Math.floor(value / size))} ${name}${rest ? ` ${cardinal(rest)}` : ""}`;
  }
  const rest = value % 10;
  return `${tens[Math.floor(value / 10)]}${rest ? ` ${ones[rest]}` : ""}`;
}

const digits = (run: string): string => [...run].map((digit) => ones[Number(digit)]).join(" ");
