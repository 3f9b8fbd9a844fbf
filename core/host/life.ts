/** One plugin's life: brought up, let go, and brought back when its process died. One step at a time, see unit.ts. */
import { asFault, type Fault, problemOf } from "../contract/index.ts";
import type { Place } from "./find.ts";
import { type Handle, type Plan, type Progress, planOf, raise, type Yard } from "./raise.ts";
import { createStanding, faultOfPlugin, type Standing } from "./standing.ts";

export interface Life {
  readonly yard: Yard;
  readonly name: string;
  readonly standing: Standing;
  place: Place;
  enabled: boolean;
  /** The load that takes jobs. */
  current: Handle | undefined;
  /** Aborted when it is no longer wanted: what is being fetched for it need not come. */
  abort: AbortController;
  /** Loads that end their last jobs. */
  readonly retiring: Set<Promise<void>>;
  /** Deaths of its process that it is blamed for, one soon after the other. */
  strikes: number;
  readyAt: number;
}

const strikesAllowed = 3;
const calmMs = 60_000;

export function beginLife(yard: Yard, place: Place): Life {
  const life: Life = {
    yard,
    name: place.name,
    standing: createStanding(yard, place.name, () => life.current),
    place,
    enabled: false,
    current: undefined,
    abort: new AbortController(),
    retiring: new Set(),
    strikes: 0,
    readyAt: 0,
  };
  return life;
}

/** Nothing is said by a quiet one: another load runs meanwhile. */
export function progressOf({ standing, abort }: Life, quiet: boolean): Progress {
  return {
    signal: abort.signal,
    described(loaded, placement) {
      if (quiet) return;
      standing.is(loaded, placement);
      standing.say({ phase: "starting" });
    },
    fetching(progress) {
      if (!quiet) standing.say({ phase: "fetching", progress });
    },
    fetched() {
      if (!quiet && standing.phase.phase === "fetching") standing.say({ phase: "starting" });
    },
  };
}

/** Brings it up if it is wanted and down. `known`: bring this back, saying nothing before it is there. Never rejects. */
export async function begin(life: Life, known?: Plan): Promise<void> {
  const { yard, standing } = life;
  if (!life.enabled || life.current) return;
  const { signal } = life.abort;
  try {
    await Promise.all(life.retiring);
    ready(life, await raise(yard, known ?? (await planOf(yard, life.place, progressOf(life, false)))));
  } catch (thrown) {
    const fault = faultOfPlugin(life.name, thrown, "PLUGIN_START_FAILED");
    if (signal.aborted) return;
    if (fault.code === "PROCESS_CRASHED" && life.strikes < strikesAllowed) return begin(life, known);
    standing.fail(fault, "failed");
  }
}

export function ready(life: Life, handle: Handle): void {
  const { placement, provides, plan } = handle;
  life.current = handle;
  life.readyAt = Date.now();
  life.standing.is(plan.loaded, placement);
  life.standing.say({ phase: "ready" });
  life.yard.logOf(life.name).info("Ready.", { placement, provides });
}

/** Lets go of a load: its jobs may end first, for `limitMs`. Never rejects. */
export function retire(life: Life, handle: Handle, limitMs: number): Promise<void> {
  const ending = (async () => {
    try {
      await handle.drain(limitMs);
      await handle[Symbol.asyncDispose]();
    } catch (thrown) {
      const fault = asFault(thrown);
      if (fault.code !== "PROCESS_CRASHED") life.yard.trouble(life.name, fault);
    }
  })();
  life.retiring.add(ending);
  return ending.finally(() => life.retiring.delete(ending));
}

/** Its process died with these loads. Resolves with what to bring back, if it is to be. */
export function bereave(
  life: Life,
  keys: readonly string[],
  cause: Fault,
  blamed: boolean,
): Plan | undefined {
  const { name, current, standing } = life;
  if (blamed) {
    const calm = life.readyAt > 0 && Date.now() - life.readyAt > calmMs;
    life.strikes = calm ? 1 : life.strikes + 1;
  }
  if (!current || !keys.includes(current.key)) return undefined;
  life.current = undefined;
  const out = life.strikes >= strikesAllowed;
  const message = out
    ? `${cause.message} ${name} did so ${life.strikes} times and is left out now.`
    : cause.message;
  const remedy = out ? `Mend or disable it, then: hearsay plugins reload ${name}` : cause.remedy;
  standing.say({ phase: "failed", problem: { ...problemOf(cause), message, remedy, retryable: !out } });
  return out ? undefined : current.plan;
}
