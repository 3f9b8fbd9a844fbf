/** Tries shares of the ordinary silence on the half that is for fitting: dead air against cut-offs, and what lies on the edge. */
import type { Said, Standing } from "../../../core/dialog/listen/patience.ts";
import { rowOf } from "./report.ts";
import type { Timing } from "./rules.ts";
import type { Trial } from "./trial.ts";

const tried: Readonly<Record<"closed" | "adds" | "changes" | "begun", readonly number[]>> = {
  closed: [0.2, 0.28, 0.36],
  adds: [0.28, 0.36, 0.46, 0.6],
  changes: [0.36, 0.46, 0.55, 0.7],
  begun: [1.5, 2, 2.4],
};

interface Fitted {
  readonly closed: number;
  readonly adds: number;
  readonly changes: number;
  readonly begun: number;
  readonly cutOffs: number;
  readonly deadAirP50: number;
  readonly deadAirMean: number;
}

export function fitOf(trials: readonly Trial[], timing: Timing, silence: number): object[] {
  const half = trials.filter((one) => one.half === "fit" && one.known);
  const rows: Fitted[] = [];
  for (const closed of tried.closed)
    for (const adds of tried.adds)
      for (const changes of tried.changes)
        for (const begun of tried.begun) {
          const shares: Readonly<Record<Standing, number>> = {
            closed,
            adds,
            changes,
            short: 1.5,
            open: 1.5,
            begun,
            unknown: 1,
          };
          const wanted = ({ standing, unfinished }: Said): number =>
            silence *
            (unfinished && standing !== "closed" ? Math.max(shares[standing], 0.8) : shares[standing]);
          const row = rowOf("", half, (one) => one.ours(wanted, timing));
          rows.push({
            closed,
            adds,
            changes,
            begun,
            cutOffs: row.cutOffs,
            deadAirP50: row.deadAirP50,
            deadAirMean: row.deadAirMean,
          });
        }
  const best = rows.filter(
    (row) => !rows.some((other) => other.cutOffs <= row.cutOffs && other.deadAirMean < row.deadAirMean),
  );
  return best.sort((a, b) => a.cutOffs - b.cutOffs);
}
