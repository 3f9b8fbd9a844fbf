/** All plugins and skills of the house: found, started side by side, replaced when they change, and asked about on the bus. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { asFault, type Bus, Fault, type FaultCode, type Log, type Store } from "../contract/index.ts";
import { openChoices } from "./choices.ts";
import { openFaults } from "./faults.ts";
import { createFetcher, type ModelSource } from "./fetch.ts";
import type { Place } from "./find.ts";
import { openGround } from "./ground.ts";
import { catchLate } from "./late.ts";
import type { Connect } from "./link.ts";
import type { Progress } from "./models/types.ts";
import { childEnv, createProcesses } from "./processes.ts";
import { needsModels, type Yard } from "./raise.ts";
import type { Settings } from "./settings/index.ts";
import { createUnit, type PluginInfo, type Reloaded, type Unit } from "./unit.ts";

export type { Connect } from "./link.ts";
export type { PluginInfo, Reloaded } from "./unit.ts";

export interface PluginHostOptions {
  /** The hub's own. */
  readonly bus: Bus;
  /** A bus for each plugin that runs in this process, named in `by`; default: the hub's own for all. */
  readonly busOf?: (by: string) => Bus;
  /** How child processes reach the bus. */
  readonly link: Connect;
  readonly settings: Settings;
  readonly models: ModelSource & SetSource;
  readonly store: { scope(name: string): Store };
  readonly log: Log & { child(name: string): Log };
  /** IANA name; default: the machine's. */
  readonly timeZone?: string;
  /** While models are fetched. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** A licence restricts a model that was just fetched. */
  readonly onRestriction?: ((model: string, text: string) => void) | undefined;
  /** Ends fetching and starting. */
  readonly signal?: AbortSignal | undefined;
  /** Default: the folders that come with Hearsay. */
  readonly bundled?: { readonly plugins: string; readonly skills: string };
  /** Default: that of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Hears of uncaught failures that no plugin is to blame for; default: they end the process. */
  readonly uncaught?: (thrown: unknown) => void;
  /** ms a plugin's start may take; default 120,000. */
  readonly startLimit?: number;
  readonly process?: { readonly backoffMs?: number; readonly hungMs?: number };
}

export interface PluginHost extends AsyncDisposable {
  /** Finds and starts all that is enabled; resolves when each is ready or has failed. */
  start(): Promise<void>;
  list(): readonly PluginInfo[];
  /** Faults: PLUGIN_NOT_FOUND, and the new load's own; then the old one goes on. */
  reload(name: string): Promise<Reloaded>;
  /** Kept over restarts. Resolves with whether that changed anything, once it is ready or has failed. */
  enable(name: string): Promise<boolean>;
  disable(name: string): Promise<boolean>;
  /** Takes over live settings: plugins whose part of `plugins.use` changed start anew. */
  apply(settings: Settings): Promise<void>;
  /** Process ids of the child processes by name. */
  pids(): Readonly<Record<string, number>>;
}

/** What of core/host/models says which plugins a set is made of. */
interface SetSource {
  set(name: string): { readonly plugins: Yard["defaults"] };
}

