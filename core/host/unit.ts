/** One plugin of the house through its life: started, replaced while its jobs go on, stopped, and back after a crash. */
import { asFault, Fault, type FaultCode, type Messages, problemOf } from "../contract/index.ts";
import type { Place } from "./find.ts";
import { describeAt } from "./load.ts";
import { type Handle, type Plan, type Progress, planOf, raise, type Yard } from "./raise.ts";

export type PluginState = Messages["plugin/state"];
export interface PluginInfo extends Omit<PluginState, "bootId"> {
  readonly name: string;
  readonly enabled: boolean;
  readonly from: Place["from"];
  readonly folder: string;
}
export interface Reloaded {
  /** ms without a ready provider; 0 when the old one ran until the new one was there. */
  readonly outage: number;
  /** ms until the new one was there. */
  readonly took: number;
}

export interface Unit {
  readonly place: Place;
  readonly enabled: boolean;
  info(): PluginInfo;
  /** Never rejects: what goes wrong is in its state and a fault. */
  start(): Promise<void>;
  /** Takes it out at once; jobs under way may end. */
  stop(): Promise<void>;
  /** Says what it is while it does not run. */
  describe(): Promise<void>;
  /** Rejects with the new load's fault; then the old one goes on. */
  reload(place?: Place): Promise<Reloaded>;
  /** Its process died with this load. */
  crashed(keys: readonly string[], fault: Fault, blamed: boolean): void;
  /** Released, its state taken back. */
  close(forget: boolean): Promise<void>;
}

/** Crashes it may be blamed for, one soon after the other, before it is left out. */
const strikesAllowed = 3;
const calmMs = 60_000;
const drainMs = 30_000;
const exclusiveDrainMs = 2000;

