/** Figures of the load bench: of each repeat, then the middle and the worst of them. */
import type { Costs } from "./hub.ts";
import type { Spoken } from "./room.ts";

/** Over a stretch of time. */
export interface Use {
  /** Percent of one core. */
  readonly cpu: number;
  /** At its end. */
  readonly mb: number;
}
export interface Uses {
  readonly hub: Use;
  readonly speech: Use;
}
export interface Round {
  /** One alone, or all of them at once. */
  readonly who: "one" | "all";
  readonly repeat: number;
  readonly spoken: readonly Spoken[];
  readonly cost: Uses;
}
export interface Idle {
  readonly kind: "none" | "mute" | "streaming";
  /** Rooms that no wake-word detector took. */
  readonly refused: number;
  readonly cost: Uses;
  /** What the satellites' own process took, percent of one core. */
  readonly satellites: number;
  readonly spoken: readonly Spoken[];
}

/** `ms`: between both. */
export function costBetween(before: Costs, after: Costs, ms: number): Uses {
  const use = (who: "hub" | "speech"): Use => ({
    cpu: Math.round(((after[who].cpuMs - before[who].cpuMs) / ms) * 1000) / 10,
    mb: after[who].mb,
  });
  return { hub: use("hub"), speech: use("speech") };
}

const median = (values: readonly number[]): number | null =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
const most = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.max(...values));
/** By nearest rank. */
const rank = (values: readonly number[], share: number): number | null =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? null;
const given = (values: readonly (number | undefined | null)[]): number[] =>
  values.filter((value) => value !== undefined && value !== null);

/** What one repeat, or all of them, showed of those who spoke. */
function latencies(spoken: readonly Spoken[]) {
  const actions = given(spoken.map(({ action }) => action));
  const sounds = given(spoken.map(({ firstSound }) => firstSound));
  return {
    actionP50: rank(actions, 0.5),
    actionP95: rank(actions, 0.95),
    actionWorst: most(actions),
    firstSoundP50: rank(sounds, 0.5),
    firstSoundP95: rank(sounds, 0.95),
  };
}

/** `unlike`: turns of many that were understood as another intent than the same clip mostly is when one talks alone. */
export function summaryOf(rounds: readonly Round[]): object {
  const alone = new Map<string, Map<string, number>>();
  for (const { spoken } of rounds.filter(({ who }) => who === "one")) {
    for (const { file, intent } of spoken) {
      const counts = alone.get(file) ?? new Map<string, number>();
      alone.set(file, counts.set(intent, (counts.get(intent) ?? 0) + 1));
    }
  }
  const usual = ({ file }: Spoken): string | undefined =>
    [...(alone.get(file) ?? [])].toSorted(([, a], [, b]) => b - a)[0]?.[0];
  const side = (who: Round["who"]): object => {
    const of = rounds.filter((round) => round.who === who);
    const spoken = of.flatMap((round) => round.spoken);
    const repeats = [...new Set(of.map(({ repeat }) => repeat))].map((repeat) =>
      latencies(of.filter((round) => round.repeat === repeat).flatMap((round) => round.spoken)),
    );
    const unlike = spoken.filter((one) => one.intent !== usual(one));
    return {
      turns: spoken.length,
      unanswered: spoken.filter(({ outcome, firstSound }) => outcome === "none" || firstSound === undefined)
        .length,
      failed: tally(spoken.filter(({ code }) => code !== undefined).map(({ code = "" }) => code)),
      unlike: unlike.length,
      unlikeExamples: unlike.slice(0, 8).map((one) => ({ ...one, usual: usual(one) })),
      ...middle(repeats, median),
      worst: middle(repeats, most),
      hubCpu: median(of.map(({ cost }) => cost.hub.cpu)),
      speechCpu: median(of.map(({ cost }) => cost.speech.cpu)),
      hubMb: most(of.map(({ cost }) => cost.hub.mb)),
      speechMb: most(of.map(({ cost }) => cost.speech.mb)),
    };
  };
  return { one: side("one"), all: side("all") };
}

function tally(codes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

type Latencies = ReturnType<typeof latencies>;
function middle(repeats: readonly Latencies[], pick: (values: readonly number[]) => number | null): object {
  const keys = ["actionP50", "actionP95", "actionWorst", "firstSoundP50", "firstSoundP95"] as const;
  return Object.fromEntries(keys.map((key) => [key, pick(given(repeats.map((one) => one[key])))]));
}

/** A row for each kind of house: the middle of the repeats. */
export function idleTable(houses: readonly Idle[], count: number): object {
  const rows = (["none", "mute", "streaming"] as const).map((kind) => {
    const of = houses.filter((house) => house.kind === kind);
    const mid = (read: (house: Idle) => number): number | null => median(of.map(read));
    return {
      satellites: kind === "none" ? "none" : `${count} ${kind}`,
      hubCpu: mid(({ cost }) => cost.hub.cpu),
      hubCpuWorst: most(of.map(({ cost }) => cost.hub.cpu)),
      speechCpu: mid(({ cost }) => cost.speech.cpu),
      speechCpuWorst: most(of.map(({ cost }) => cost.speech.cpu)),
      hubMb: mid(({ cost }) => cost.hub.mb),
      speechMb: mid(({ cost }) => cost.speech.mb),
      ownCpu: mid((house) => house.satellites),
      refused: most(of.map(({ refused }) => refused)),
      ...latencies(of.flatMap(({ spoken }) => spoken)),
    };
  });
  return rows;
}
