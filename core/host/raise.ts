/** Brings up one load of a plugin: described, options checked, models there, then started where it is placed. */
import { dirname, join } from "node:path";
import type { Bus, Fault, Log, Store } from "../contract/index.ts";
import type { Curtain } from "./curtain.ts";
import type { Describer } from "./describe.ts";
import type { Fetcher } from "./fetch.ts";
import type { Place } from "./find.ts";
import type { LoadOrder } from "./link.ts";
import { type Loaded, loadAt } from "./load.ts";
import type { Offers } from "./offers.ts";
import { checkOptions } from "./options.ts";
import type { Processes } from "./processes.ts";
import { type RunFacts, run } from "./run.ts";
import type { Settings } from "./settings/index.ts";

/** What every plugin of this house shares. */
export interface Yard {
  readonly bus: Bus;
  readonly busOf: (by: string) => Bus;
  readonly processes: Processes;
  readonly offers: Pick<Offers, "seen">;
  readonly models: Fetcher;
  readonly describer: Describer;
  readonly curtain: Curtain;
  readonly storeOf: (plugin: string) => Store;
  readonly logOf: (part: string) => Log;
  readonly settings: () => Settings;
  /** Options that the model set gives, by plugin. */
  readonly defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cache: string;
  readonly trouble: (plugin: string, fault: Fault) => void;
  readonly startLimit: number | undefined;
  /** IANA name of the house's time zone. */
  readonly timeZone: string;
  readonly signal: AbortSignal | undefined;
}

/** One load that runs. */
export interface Handle extends AsyncDisposable {
  readonly key: string;
  readonly placement: string;
  readonly plan: Plan;
  /** The code that runs, where it runs in this process. */
  readonly code?: Loaded;
  readonly provides: readonly string[];
  readonly instances: readonly string[];
  drain(limitMs: number): Promise<void>;
}

/** All that is known before anything of it runs; also what it takes to run it again. */
export interface Plan {
  readonly loaded: Loaded & { readonly complete: boolean };
  readonly place: Place;
  readonly placement: string;
  readonly options: Record<string, unknown>;
  readonly models: Readonly<Record<string, string>>;
}

/** What happens on the way to ready. */
export interface Progress {
  readonly signal: AbortSignal;
  described(loaded: Loaded, placement: string): void;
  fetching(progress: number): void;
  fetched(): void;
}

/** Faults: all of load, options and models. Nothing of the plugin has been started. */
export async function planOf(yard: Yard, place: Place, progress: Progress): Promise<Plan> {
  const loaded = await yard.describer.take(place);
  const { name } = loaded;
  const placement = yard.settings().plugins.use[name]?.placement ?? loaded.placement;
  progress.described(loaded, placement);
  const options = await optionsOf(yard, loaded);
  const needs = loaded.needs(options).models ?? [];
  const signal = yard.signal ? AbortSignal.any([yard.signal, progress.signal]) : progress.signal;
  const models = await yard.models.get(needs, signal, progress.fetching);
  progress.fetched();
  if (loaded.late) await yard.curtain.wait(place.name, signal);
  return { loaded, place, placement, options, models };
}

function optionsOf(yard: Yard, { name, options: schema }: Loaded): Promise<Record<string, unknown>> {
  const { plugins, file, data, where } = yard.settings();
  const options = { ...yard.defaults[name], ...plugins.use[name]?.options };
  const folder = file === undefined ? data : dirname(file);
  return checkOptions({ name, schema, options, folder, env: yard.env, where });
}

/** Whether it would have to fetch something, or speaks to a service; false when it cannot be asked, for its start to say why. */
export async function needsMore(yard: Yard, place: Place): Promise<boolean> {
  try {
    const loaded = await yard.describer.peek(place);
    const needs = loaded.remote || (loaded.needs(await optionsOf(yard, loaded)).models ?? []).length > 0;
    if (needs) yard.describer.drop(place);
    return needs;
  } catch {
    return false;
  }
}

/** Whether it speaks to a service; false when it cannot be asked. */
export const isRemote = (yard: Yard, place: Place): Promise<boolean> =>
  yard.describer.peek(place).then(
    ({ remote }) => remote,
    () => false,
  );

let loads = 0;

/**
 * Starts it. `again`: run the code of this earlier load once more, whatever its files say now. Faults:
 * PLUGIN_START_FAILED, PROCESS_CRASHED, the plugin's own.
 */
export async function raise(yard: Yard, plan: Plan, again?: Handle): Promise<Handle> {
  const { loaded, placement } = plan;
  const { name } = loaded;
  const settings = yard.settings();
  const generation = `${yard.bus.bootId.slice(-4)}${(++loads).toString(36)}`;
  const key = `${name}#${generation}`;
  const facts: RunFacts = {
    options: plan.options,
    models: plan.models,
    generation,
    folder: join(settings.data, "plugin-data", name),
    timeZone: yard.timeZone,
  };
  const shared = { key, placement, plan };
  if (placement === "inline") return { ...shared, ...(await raiseHere(yard, plan, facts, again?.code)) };
  const order: LoadOrder = {
    ...facts,
    place: plan.place,
    name,
    ...(again === undefined ? {} : { again: again.key }),
  };
  const { provides, instances } = await yard.processes.load(placement, key, order);
  await yard.offers.seen(instances);
  return {
    ...shared,
    provides,
    instances,
    drain: (limitMs) => yard.processes.drain(placement, key, limitMs),
    [Symbol.asyncDispose]: () => yard.processes.unload(placement, key),
  };
}

async function raiseHere(yard: Yard, plan: Plan, facts: RunFacts, again: Loaded | undefined) {
  const { loaded, place } = plan;
  const { name } = loaded;
  const code = again ?? (loaded.complete ? loaded : await loadAt(place, { cache: yard.cache }));
  const running = await run(code, facts, {
    bus: yard.busOf(`plugin/${name}`),
    client: "hub",
    log: yard.logOf(name),
    store: yard.storeOf(name),
    trouble: (fault) => yard.trouble(name, fault),
    ...(yard.startLimit === undefined ? {} : { startLimit: yard.startLimit }),
  });
  return {
    code,
    provides: running.provides,
    instances: running.instances,
    drain: (limitMs: number) => running.drain(limitMs),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}
