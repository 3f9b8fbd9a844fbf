/** Decides from the scores of chunk after chunk when a phrase was said: threshold, patience, and rest after a hit. */

export interface TriggerOptions<W extends string> {
  readonly threshold: number;
  readonly patience: Partial<Record<W, number>>;
  /** ms. */
  readonly refractory: number;
  /** 0 to 1; 0.5 leaves the threshold as it is. */
  readonly sensitivity: number;
}

export interface Trigger<W extends string> {
  /** `at`: capture time after the chunk, ms. */
  push(scores: ReadonlyMap<W, number>, at: number): { readonly word: W; readonly score: number } | undefined;
  reset(): void;
}

const strictest = 0.99;
const loosest = 0.05;

/** The threshold at a sensitivity: 0.05 at 1, unchanged at 0.5, 0.99 at 0. */
export function thresholdAt(threshold: number, sensitivity: number): number {
  const shift = Math.max(-1, Math.min(1, 1 - 2 * sensitivity));
  return shift > 0 ? threshold + (strictest - threshold) * shift : threshold + (threshold - loosest) * shift;
}

export function createTrigger<W extends string>(options: TriggerOptions<W>): Trigger<W> {
  const threshold = thresholdAt(options.threshold, options.sensitivity);
  const runs = new Map<W, { length: number; best: number }>();
  /** After a hit nothing is heard until the time is over and the word has ended. */
  let deafUntil = Number.NEGATIVE_INFINITY;
  let last: W | undefined;

  function count(word: W, score: number): { length: number; best: number } {
    const run = runs.get(word);
    const next =
      score < threshold
        ? { length: 0, best: 0 }
        : { length: (run?.length ?? 0) + 1, best: Math.max(run?.best ?? 0, score) };
    runs.set(word, next);
    return next;
  }

  return {
    push(scores, at) {
      let hit: { word: W; score: number } | undefined;
      for (const [word, score] of scores) {
        const run = count(word, score);
        if (word === last && run.length === 0) last = undefined;
        const enough = run.length >= (options.patience[word] ?? 1);
        if (enough && word !== last && run.best > (hit?.score ?? 0)) hit = { word, score: run.best };
      }
      if (!hit || at < deafUntil) return undefined;
      deafUntil = at + options.refractory;
      last = hit.word;
      return hit;
    },
    reset() {
      runs.clear();
      last = undefined;
    },
  };
}
