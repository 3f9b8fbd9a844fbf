/** Chooses the weights of the evidence on the scenes that are for it: fewest wrong rooms, then the widest margins. */
import { type Report, rank, type Weights } from "../../../core/dialog/arbiter/weigh.ts";

export interface Told {
  readonly reports: readonly Report[];
  readonly right: string;
}

const shares = [0, 0.2, 0.4, 0.5, 0.6, 0.8, 1];
const scores = [0, 2, 5, 10, 20];
const delays = [0, 0.5, 1, 2, 4];

/** dB by which the right room should lead; less costs in proportion. */
const marginDb = 6;

export function fit(scenes: readonly Told[]): { weights: Weights; wrong: number } {
  let best: { weights: Weights; wrong: number; cost: number } | undefined;
  for (const level of shares) {
    for (const score of scores) {
      for (const late of delays) {
        const weights = { level, clearance: 1 - level, score, late, engaged: 3 };
        const wrong = scenes.filter(({ reports, right }) => rank(reports, weights)[0]?.site !== right).length;
        const cost = wrong * 1000 + scenes.reduce((sum, scene) => sum + shortfall(scene, weights), 0);
        if (!best || cost < best.cost) best = { weights, wrong, cost };
      }
    }
  }
  if (!best) throw new Error("There is nothing to fit.");
  return { weights: best.weights, wrong: best.wrong };
}

/** How many dB the right room would have to be pushed back until it lost, short of the margin. */
function shortfall({ reports, right }: Told, weights: Weights): number {
  const pushed = (by: number): Report[] =>
    reports.map((one) => (one.site === right ? { ...one, priority: -by } : one));
  const wins = (by: number): boolean => rank(pushed(by), weights)[0]?.site === right;
  for (let by = 0; by < marginDb; by++) if (!wins(by)) return marginDb - by;
  return 0;
}
