/** Moments as German says them: "morgen um acht", "am Freitag früh", "in drei Tagen", "am dritten Mai", "am 3.5.". */
import { countedReader } from "./counted.ts";
import { amounts, wordValue } from "./de-numbers.ts";
import { durations, times } from "./de-times.ts";
import { dated, momentReader, phrasesOf, readPhrase, timed, wordAt, yearAt } from "./moments.ts";
import type { Moment, PartOfDay, Reading, Token } from "./types.ts";

export const weekdays = "montag dienstag mittwoch donnerstag freitag samstag sonntag".split(" ");
export const months =
  "januar februar märz april mai juni juli august september oktober november dezember".split(" ");
export const parts: readonly (readonly [string, PartOfDay])[] = [
  ["früh", "morning"],
  ["morgen", "morning"],
  ["vormittag", "morning"],
  ["mittag", "noon"],
  ["nachmittag", "afternoon"],
  ["abend", "evening"],
  ["nacht", "night"],
];

/** The number of a weekday, 1 to 7; "Sonnabend" is one too. */
export const weekdayOf = (word: string): number => (word === "sonnabend" ? 6 : weekdays.indexOf(word) + 1);

function* fixed(): Generator<readonly [string, Moment]> {
  const days: readonly (readonly [string, Moment])[] = [
    ["heute", { days: 0 }],
    ["morgen", { days: 1 }],
    ["übermorgen", { days: 2 }],
  ];
  for (const [day, moment] of days) {
    yield [day, moment];
    for (const [said, part] of parts) {
      if (`${day} ${said}` !== "morgen morgen") yield [`${day} ${said}`, { ...moment, part }];
      yield [`${day} am ${said}`, { ...moment, part }];
    }
    for (const [said, part] of [
      ["abends", "evening"],
      ["mittags", "noon"],
      ["morgens", "morning"],
    ] as const) {
      yield [`${day} ${said}`, { ...moment, part }];
    }
  }
  yield ["nächste woche", { days: 7 }];
  yield ["kommende woche", { days: 7 }];
  for (const next of ["nächsten", "kommenden"]) yield [`${next} monat`, { months: 1 }];
  for (const day of [...weekdays, "sonnabend"]) yield* named(day, { weekday: weekdayOf(day) });
  for (const text of ["am wochenende", "dieses wochenende", "nächstes wochenende"])
    yield [text, { weekday: 6 }];
}

function* named(day: string, moment: Moment): Generator<readonly [string, Moment]> {
  const leads: readonly (readonly [string, Moment])[] = [
    ...["", "am ", "diesen ", "am kommenden ", "kommenden ", "den "].map((lead) => [lead, moment] as const),
    ...["nächsten ", "am nächsten "].map((lead) => [lead, { ...moment, next: true }] as const),
  ];
  for (const [lead, value] of leads) {
    yield [lead + day, value];
    for (const [said, part] of parts) {
      for (const text of [`${lead}${day} ${said}`, `${lead}${day}${said}`, `${lead}${day} am ${said}`]) {
        yield [text, { ...value, part }];
      }
    }
    for (const [said, part] of [
      ["abends", "evening"],
      ["morgens", "morning"],
      ["mittags", "noon"],
    ] as const) {
      yield [`${lead}${day} ${said}`, { ...value, part }];
    }
    yield [`${lead}${day} nächste woche`, { ...moment, weeks: 1 }];
  }
  for (const am of ["", "am "]) yield [`nächste woche ${am}${day}`, { ...moment, weeks: 1 }];
}

const phrases = phrasesOf(fixed());

const irregular = new Map([
  ["erste", 1],
  ["dritte", 3],
  ["siebte", 7],
  ["siebente", 7],
  ["achte", 8],
]);

/** "dritten", "einundzwanzigsten", "3": recognisers leave the dot out. */
export function ordinalAt(tokens: readonly Token[], at: number): Reading<number> | undefined {
  const word = wordAt(tokens, at);
  if (/^\d{1,2}$/.test(word)) return { to: at + 1, value: Number(word) };
  const stem = word.replace(/[nrs]$/, "");
  const value = irregular.get(stem) ?? wordValue(/^(.{2,30}?)s?te$/.exec(stem)?.[1] ?? "");
  return value !== undefined && value >= 1 && value <= 31 ? { to: at + 1, value } : undefined;
}

