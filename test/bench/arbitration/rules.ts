/** The rules that the arbitration bench compares, each over the same reports: first caller, a long window, and the dialog's arbiter. */
import { setTimeout as sleep } from "node:timers/promises";
import { createArbiter } from "../../../core/dialog/arbiter/arbiter.ts";
import type { Report } from "../../../core/dialog/arbiter/weigh.ts";

export interface Answer {
  readonly site: string;
  readonly word: string;
  /** ms from the first report of what it answers. */
  readonly added: number;
}

/** After an answer, what others report of the same word is ignored for so long, ms. */
const cooldownMs = 2000;

const byArrival = (reports: readonly Report[]): Report[] =>
  reports.toSorted((a, b) => a.arrivedAt - b.arrivedAt);

/** Waits `window` ms and takes the highest score; 0: the first caller wins. */
export function afterWindow(reports: readonly Report[], window: number): Answer[] {
  const answers: Answer[] = [];
  for (const some of Map.groupBy(byArrival(reports), ({ word }) => word).values()) {
    for (let rest = some; rest.length > 0; ) {
      const begin = rest[0]?.arrivedAt ?? 0;
      const within = rest.filter(({ arrivedAt }) => arrivedAt - begin <= window);
      const best = within.reduce((one, other) => (other.score > one.score ? other : one));
      answers.push({ site: best.site, word: best.word, added: window });
      rest = rest.filter(({ arrivedAt }) => arrivedAt - begin > cooldownMs);
    }
  }
  return answers;
}

/** The arbiter itself, in real time. */
export async function ours(reports: readonly Report[], rooms: readonly string[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  const came = new Map<string, number>();
  const clocks = new Map(reports.map(({ site, heardAt }) => [site, heardAt !== undefined]));
  using arbiter = createArbiter({
    decide({ winner, losers }) {
      const firsts = [winner, ...losers].map(({ id }) => came.get(id) ?? 0);
      const added = performance.now() - Math.min(...firsts);
      answers.push({ site: winner.where.site, word: winner.body.word, added });
    },
    late() {},
    timeOf: (site, at) => (clocks.get(site) ? at : undefined),
    priorityOf: () => 0,
    listening: () => rooms,
    isBusy: () => false,
  });
  const order = byArrival(reports);
  const begin = performance.now() - (order[0]?.arrivedAt ?? 0);
  for (const [i, { site, word, score, level, noise, model, heardAt = 0, arrivedAt }] of order.entries()) {
    await sleep(Math.max(0, begin + arrivedAt - performance.now()));
    const id = String(i);
    came.set(id, performance.now());
    const body = { word, score, level, noise, model, heardAt: heardAt + 1e6, stream: i };
    arbiter.hear({ kind: "wake/heard", where: { site }, id, at: 0, by: `site/${site}`, body });
  }
  await sleep(200);
  return answers;
}
