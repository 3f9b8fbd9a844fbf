/** Whether anybody who can take a job is there, followed over time. */
import type { Bus } from "../../core/contract/index.ts";

export interface ReadyWatch extends AsyncDisposable {
  /** ms since it began in which no provider was ready. */
  outage(): number;
  readonly ready: boolean;
  /** Resolves with the ms from now until one is ready that was not there when this was asked; rejects after `limitMs`. */
  next(limitMs: number): Promise<number>;
}

/** Follows the providers of one plugin, or of one capability. */
export async function watchReady(
  bus: Bus,
  what: { plugin?: string; capability?: string },
): Promise<ReadyWatch> {
  const ready = new Set<string>();
  const waiting = new Set<(instance: string) => void>();
  let since: number | undefined = performance.now();
  let lost = 0;
  const update = (instance: string, is: boolean): void => {
    if (is) ready.add(instance);
    else ready.delete(instance);
    const now = performance.now();
    if (ready.size === 0) since ??= now;
    else if (since !== undefined) {
      lost += now - since;
      since = undefined;
    }
    if (is) for (const tell of waiting) tell(instance);
  };
  const fits = (body: { plugin: string; capability: string }): boolean =>
    (what.plugin ?? body.plugin) === body.plugin && (what.capability ?? body.capability) === body.capability;
  const ear = await bus.on(
    "provider/state",
    {},
    ({ where, body }) => {
      // At its limit it is busy, not out of service.
      if (fits(body)) update(where.instance, !body.draining && (body.ready || body.jobs >= body.limit));
    },
    ({ instance }) => update(instance, false),
  );
  lost = 0;
  return {
    outage: () => lost + (since === undefined ? 0 : performance.now() - since),
    get ready() {
      return ready.size > 0;
    },
    next(limitMs) {
      const known = new Set(ready);
      const begun = performance.now();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error("No provider came back.")), limitMs);
        const tell = (instance: string): void => {
          if (known.has(instance)) return;
          clearTimeout(timer);
          waiting.delete(tell);
          resolve(performance.now() - begun);
        };
        waiting.add(tell);
      });
    },
    [Symbol.asyncDispose]: () => ear[Symbol.asyncDispose](),
  };
}

/** Of values, rounded: middle and worst. */
export function spread(values: readonly number[]): { n: number; p50: number; p95: number; max: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 10) / 10;
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}
