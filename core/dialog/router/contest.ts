/** One clause asked of one voice, again where that may help, and of the next one beside it where it is late: the first that has sound speaks. */
import { asFault, type Fault } from "../../contract/index.ts";
import type { Provider } from "../directory.ts";
import type { Manner } from "../reply/clause.ts";
import { nameOf } from "./account.ts";
import { hedgeAfter, isMendable, retryWait } from "./limits.ts";
import { type Run, type RunHouse, startRun } from "./run.ts";

export interface Route {
  readonly provider: Provider;
  readonly manner: Manner;
}

export interface Contest {
  /** The voice to ask first. */
  readonly route: Route;
  /** Whom to ask beside those; undefined: nobody. */
  other(not: readonly Route[]): Route | undefined;
  /** ms until its sound is due; whoever is late after that is hedged. */
  due(): number;
  readonly hedged: boolean;
  readonly turn?: string | undefined;
  readonly signal: AbortSignal;
  /** It could not do it. */
  failed(route: Route, fault: Fault): void;
}

/** ms before it is due at which another voice is asked. */
const spareMs = 300;

/** Resolves with whoever has sound; undefined when all that were asked have failed, or it was aborted. */
export async function contest(house: RunHouse, facts: Contest): Promise<Run | undefined> {
  const { signal } = facts;
  const { promise, resolve } = Promise.withResolvers<Run | undefined>();
  const live = new Map<Run, Route>();
  const timers = new Set<NodeJS.Timeout>();
  let asked: readonly Route[] = [facts.route];
  let isOver = false;
  let retrying = false;

  function after(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (!isOver) act();
    }, ms);
    timers.add(timer);
  }
  function end(winner?: Run): void {
    if (isOver) return;
    isOver = true;
    for (const timer of timers) clearTimeout(timer);
    for (const run of live.keys()) if (run !== winner) run.cancel(winner ? "lost" : "cancelled");
    resolve(winner);
  }
  function launch(route: Route, as: "first" | "hedge" | "retry", again: boolean): void {
    const run = startRun(house, { ...route, as, turn: facts.turn });
    live.set(run, route);
    run.ready.then(
      () => end(run),
      (error) => {
        live.delete(run);
        if (isOver) return;
        const fault = asFault(error);
        const retry = again && isMendable(fault);
        if (retry) {
          retrying = true;
          after(retryWait(), () => {
            retrying = false;
            launch(route, "retry", false);
          });
        } else {
          facts.failed(route, fault);
          if (live.size === 0 && !retrying) end();
        }
      },
    );
  }
  function hedge(): void {
    const other = facts.other(asked);
    if (!other) return;
    asked = [...asked, other];
    launch(other, "hedge", false);
  }
  function watchLate(wait: number): void {
    after(wait, () => {
      const spare = facts.due() - spareMs;
      if (spare > 0) watchLate(Math.max(20, spare));
      else hedge();
    });
  }

  const abort = (): void => end();
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) end();
  else {
    launch(facts.route, "first", facts.hedged);
    const name = nameOf(facts.route.provider);
    const { usual } = house.router;
    const late = { p50: usual.latency(name, 0.5), p95: usual.latency(name, 0.95) };
    if (facts.hedged) watchLate(hedgeAfter(facts.route.provider, late));
  }
  return await promise.finally(() => signal.removeEventListener("abort", abort));
}
