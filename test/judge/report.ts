/** The judge's findings for people: a table, then every miss with its reason. */
import type { Miss, Score } from "./judge.ts";

const share = (part: number, total: number): string =>
  total === 0 ? "-" : `${(Math.floor((part / total) * 10_000) / 100).toFixed(2)} %`;

const columns = ["language", "sentences", "intent", "+ slots", "+ response"];

export function textOf(scores: Readonly<Record<string, Score>>): string {
  const all = Object.values(scores);
  const sum = (key: "total" | "intent" | "slots" | "response"): number =>
    all.reduce((total, score) => total + score[key], 0);
  const whole = {
    total: sum("total"),
    intent: sum("intent"),
    slots: sum("slots"),
    response: sum("response"),
    misses: [],
  };
  const rows = [
    columns,
    ...Object.entries(scores).map(([language, score]) => rowOf(language, score)),
    ...(all.length > 1 ? [rowOf("all", whole)] : []),
  ];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const misses = all.flatMap((score) => score.misses.map(missText));
  return [...table, ...(misses.length > 0 ? ["", "Misses:", ...misses] : [])].join("\n");
}

const rowOf = (language: string, { total, intent, slots, response }: Score): readonly string[] => [
  language,
  String(total),
  share(intent, total),
  share(slots, total),
  share(response, total),
];

const missText = ({ file, sentence, level, expected, got, reason }: Miss): string =>
  [
    `  ${file}: "${sentence}"`,
    `    ${level}: ${reason}`,
    `    expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`,
  ].join("\n");
