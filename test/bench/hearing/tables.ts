/** Sums up what was heard: by half and condition for commands, and by kind for speech that is none. */
import type { Thresholds } from "../../../plugins/stt-moonshine/second.ts";
import { type Evidence, extraMs, type Stage, taken } from "./evidence.ts";

type Row = Readonly<Record<string, string | number | null>>;

export function report(heard: readonly Evidence[], removed: readonly Evidence[], limits: Thresholds): object {
  const commands = heard.filter(({ wanted }) => wanted !== "");
  const others = heard.filter(({ wanted }) => wanted === "");
  const halves = ["fitted", "held out"] as const;
  const conditions = [...new Set(commands.map(({ sound }) => sound.condition))];
  const understood = halves.flatMap((half) => {
    const mine = commands.filter(({ sound }) => sound.half === half);
    const rows = conditions.map((condition) =>
      rowOf(
        half,
        condition,
        mine.filter(({ sound }) => sound.condition === condition),
        limits,
      ),
    );
    return [...rows, rowOf(half, "all", mine, limits)];
  });
  const kindOf = ({ sound: { clip } }: Evidence): string =>
    clip.kind === "command" ? `command, ${clip.domain}` : clip.kind;
  const harmless = [...Map.groupBy(others, kindOf)].map(([kind, some]) => falseRow(kind, some, limits));
  const gone = halves.map((half) =>
    falseRow(
      `sentence removed, ${half}`,
      removed.filter(({ sound }) => sound.half === half),
      limits,
    ),
  );
  return {
    understood,
    falseActions: [...harmless, ...gone],
    added: [addedRow("commands", commands, limits), addedRow("other speech and noise", others, limits)],
    changed: [...heard, ...removed].flatMap((one) => changeOf(one, limits)),
  };
}

function rowOf(half: string, condition: string, some: readonly Evidence[], limits: Thresholds): Row {
  const right = (stage: Stage): number =>
    some.filter((one) => one.house.deed(taken(one, stage, limits).text) === one.wanted).length;
  const wrong = (stage: Stage): number => some.filter((one) => isWrong(one, stage, limits)).length;
  const [free, near, bound] = [right("free"), right("nearest"), right("grammar")];
  return {
    half,
    condition,
    sounds: some.length,
    free,
    nearest: near,
    grammar: bound,
    missedBefore: some.length - free,
    missedAfter: some.length - bound,
    wrongBefore: wrong("free"),
    wrongAfter: wrong("grammar"),
  };
}

function isWrong(one: Evidence, stage: Stage, limits: Thresholds): boolean {
  const deed = one.house.deed(taken(one, stage, limits).text);
  return deed !== "" && deed !== one.wanted;
}

function falseRow(kind: string, some: readonly Evidence[], limits: Thresholds): Row {
  const count = (stage: Stage): number => some.filter((one) => isWrong(one, stage, limits)).length;
  return {
    kind,
    sounds: some.length,
    free: count("free"),
    nearest: count("nearest"),
    grammar: count("grammar"),
  };
}

function addedRow(kind: string, some: readonly Evidence[], limits: Thresholds): Row {
  const again = some.filter((one) => !one.known && one.took.free > 0);
  const added = again.map((one) => extraMs(one, limits));
  const free = some.filter((one) => one.took.free > 0).map(({ took }) => took.free);
  return {
    kind,
    sounds: some.length,
    heardAgain: again.length,
    freeP50: quantile(free, 0.5),
    addedP50: quantile(added, 0.5),
    addedP95: quantile(added, 0.95),
  };
}

function quantile(values: readonly number[], part: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  return value === undefined ? null : Math.round(value);
}

/** Where a second hearing changed what is done, and where a command was missed. */
function changeOf(one: Evidence, limits: Thresholds): Row[] {
  const { text, by } = taken(one, "grammar", limits);
  const deed = one.house.deed(text);
  if (by === "free" && (deed === one.wanted || deed === one.house.deed(one.free.text))) {
    if (deed === one.wanted || one.wanted === "") return [];
  }
  const { clip, condition, half } = one.sound;
  const { bound, free } = one;
  const verdict = deed === one.wanted ? "right" : deed === "" ? "missed" : "wrong";
  const worse = bound ? (free.score - bound.score) / bound.tokens : null;
  return [
    {
      verdict,
      by,
      half,
      file: clip.file,
      condition,
      heard: free.text,
      taken: text,
      along: bound?.text ?? "",
      worse,
      mean: bound ? bound.score / bound.tokens : null,
      end: bound?.end ?? null,
    },
  ];
}
