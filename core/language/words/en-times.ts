/** Durations and times of day as English says them. */
import { amounts, fractionAt } from "./en-numbers.ts";
import type { Reading, TimeOfDay, Token } from "./types.ts";

const units = new Map<string, number>();
for (const [names, length] of [
  ["second seconds sec secs s", 1000],
  ["minute minutes min mins m", 60_000],
  ["hour hours hr hrs h", 3_600_000],
  ["day days", 86_400_000],
  ["week weeks", 604_800_000],
] as const) {
  for (const name of names.split(" ")) units.set(name, length);
}

const wordAt = (tokens: readonly Token[], at: number): string => tokens[at]?.word ?? "";

interface Piece extends Reading<number> {
  readonly unit: number;
}

/** One amount with its unit: "five minutes", "half an hour", "an hour and a half", "one and a half hours". */
function piecesAt(tokens: readonly Token[], at: number): Piece[] {
  const found: Piece[] = [];
  for (const amount of amounts(tokens, at)) {
    const unit = units.get(wordAt(tokens, amount.to));
    if (unit === undefined) continue;
    const to = amount.to + 1;
    found.push({ to, value: amount.value * unit, unit });
    if (wordAt(tokens, to) !== "and") continue;
    for (const part of fractionAt(tokens, to + 1)) {
      found.push({ to: part.to, value: (amount.value + part.value) * unit, unit });
    }
  }
  const another = wordAt(tokens, at) === "another" ? units.get(wordAt(tokens, at + 1)) : undefined;
  if (another !== undefined) found.push({ to: at + 2, value: another, unit: another });
  for (const part of fractionAt(tokens, at)) {
    const of = wordAt(tokens, part.to) === "of" ? part.to + 1 : part.to;
    const noun = /^(an?|one|1)$/.test(wordAt(tokens, of)) ? of + 1 : of;
    const unit = units.get(wordAt(tokens, noun));
    if (unit !== undefined && noun > part.to) found.push({ to: noun + 1, value: part.value * unit, unit });
  }
  return found;
}

/** All durations that begin at `from`, ms: "1 hour and 30 minutes", "one hour thirty", units falling. */
export function durations(tokens: readonly Token[], from: number, below = Infinity): Reading<number>[] {
  const found: Reading<number>[] = [];
  for (const piece of piecesAt(tokens, from)) {
    if (piece.unit >= below) continue;
    found.push({ to: piece.to, value: Math.round(piece.value) });
    const after = wordAt(tokens, piece.to) === "and" ? piece.to + 1 : piece.to;
    for (const rest of durations(tokens, after, piece.unit)) {
      found.push({ to: rest.to, value: Math.round(piece.value) + rest.value });
    }
    if (piece.unit !== 3_600_000 && piece.unit !== 60_000) continue;
    for (const bare of amounts(tokens, piece.to)) {
      const whole = Number.isInteger(bare.value) && bare.value > 1 && bare.value < 60;
      if (whole) found.push({ to: bare.to, value: Math.round(piece.value + (bare.value * piece.unit) / 60) });
    }
  }
  return found;
}

const whole = (tokens: readonly Token[], at: number, most: number): Reading<number>[] =>
  amounts(tokens, at).filter(
    ({ value, to }) =>
      Number.isInteger(value) && value <= most && !(to === at + 1 && /^an?$/.test(wordAt(tokens, at))),
  );

/** Minutes after an hour as they are read out: "thirty", "oh five", "05". */
function minutesAt(tokens: readonly Token[], at: number): Reading<number>[] {
  if (/^(oh|o|zero)$/.test(wordAt(tokens, at))) {
    return whole(tokens, at + 1, 9).filter(({ value }) => value > 0);
  }
  const digits = /^\d\d$/.test(wordAt(tokens, at));
  return whole(tokens, at, 59).filter(({ value }) => value > 9 || digits);
}

