/** Figures of the latency bench: the middle one of the repeats, the worst, and ours as a part of the peer's. */
import type { Spoken } from "./speaker.ts";

export interface Told extends Spoken {
  readonly side: "ours" | "peer";
  readonly repeat: number;
  /** The words are a command of the house. */
  readonly known: boolean;
  readonly file: string;
}
interface Spread {
  readonly n: number;
  readonly p50: number | null;
  readonly p95: number | null;
}
interface Side {
  readonly action: Spread;
  readonly firstSound: Spread;
  /** Clips whose turn ended before their speaker did. */
  readonly cutoffs: number;
  /** Known commands that no skill did. */
  readonly missed: number;
}

/** In ms. Of the action only known commands count. */
export function summary(told: readonly Told[]): object {
  const repeats = [...new Set(told.map(({ repeat }) => repeat))];
  const each = (side: Told["side"]): Side[] =>
    repeats.map((repeat) => sideOf(told.filter((one) => one.side === side && one.repeat === repeat)));
  const [ours, peer] = [each("ours"), each("peer")];
  const [middle, usual] = [over(ours, median), over(peer, median)];
  return {
    ...middle,
    peer: usual,
    worst: { ...over(ours, most), peer: over(peer, most) },
    ratio: {
      actionP50: part(middle.action.p50, usual.action.p50),
      actionP95: part(middle.action.p95, usual.action.p95),
      firstSoundP50: part(middle.firstSound.p50, usual.firstSound.p50),
    },
  };
}

function sideOf(told: readonly Told[]): Side {
  const known = told.filter((one) => one.known);
  return {
    action: spread(known.map(({ action }) => action)),
    firstSound: spread(told.map(({ firstSound }) => firstSound)),
    cutoffs: told.filter(({ cut }) => cut).length,
    missed: known.filter(({ action }) => action === undefined).length,
  };
}

/** By nearest rank. */
function spread(values: readonly (number | undefined)[]): Spread {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const at = (share: number): number | null => sorted[Math.ceil(sorted.length * share) - 1] ?? null;
  return { n: sorted.length, p50: at(0.5), p95: at(0.95) };
}

type Pick = (values: readonly number[]) => number | null;
const median: Pick = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
const most: Pick = (values) => (values.length === 0 ? null : Math.max(...values));

function over(sides: readonly Side[], pick: Pick): Side {
  const of = (read: (side: Side) => number | null): number | null =>
    pick(sides.map(read).filter((value) => value !== null));
  const spreadOf = (stage: "action" | "firstSound"): Spread => ({
    n: of((side) => side[stage].n) ?? 0,
    p50: of((side) => side[stage].p50),
    p95: of((side) => side[stage].p95),
  });
  return {
    action: spreadOf("action"),
    firstSound: spreadOf("firstSound"),
    cutoffs: of(({ cutoffs }) => cutoffs) ?? 0,
    missed: of(({ missed }) => missed) ?? 0,
  };
}

const part = (ours: number | null, peer: number | null): number | null =>
  ours === null || peer === null || peer === 0 ? null : Math.round((ours / peer) * 100) / 100;
