/** Durations and times of day as German says them. */
import { amounts, fractionAt, wordValue } from "./de-numbers.ts";
import type { Reading, TimeOfDay, Token } from "./types.ts";

const hour = 3_600_000;
const minute = 60_000;
const units = new Map<string, number>();
for (const [names, length] of [
  ["sekunde sekunden sek s", 1000],
  ["minute minuten min m", minute],
  ["stunde stunden std h", hour],
  ["tag tage tagen", 86_400_000],
  ["woche wochen", 604_800_000],
] as const) {
  for (const name of names.split(" ")) units.set(name, length);
}

const wordAt = (tokens: readonly Token[], at: number): string => tokens[at]?.word ?? "";

interface Piece extends Reading<number> {
  readonly unit: number;
}

/** "viertelstunde", "dreiviertelstunde", "halbstunde" and, written together, "dreiminuten". */
function compound(word: string): { value: number; unit: number } | undefined {
  const quarter = /^(viertel|dreiviertel|halbe?)stunde$/.exec(word)?.[1];
  if (quarter !== undefined) {
    return { value: quarter === "viertel" ? 0.25 : quarter === "dreiviertel" ? 0.75 : 0.5, unit: hour };
  }
  const parts = /^(.{1,40}?)(sekunden?|minuten?|stunden?|tage?|wochen?)$/.exec(word);
  const value = wordValue(parts?.[1] ?? "");
  const unit = units.get(parts?.[2] ?? "");
  return value === undefined || unit === undefined ? undefined : { value, unit };
}

function piecesAt(tokens: readonly Token[], at: number): Piece[] {
  const found: Piece[] = [];
  for (const amount of amounts(tokens, at)) {
    const unit = units.get(wordAt(tokens, amount.to));
    if (unit === undefined) continue;
    const to = amount.to + 1;
    found.push({ to, value: amount.value * unit, unit });
    if (wordAt(tokens, to) !== "und") continue;
    for (const part of fractionAt(tokens, to + 1)) {
      found.push({ to: part.to, value: (amount.value + part.value) * unit, unit });
    }
  }
  const article = /^eine?[rn]?$/.test(wordAt(tokens, at)) ? at + 1 : at;
  const joined = compound(wordAt(tokens, article));
  if (joined !== undefined)
    found.push({ to: article + 1, value: joined.value * joined.unit, unit: joined.unit });
  return found;
}

/** All durations that begin at `from`, ms: "eine Stunde und 30 Minuten", "eine Stunde dreißig", units falling. */
export function durations(tokens: readonly Token[], from: number, below = Infinity): Reading<number>[] {
  const found: Reading<number>[] = [];
  for (const piece of piecesAt(tokens, from)) {
    if (piece.unit >= below) continue;
    found.push({ to: piece.to, value: Math.round(piece.value) });
    const after = wordAt(tokens, piece.to) === "und" ? piece.to + 1 : piece.to;
    const smaller = [...durations(tokens, after, piece.unit)];
    for (const rest of smaller) found.push({ to: rest.to, value: Math.round(piece.value) + rest.value });
    if (piece.unit !== hour && piece.unit !== minute) continue;
    for (const bare of amounts(tokens, piece.to)) {
      const whole = Number.isInteger(bare.value) && bare.value > 1 && bare.value < 60;
      if (whole) found.push({ to: bare.to, value: Math.round(piece.value + (bare.value * piece.unit) / 60) });
    }
  }
  return found;
}

const whole = (tokens: readonly Token[], at: number, most: number): Reading<number>[] =>
  amounts(tokens, at).filter(({ value }) => Number.isInteger(value) && value <= most);

/** `said`: the hour that was named, when it is another one; from 1 to 12 it may be of either half of the day. */
function clock(hours: number, minutes: number, to: number, said = hours): Reading<TimeOfDay>[] {
  if (hours < 0 || hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) return [];
  const open = said >= 1 && said <= 12 ? { open: true as const } : {};
  return [{ to, value: { hour: hours % 24, minute: minutes, ...open } }];
}

/** "07:30" is in the morning; "7:30" may be in the evening. */
const written = (hours: string, minutes: number, to: number): Reading<TimeOfDay>[] =>
  clock(Number(hours), minutes, to, hours.startsWith("0") ? 0 : Number(hours));

/** So many minutes from an hour that was named. */
const shifted = (hours: number, by: number, to: number, said = hours): Reading<TimeOfDay>[] => {
  const day = (((hours * 60 + by) % 1440) + 1440) % 1440;
  return clock(Math.floor(day / 60), day % 60, to, said);
};