/** Nothing is started before `start()`. */
export async function createPluginHost(options: PluginHostOptions): Promise<PluginHost> {
  const { bus, log, store } = options;
  const env = options.env ?? process.env;
  const ends = new AsyncDisposableStack();
  const units = new Map<string, Unit>();
  let settings = options.settings;
  const { plugins: defaults } = options.models.set(settings.models.set);
  const choices = await openChoices(store.scope("hub.plugins"));
  const faults = ends.use(openFaults(bus, log));
  const trouble = (plugin: string, fault: Fault): void => faults.say(fault, { plugin });
  const cache = join(settings.data, "cache", "modules");
  await mkdir(cache, { recursive: true });
  const processes = ends.use(
    createProcesses({
      connect: options.link,
      cache,
      env: childEnv(env),
      logOf: (part) => log.child(part),
      storeOf: (plugin) => store.scope(plugin),
      trouble,
      crashed,
      private: settings.log.private,
      ...options.process,
    }),
  );
  const yard: Yard = {
    bus,
    busOf: options.busOf ?? (() => bus),
    processes,
    models: createFetcher(options.models, { hear: options.onProgress, restricts: options.onRestriction }),
    storeOf: (plugin) => store.scope(plugin),
    logOf: (part) => log.child(part),
    settings: () => settings,
    defaults,
    timeZone: options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    signal: options.signal,
    env,
    cache,
    trouble: (plugin, fault) => {
      log.child(plugin).error(fault.message, { code: fault.code, remedy: fault.remedy });
      trouble(plugin, fault);
    },
    startLimit: options.startLimit,
  };
  ends.use(
    catchLate(
      () => new Map([...units].map(([name, { place }]) => [name, place.folder])),
      (plugin, thrown) => yard.trouble(plugin, lateFault(plugin, thrown)),
      options.uncaught,
    ),
  );
  const offered = new Map<string, string>();

  function crashed(name: string, keys: readonly string[], fault: Fault, blamed: string | undefined): void {
    faults.say(fault, blamed === undefined ? {} : { plugin: blamed });
    for (const [instance, client] of offered) {
      if (client === name) void bus.clear("provider/state", { instance }).catch(() => {});
    }
    for (const [plugin, unit] of units) unit.crashed(keys, fault, plugin === blamed);
  }

  /** Bundled plugins that need models are on when the model set has them; all others are on. */
  async function wanted(place: Place): Promise<boolean> {
    const { name, from } = place;
    const said = settings.plugins.use[name]?.enabled;
    const chosen = choices.of(name, said) ?? said;
    if (chosen !== undefined) return chosen;
    return from !== "bundled" || Object.hasOwn(defaults, name) || !(await needsModels(yard, place));
  }

  const ground = await openGround({
    folders: options.bundled,
    settings: () => settings,
    log,
    trouble,
    appeared: (place) => void settle(place),
    changed: (place) =>
      void units
        .get(place.name)
        ?.reload(place)
        .catch(() => {}),
    vanished: (name) => void remove(name),
  });

  async function settle(place: Place): Promise<void> {
    const unit = createUnit(yard, place);
    units.set(place.name, unit);
    if (await wanted(place)) await unit.start();
  }

  async function remove(name: string): Promise<void> {
    const unit = units.get(name);
    units.delete(name);
    await unit?.close(true);
  }

  const unitOf = (name: string): Unit => {
    const unit = units.get(name);
    if (unit) return unit;
    throw new Fault("PLUGIN_NOT_FOUND", `There is no plugin or skill ${name}.`);
  };

  async function turn(name: string, on: boolean): Promise<boolean> {
    const unit = unitOf(name);
    await choices.set(name, on, settings.plugins.use[name]?.enabled);
    if (unit.enabled === on) return false;
    await (on ? unit.start() : unit.stop());
    return true;
  }

  const host: PluginHost = {
    async start() {
      ends.use(
        await bus.on(
          "provider/state",
          {},
          ({ where, body }) => void offered.set(where.instance, body.client),
          ({ instance }) => void offered.delete(instance),
        ),
      );
      ends.use(await bus.answer("plugin/reload", {}, ({ body }) => host.reload(body.name)));
      ends.use(
        await bus.answer("plugin/enable", {}, async ({ body }) => ({
          changed: await host.enable(body.name),
        })),
      );
      ends.use(
        await bus.answer("plugin/disable", {}, async ({ body }) => ({
          changed: await host.disable(body.name),
        })),
      );
      const places = await ground.look();
      await Promise.all(places.map(settle));
      // What is off is only described, after what matters.
      for (const unit of units.values()) if (!unit.enabled) void unit.describe();
      if (settings.plugins.watch) ends.use(await ground.watch());
    },
    list: () => [...units.values()].map((unit) => unit.info()).sort((a, b) => (a.name < b.name ? -1 : 1)),
    async reload(name) {
      const unit = unitOf(name);
      return unit.reload(await ground.placeOf(unit.place));
    },
    enable: (name) => turn(name, true),
    disable: (name) => turn(name, false),
    async apply(next) {
      const before = settings;
      settings = next;
      processes.setPrivate(next.log.private);
      const touched = [...units].filter(([name]) => differ(before.plugins.use[name], next.plugins.use[name]));
      await Promise.all(touched.map(([, unit]) => adopt(unit)));
    },
    pids: () => processes.pids(),
    async [Symbol.asyncDispose]() {
      await Promise.all([...units.values()].map((unit) => unit.close(false)));
      await ends.disposeAsync();
    },
  };

  async function adopt(unit: Unit): Promise<void> {
    const on = await wanted(unit.place);
    if (!on) await unit.stop();
    else if (unit.enabled) await unit.reload().catch(() => {});
    else await unit.start();
  }

  return host;
}

const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

function lateFault(plugin: string, thrown: unknown): Fault {
  const code: FaultCode = "JOB_FAILED";
  const { message } = asFault(thrown, code);
  return new Fault(code, `${plugin}: nobody caught: ${message}`, { cause: thrown });
}