/** "am letzten Freitag im November", "am ersten Montag des nächsten Monats". */
const counted = countedReader({
  leading: [/^(am|der|den|zum)$/],
  nth(tokens, at) {
    if (/^letzte[nr]?$/.test(wordAt(tokens, at))) return { to: at + 1, value: -1 };
    const found = ordinalAt(tokens, at);
    return found !== undefined && found.value >= 1 && found.value <= 4 ? found : undefined;
  },
  weekday: (word) => (word === "wochenende" ? 6 : weekdayOf(word)),
  parts,
  month(tokens, at) {
    if (!/^(im|des|in|vom)$/.test(wordAt(tokens, at))) return undefined;
    const [first, second] = [wordAt(tokens, at + 1), wordAt(tokens, at + 2)];
    const named = months.indexOf(first.replace(/^jänner$/, "januar").replace(/^(mai|april)s$/, "$1")) + 1;
    if (named > 0) return { to: at + 2, value: { month: named } };
    if (/^monate?s?$/.test(first)) return { to: at + 2, value: {} };
    if (!/^monate?s?$/.test(second)) return undefined;
    if (/^(nächste|kommende)[nrs]$/.test(first)) return { to: at + 3, value: { months: 1 } };
    return /^(diese[mns])$/.test(first) ? { to: at + 3, value: { months: 0 } } : undefined;
  },
});

/** "am dritten Mai", "am 3. Mai 2027", "am 3.5.", "am 15.": a day alone needs its "am". */
function dates(tokens: readonly Token[], from: number): Reading<Moment>[] {
  const led = /^(am|den|zum)$/.test(wordAt(tokens, from));
  const at = led ? from + 1 : from;
  const found: Reading<Moment>[] = [];
  const push = (to: number, date: number, month?: number): void => {
    const value = dated(date, month);
    if (value === undefined) return;
    found.push({ to, value });
    const year = month === undefined ? undefined : yearAt(tokens, to);
    if (year !== undefined) found.push({ to: to + 1, value: { ...value, year } });
  };
  const [, day, number] = /^(\d{1,2})\.(\d{1,2})$/.exec(wordAt(tokens, at)) ?? [];
  if (led && day !== undefined && Number(number) >= 1 && Number(number) <= 12)
    push(at + 1, Number(day), Number(number));
  const first = ordinalAt(tokens, at);
  if (first === undefined) return found;
  const month = months.indexOf(wordAt(tokens, first.to).replace(/^(jänner)$/, "januar")) + 1;
  if (month > 0) push(first.to + 1, first.value, month);
  const next = led ? ordinalAt(tokens, first.to) : undefined;
  if (next !== undefined && next.value <= 12 && !/^\d/.test(wordAt(tokens, first.to))) {
    push(next.to, first.value, next.value);
  }
  if (led) push(first.to, first.value);
  return found;
}

/** "in zwei Stunden", "in drei Tagen", "in einem Monat", "heute in einer Woche". */
function spans(tokens: readonly Token[], from: number): Reading<Moment>[] {
  const start = wordAt(tokens, from) === "heute" ? from + 1 : from;
  if (wordAt(tokens, start) !== "in") return [];
  const found: Reading<Moment>[] = [];
  for (const { to, value } of amounts(tokens, start + 1)) {
    const unit = /^(tag|woche|monat)(e|en|n)?$/.exec(wordAt(tokens, to))?.[1];
    if (unit === undefined || !Number.isInteger(value) || value < 1 || value > 1000) continue;
    const moment = unit === "monat" ? { months: value } : { days: unit === "woche" ? value * 7 : value };
    found.push({ to: to + 1, value: moment });
  }
  if (start > from) return found;
  for (const { to, value } of durations(tokens, start + 1)) found.push({ to, value: { after: value } });
  return found;
}

const bareWord = /^\d{1,2}$/;

/** "um acht", "gegen halb acht", "acht Uhr", "am Abend", "abends", "in der Früh". */
function clocks(tokens: readonly Token[], from: number, bare: boolean): Reading<Moment>[] {
  const at = /^(um|gegen|ab|bis)$/.test(wordAt(tokens, from)) ? from + 1 : from;
  const found: Reading<Moment>[] = [];
  for (const { to, value } of times(tokens, at)) {
    // A number, or an article as in "ein": no time unless something says so.
    const numbers = tokens
      .slice(at, to)
      .every(({ key }) => bareWord.test(key) || wordValue(key) !== undefined);
    if (at > from || bare || !numbers) found.push({ to, value: timed(value) });
  }
  const word = wordAt(tokens, from);
  const adverb = /^(morgens|früh|vormittags|mittags|nachmittags|abends|nachts)$/.exec(word)?.[1];
  const part = parts.find(([said]) => said === adverb || `${said}s` === adverb)?.[1];
  if (part !== undefined) found.push({ to: from + 1, value: { part } });
  const noun = word === "am" ? from + 1 : word === "in" && wordAt(tokens, from + 1) === "der" ? from + 2 : -1;
  const meant = noun < 0 ? undefined : parts.find(([said]) => said === wordAt(tokens, noun));
  if (meant !== undefined) found.push({ to: noun + 1, value: { part: meant[1] } });
  return found;
}

export const moments = momentReader({
  span: spans,
  day: (tokens, from) => [
    ...readPhrase(phrases, tokens, from),
    ...counted(tokens, from),
    ...dates(tokens, from),
  ],
  clock: clocks,
});