export function createUnit(yard: Yard, first: Place): Unit {
  const { name } = first;
  const log = yard.logOf(name);
  /** Aborted when it is no longer wanted: what is being fetched for it need not come. */
  let abort = new AbortController();
  const retiring = new Set<Promise<void>>();
  let place = first;
  let enabled = false;
  let current: Handle | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let strikes = 0;
  let readyAt = 0;
  let facts: Pick<PluginState, "about" | "kind" | "version" | "placement"> = {
    about: "",
    kind: "plugin",
    version: "0",
    placement: "inline",
  };
  let state: Pick<PluginState, "phase" | "progress" | "problem"> = { phase: "stopped" };

  /** One thing after the other: a reload never meets a stop half way. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = queue.then(work);
    queue = mine.catch(() => {});
    return mine;
  }

  function body(): PluginState {
    const provides = [...(current?.provides ?? [])];
    return {
      ...facts,
      ...state,
      provides,
      instances: [...(current?.instances ?? [])],
      bootId: yard.bus.bootId,
    };
  }

  function say(next: typeof state): void {
    state = next;
    yard.bus
      .publish("plugin/state", { plugin: name }, body())
      .catch((error) => log.warn("Its state could not be said.", { error }));
  }

  function fail(fault: Fault, phase: "failed" | "ready"): void {
    say({ phase, problem: problemOf(fault) });
    yard.trouble(name, fault);
  }

  const progress = (quiet: boolean): Progress => ({
    signal: abort.signal,
    described(loaded, placement) {
      if (quiet) return;
      const { about, kind, version } = loaded;
      facts = { about, kind, version, placement };
      say({ phase: "starting" });
    },
    fetching(part) {
      if (!quiet) say({ phase: "fetching", progress: part });
    },
    fetched() {
      if (!quiet && state.phase === "fetching") say({ phase: "starting" });
    },
  });

  /** `known`: bring this back after a crash, saying nothing before it is there. */
  async function begin(known?: Plan): Promise<void> {
    if (!enabled || current) return;
    const { signal } = abort;
    try {
      await Promise.all(retiring);
      ready(await raise(yard, known ?? (await planOf(yard, place, progress(false)))));
    } catch (thrown) {
      const fault = faultIn(thrown, "PLUGIN_START_FAILED");
      if (signal.aborted) return;
      if (fault.code === "PROCESS_CRASHED" && strikes < strikesAllowed) return begin(known);
      fail(fault, "failed");
    }
  }

  function ready(handle: Handle): void {
    current = handle;
    readyAt = Date.now();
    const { about, kind, version } = handle.plan.loaded;
    facts = { about, kind, version, placement: handle.placement };
    say({ phase: "ready" });
    log.info("Ready.", { placement: handle.placement, provides: handle.provides });
  }

  /** Lets go of a load: its jobs may end first. Not waited for by what comes next, unless that starts from nothing. */
  function retire(handle: Handle, limitMs: number): Promise<void> {
    const ending = (async () => {
      try {
        await handle.drain(limitMs);
        await handle[Symbol.asyncDispose]();
      } catch (thrown) {
        const fault = asFault(thrown);
        if (fault.code !== "PROCESS_CRASHED") yard.trouble(name, fault);
      }
    })();
    retiring.add(ending);
    return ending.finally(() => retiring.delete(ending));
  }

  async function replace(): Promise<Reloaded> {
    const began = performance.now();
    const old = current;
    if (!old) {
      await begin();
      const took = performance.now() - began;
      if (current) return { outage: took, took };
      throw new Fault("PLUGIN_START_FAILED", state.problem?.message ?? `${name} is disabled.`, {
        ...(state.problem?.remedy === undefined ? {} : { remedy: state.problem.remedy }),
      });
    }
    try {
      const plan = await planOf(yard, place, progress(true));
      const outage =
        plan.loaded.exclusive || old.plan.loaded.exclusive
          ? await exchange(old, plan)
          : await overlap(old, plan);
      return { outage, took: performance.now() - began };
    } catch (thrown) {
      const fault = faultIn(thrown, "PLUGIN_START_FAILED");
      if (current) fail(fault, "ready");
      throw fault;
    }
  }

  async function overlap(old: Handle, plan: Plan): Promise<number> {
    ready(await raise(yard, plan));
    void retire(old, drainMs);
    return 0;
  }

  async function exchange(old: Handle, plan: Plan): Promise<number> {
    const since = performance.now();
    current = undefined;
    say({ phase: "starting" });
    await retire(old, exclusiveDrainMs);
    try {
      ready(await raise(yard, plan));
    } catch (thrown) {
      await backTo(old);
      throw thrown;
    }
    return performance.now() - since;
  }

  async function backTo(old: Handle): Promise<void> {
    try {
      ready(await raise(yard, old.plan, old));
    } catch (thrown) {
      fail(faultIn(thrown, "PLUGIN_START_FAILED"), "failed");
    }
  }

  function crashed(keys: readonly string[], cause: Fault, blamed: boolean): void {
    if (blamed) strikes = Date.now() - readyAt > calmMs && readyAt > 0 ? 1 : strikes + 1;
    if (!current || !keys.includes(current.key)) return;
    const { plan } = current;
    current = undefined;
    const out = strikes >= strikesAllowed;
    const message = out
      ? `${cause.message} ${name} did so ${strikes} times and is left out now.`
      : cause.message;
    const remedy = out ? `Mend or disable it, then: hearsay plugins reload ${name}` : cause.remedy;
    say({ phase: "failed", problem: { code: cause.code, message, remedy, retryable: !out } });
    if (!out) void inTurn(() => begin(plan));
  }

  return {
    get place() {
      return place;
    },
    get enabled() {
      return enabled;
    },
    info: () => {
      const { bootId: _, ...said } = body();
      return { ...said, name, enabled, from: place.from, folder: place.folder };
    },
    start() {
      enabled = true;
      strikes = 0;
      if (abort.signal.aborted) abort = new AbortController();
      return inTurn(() => begin());
    },
    stop() {
      enabled = false;
      abort.abort(new Fault("CANCELLED", `${name} was stopped.`));
      return inTurn(async () => {
        if (current) void retire(current, drainMs);
        current = undefined;
        say({ phase: "stopped" });
      });
    },
    describe: () =>
      inTurn(async () => {
        if (current) return;
        try {
          await planFacts();
          say({ phase: "stopped" });
        } catch (thrown) {
          say({ phase: "stopped", problem: problemOf(faultIn(thrown, "PLUGIN_INVALID")) });
        }
      }),
    reload(next) {
      strikes = 0;
      return inTurn(() => {
        place = next ?? place;
        return replace();
      });
    },
    crashed,
    async close(forget) {
      enabled = false;
      abort.abort(new Fault("CANCELLED", "The house is closing."));
      await inTurn(async () => {
        if (current) void retire(current, 1000);
        current = undefined;
        await Promise.all(retiring);
        if (forget) await yard.bus.clear("plugin/state", { plugin: name });
      });
    },
  };

  async function planFacts(): Promise<void> {
    const { about, kind, version, placement } = await describeAt(place, { cache: yard.cache });
    facts = { about, kind, version, placement };
  }

  /** With the plugin's name in front, where the message does not have it. */
  function faultIn(thrown: unknown, code: FaultCode): Fault {
    const fault = asFault(thrown, code);
    if (fault.message.includes(name)) return fault;
    const { remedy, retryable, path } = fault;
    const facts = { remedy, retryable, cause: thrown, ...(path === undefined ? {} : { path }) };
    return new Fault(fault.code, `${name}: ${fault.message}`, facts);
  }
}