/** Clock readings before any word for the part of the day. */
function clocks(tokens: readonly Token[], at: number): Reading<TimeOfDay>[] {
  const found: Reading<TimeOfDay>[] = [];
  const digits =
    /^(\d{1,2})[:.](\d\d)$/.exec(wordAt(tokens, at)) ?? /^(\d\d)(\d\d)$/.exec(wordAt(tokens, at));
  if (digits !== null) found.push(...written(digits[1] ?? "", Number(digits[2]), at + 1));
  for (const { to, value: hour } of whole(tokens, at, 24)) {
    found.push(...clock(hour, 0, to));
    if (/^o'?clock$/.test(wordAt(tokens, to))) found.push(...clock(hour, 0, to + 1));
    if (wordAt(tokens, to) === "o" && wordAt(tokens, to + 1) === "clock")
      found.push(...clock(hour, 0, to + 2));
    for (const minute of minutesAt(tokens, to)) found.push(...clock(hour, minute.value, minute.to));
  }
  return [...found, ...relative(tokens, at)];
}

/** `said`: the hour that was named, when it is another one; from 1 to 12 it may be of either half of the day. */
function clock(hour: number, minute: number, to: number, said = hour): Reading<TimeOfDay>[] {
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return [];
  const open = said >= 1 && said <= 12 ? { open: true as const } : {};
  return [{ to, value: { hour: hour % 24, minute, ...open } }];
}

/** "07:30" is in the morning; "7:30" may be in the evening. */
const written = (hour: string, minute: number, to: number): Reading<TimeOfDay>[] =>
  clock(Number(hour), minute, to, hour.startsWith("0") ? 0 : Number(hour));

/** "half past seven", "quarter to eight", "ten minutes past seven", and "half seven" for half past. */
function relative(tokens: readonly Token[], from: number): Reading<TimeOfDay>[] {
  const found: Reading<TimeOfDay>[] = [];
  const at = wordAt(tokens, from) === "a" ? from + 1 : from;
  const first = wordAt(tokens, at);
  const spans: Reading<number>[] =
    first === "half"
      ? [{ to: at + 1, value: 30 }]
      : first === "quarter"
        ? [{ to: at + 1, value: 15 }]
        : whole(tokens, at, 59);
  for (const span of spans) {
    const side = /^minutes?$/.test(wordAt(tokens, span.to)) ? span.to + 1 : span.to;
    const word = wordAt(tokens, side);
    const sign = /^(past|after)$/.test(word) ? 1 : /^(to|before|till|of)$/.test(word) ? -1 : 0;
    if (sign !== 0) {
      const hours = whole(tokens, side + 1, 24).map((one) => ({ ...one, said: one.value }));
      const points = named(tokens, side + 1).map((one) => ({ ...one, said: 0 }));
      for (const { to, value: hour, said } of [...hours, ...points]) {
        const total = (((hour * 60 + sign * span.value) % 1440) + 1440) % 1440;
        found.push(...clock(Math.floor(total / 60), total % 60, to, said));
      }
    } else if (first === "half") {
      for (const { to, value } of whole(tokens, at + 1, 12)) found.push(...clock(value, 30, to));
    }
  }
  return found;
}

const named = (tokens: readonly Token[], at: number): Reading<number>[] => {
  const word = wordAt(tokens, at);
  if (/^(noon|midday)$/.test(word)) return [{ to: at + 1, value: 12 }];
  return word === "midnight" ? [{ to: at + 1, value: 0 }] : [];
};

const parts: readonly [readonly string[], "am" | "pm" | "night"][] = [
  [["am"], "am"],
  [["a", "m"], "am"],
  [["pm"], "pm"],
  [["p", "m"], "pm"],
  [["in", "the", "morning"], "am"],
  [["this", "morning"], "am"],
  [["in", "the", "afternoon"], "pm"],
  [["this", "afternoon"], "pm"],
  [["in", "the", "evening"], "pm"],
  [["this", "evening"], "pm"],
  [["tonight"], "night"],
  [["at", "night"], "night"],
];

/** "night" is the evening from five o'clock, and the morning before. */
function inPart({ hour, minute }: TimeOfDay, part: "am" | "pm" | "night"): TimeOfDay | undefined {
  if (hour > 12) return part === "am" ? undefined : { hour, minute };
  const half = part === "night" ? (hour % 12 >= 5 ? "pm" : "am") : part;
  return { hour: (hour % 12) + (half === "pm" ? 12 : 0), minute };
}

/** All times of day that begin at `from`; without a word for the part of the day the hour is as it was said, and open. */
export function times(tokens: readonly Token[], from: number): Reading<TimeOfDay>[] {
  const found: Reading<TimeOfDay>[] = [];
  for (const { to, value } of named(tokens, from)) found.push({ to, value: { hour: value, minute: 0 } });
  for (const reading of clocks(tokens, from)) {
    found.push(reading);
    for (const [words, part] of parts) {
      if (!words.every((word, index) => wordAt(tokens, reading.to + index) === word)) continue;
      const value = inPart(reading.value, part);
      if (value !== undefined) found.push({ to: reading.to + words.length, value });
    }
  }
  return found;
}