/** "19:30", "19.30 Uhr", "19 Uhr 30", "neunzehn Uhr dreißig", "sieben". */
function plain(tokens: readonly Token[], at: number): Reading<TimeOfDay>[] {
  const found: Reading<TimeOfDay>[] = [];
  const digits =
    /^(\d{1,2})[:.](\d\d)$/.exec(wordAt(tokens, at)) ?? /^(\d\d)(\d\d)$/.exec(wordAt(tokens, at));
  if (digits !== null) found.push(...written(digits[1] ?? "", Number(digits[2]), at + 1));
  for (const { to, value } of whole(tokens, at, 24)) {
    found.push(...clock(value, 0, to));
    const after = wordAt(tokens, to) === "uhr" ? to + 1 : to;
    for (const rest of whole(tokens, after, 59)) {
      const clear = after > to || rest.value > 9 || /^0\d$/.test(wordAt(tokens, after));
      if (clear) found.push(...clock(value, rest.value, rest.to));
      if (clear && wordAt(tokens, rest.to) === "minuten")
        found.push(...clock(value, rest.value, rest.to + 1));
    }
  }
  return found.flatMap((reading) =>
    wordAt(tokens, reading.to) === "uhr" ? [reading, { ...reading, to: reading.to + 1 }] : [reading],
  );
}

/** "halb acht", "viertel nach sieben", "viertel acht", "dreiviertel acht": minutes from the hour named. */
function quarters(tokens: readonly Token[], at: number): Reading<TimeOfDay>[] {
  const word = wordAt(tokens, at);
  const apart = word === "drei" && wordAt(tokens, at + 1) === "viertel";
  const from = apart ? at + 2 : at + 1;
  const next = wordAt(tokens, from);
  if (word === "viertel" && /^(nach|vor)$/.test(next)) {
    return whole(tokens, from + 1, 24).flatMap(({ to, value }) =>
      shifted(value, next === "nach" ? 15 : -15, to),
    );
  }
  const back =
    word === "halb" ? 30 : word === "viertel" ? 45 : word === "dreiviertel" || apart ? 15 : undefined;
  if (back === undefined) return [];
  return whole(tokens, from, 24).flatMap(({ to, value }) => shifted(value, -back, to));
}

/** "zehn nach sieben", "fünf Minuten vor halb acht". */
function relative(tokens: readonly Token[], at: number): Reading<TimeOfDay>[] {
  const found: Reading<TimeOfDay>[] = [];
  for (const span of whole(tokens, at, 59)) {
    const side = /^minuten?$/.test(wordAt(tokens, span.to)) ? span.to + 1 : span.to;
    const sign = wordAt(tokens, side) === "nach" ? 1 : wordAt(tokens, side) === "vor" ? -1 : 0;
    if (sign === 0) continue;
    for (const { to, value } of [...whole(tokens, side + 1, 24)]) {
      found.push(...shifted(value, sign * span.value, to));
    }
    if (wordAt(tokens, side + 1) !== "halb") continue;
    for (const { to, value } of quarters(tokens, side + 1)) {
      const by = value.minute + sign * span.value;
      found.push(...shifted(value.hour, by, to, value.open ? 1 : 0));
    }
  }
  return found;
}

type Part = "morning" | "noon" | "afternoon" | "night";
const parts: readonly [RegExp, Part][] = [
  [/^(morgens|früh|vormittags)$/, "morning"],
  [/^mittags$/, "noon"],
  [/^(nachmittags|abends)$/, "afternoon"],
  [/^nachts$/, "night"],
];
const nouns: readonly [RegExp, Part][] = [
  [/^(morgen|vormittag|früh)$/, "morning"],
  [/^mittag$/, "noon"],
  [/^(nachmittag|abend)$/, "afternoon"],
  [/^nacht$/, "night"],
];

function partAt(tokens: readonly Token[], at: number): Reading<Part> | undefined {
  const single = parts.find(([form]) => form.test(wordAt(tokens, at)));
  if (single !== undefined) return { to: at + 1, value: single[1] };
  const head = wordAt(tokens, at);
  const noun =
    head === "in" && wordAt(tokens, at + 1) === "der" ? at + 2 : /^(am|heute)$/.test(head) ? at + 1 : 0;
  const double = noun > 0 ? nouns.find(([form]) => form.test(wordAt(tokens, noun))) : undefined;
  return double === undefined ? undefined : { to: noun + 1, value: double[1] };
}

function inPart(time: TimeOfDay, part: Part): TimeOfDay | undefined {
  if (time.hour > 12) return part === "morning" ? undefined : { hour: time.hour, minute: time.minute };
  const low = time.hour % 12;
  const late =
    part === "afternoon" || (part === "noon" && low < 10 && low > 0) || (part === "night" && low >= 6);
  const noon = part === "noon" && time.hour === 12;
  return { hour: low + (late || noon || (part === "noon" && low === 0) ? 12 : 0), minute: time.minute };
}

/** All times of day that begin at `from`; without a word for the part of the day the hour is as it was said, and open. */
export function times(tokens: readonly Token[], from: number): Reading<TimeOfDay>[] {
  const found: Reading<TimeOfDay>[] = [];
  if (wordAt(tokens, from) === "mittag") found.push({ to: from + 1, value: { hour: 12, minute: 0 } });
  if (wordAt(tokens, from) === "mitternacht") found.push({ to: from + 1, value: { hour: 0, minute: 0 } });
  for (const reading of [...plain(tokens, from), ...quarters(tokens, from), ...relative(tokens, from)]) {
    found.push(reading);
    const part = partAt(tokens, reading.to);
    const value = part === undefined ? undefined : inPart(reading.value, part.value);
    if (part !== undefined && value !== undefined) found.push({ to: part.to, value });
  }
  return found;
}
