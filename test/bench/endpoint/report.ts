/** Cut-offs and dead air of each rule, over each kind of take. */
import type { Said } from "../../../core/dialog/listen/patience.ts";
import type { Over, Timing } from "./rules.ts";
import { isCut, type Trial } from "./trial.ts";

const silences = [300, 500, 700, 1000] as const;

export interface Row {
  readonly rule: string;
  readonly takes: number;
  /** Share of takes that were taken from their speaker. */
  readonly cutOffs: number;
  /** ms from the end of speech to the end of the turn, and to its words; of the takes that were not cut. */
  readonly deadAirP50: number;
  readonly deadAirP95: number;
  readonly deadAirMean: number;
  readonly wordsP50: number;
  readonly wordsP95: number;
}

export function rowOf(rule: string, trials: readonly Trial[], run: (trial: Trial) => Over | undefined): Row {
  const all = trials.map((trial) => ({ take: trial.take, over: run(trial) }));
  const kept = all.filter(({ take, over }) => over && !isCut(take, over));
  const dead = kept.map(({ take, over }) => Math.max(0, (over?.at ?? 0) - take.end));
  const words = kept.map(({ take, over }) => Math.max(0, (over?.words ?? 0) - take.end));
  const cutOffs =
    all.length === 0 ? 0 : all.filter(({ take, over }) => isCut(take, over)).length / all.length;
  return {
    rule,
    takes: all.length,
    cutOffs: Math.round(cutOffs * 1000) / 1000,
    deadAirP50: at(dead, 0.5),
    deadAirP95: at(dead, 0.95),
    deadAirMean: Math.round(dead.reduce((sum, one) => sum + one, 0) / Math.max(1, dead.length)),
    wordsP50: at(words, 0.5),
    wordsP95: at(words, 0.95),
  };
}

const at = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
};

const groups: Readonly<Record<string, (trial: Trial) => boolean>> = {
  "commands, known": ({ take, known }) => take.kind === "whole" && known,
  "commands, unknown": ({ take, known }) => take.kind === "whole" && !known,
  "paused where no command is whole": ({ take, whole }) => take.kind === "paused" && !whole,
  "paused where a command is whole": ({ take, whole }) => take.kind === "paused" && whole,
  all: () => true,
};

/** `judged`: the half on which nothing was fitted. */
export function report(trials: readonly Trial[], timing: Timing, wanted: (said: Said) => number): object {
  const tables = (some: readonly Trial[]): object =>
    Object.fromEntries(
      Object.entries(groups).map(([group, fits]) => {
        const members = some.filter(fits);
        const fixed = silences.map((ms) => rowOf(`silence ${ms}`, members, (one) => one.fixed(ms, timing)));
        return [group, [...fixed, rowOf("ours", members, (one) => one.ours(wanted, timing))]];
      }),
    );
  const judged = trials.filter(({ half }) => half === "judge");
  const over = (some: readonly Trial[]) => ratioOf(some, timing, wanted);
  return {
    judged: { ratio: over(judged), ...tables(judged) },
    everything: { ratio: over(trials), ...tables(trials) },
  };
}

/** Ours as a part of 700 ms of silence: dead air of known commands, and the cut-offs of both. */
function ratioOf(trials: readonly Trial[], timing: Timing, wanted: (said: Said) => number): object {
  const known = trials.filter(({ known }) => known);
  const ours = rowOf("ours", known, (one) => one.ours(wanted, timing));
  const fixed = rowOf("fixed", known, (one) => one.fixed(700, timing));
  const part = (a: number, b: number): number => Math.round((a / Math.max(1, b)) * 100) / 100;
  return {
    deadAirP50: part(ours.deadAirP50, fixed.deadAirP50),
    deadAirMean: part(ours.deadAirMean, fixed.deadAirMean),
    wordsP50: part(ours.wordsP50, fixed.wordsP50),
    cutOffs: ours.cutOffs,
    cutOffsFixed: fixed.cutOffs,
  };
}
