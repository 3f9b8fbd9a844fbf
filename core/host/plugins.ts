/** All plugins and skills of the house: found, started side by side, replaced when they change, and asked about on the bus. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { asFault, type Bus, Fault, type Log, type Store } from "../contract/index.ts";
import { openChoices } from "./choices.ts";
import { createCurtain } from "./curtain.ts";
import { createDescriber } from "./describe.ts";
import { absentFoldersIn, strangersIn } from "./doubts.ts";
import { openFaults } from "./faults.ts";
import { createFetcher, type ModelSource } from "./fetch.ts";
import { openGround } from "./ground.ts";
import { catchLate } from "./late.ts";
import type { Connect } from "./link.ts";
import type { Progress } from "./models/types.ts";
import { watchOffers } from "./offers.ts";
import { childEnv, createProcesses } from "./processes.ts";
import type { Yard } from "./raise.ts";
import { createRoster, type Roster } from "./roster.ts";
import type { Settings } from "./settings/index.ts";
import type { PluginInfo, Reloaded } from "./unit.ts";
import { openVerdicts } from "./verdicts.ts";

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
  /** Finds and starts all that is enabled; resolves when each is ready or has failed, late ones aside as long as another can speak. */
  start(): Promise<void>;
  /** Resolves when those that come late are ready or have failed too. */
  settled(): Promise<void>;
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
  const { bus, store, log } = options;
  const ends = new AsyncDisposableStack();
  let settings = options.settings;
  const choices = await openChoices(store.scope("hub.plugins"));
  const faults = ends.use(openFaults(bus, log));
  const offers = ends.use(await watchOffers(bus));
  const cache = join(settings.data, "cache", "modules");
  await mkdir(cache, { recursive: true });
  ends.use(await openVerdicts(join(settings.data, "cache", "sound.json"), log));
  const trouble = (plugin: string, fault: Fault): void => {
    // The log's line begins with the plugin's name already.
    const words = fault.message.replace(`${plugin}: `, (start, at) => (at === 0 ? "" : start));
    log.child(plugin || "plugins").error(words, { code: fault.code, remedy: fault.remedy });
    faults.say(fault, { plugin });
  };
  const doubt = (fault: Fault): void => {
    log.child("plugins").warn(fault.message, { code: fault.code, remedy: fault.remedy });
    faults.say(fault);
  };
  const doubtStrangers = (concerned: (name: string) => boolean): void => {
    const known = roster.list().map(({ name }) => name);
    strangersIn(settings, known, concerned).forEach(doubt);
  };
  const processes = ends.use(
    createProcesses({
      ...processFacts(options, cache),
      trouble,
      crashed(name, keys, fault, blamed) {
        faults.say(fault, blamed === undefined ? {} : { plugin: blamed });
        offers.forget(name);
        roster.crashed(keys, fault, blamed);
      },
    }),
  );
  const describer = createDescriber({ cache });
  const curtain = createCurtain();
  const yard = yardOf(options, {
    processes,
    offers,
    cache,
    trouble,
    describer,
    curtain,
    settings: () => settings,
  });
  const roster: Roster = createRoster(yard, choices);
  ends.use(
    catchLate(
      roster.folders,
      (plugin, thrown) => trouble(plugin, lateFault(plugin, thrown)),
      options.uncaught,
    ),
  );
  const ground = openGround({
    folders: options.bundled,
    settings: () => settings,
    log,
    trouble,
    appeared: (place) => void roster.settle(place),
    changed: (place) => void roster.changed(place),
    vanished: (name) => void roster.remove(name),
  });
  let whole: Promise<unknown> = Promise.resolve();
  const host: PluginHost = {
    async start() {
      for (const ear of await answerOnBus(bus, host)) ends.use(ear);
      (await absentFoldersIn(settings)).forEach(doubt);
      const places = await ground.look();
      const starts = places.map(roster.settle);
      whole = Promise.all(starts);
      whole.catch(() => {});
      await Promise.all(places.map(({ name }, index) => Promise.race([starts[index], curtain.held(name)])));
      curtain.rise();
      const speaks = roster
        .list()
        .some(({ phase, provides }) => phase === "ready" && provides.includes("tts"));
      if (!speaks) await whole;
      // What is off is only described, after what matters.
      roster.describeRest();
      doubtStrangers(() => true);
      if (settings.plugins.watch) ends.use(await ground.watch());
    },
    settled: async () => void (await whole),
    list: roster.list,
    async reload(name) {
      const unit = roster.unit(name);
      return unit.reload(await ground.placeOf(unit.place));
    },
    enable: (name) => roster.turn(name, true),
    disable: (name) => roster.turn(name, false),
    async apply(next) {
      const before = settings.plugins.use;
      settings = next;
      processes.setPrivate(next.log.private);
      const touched = (name: string): boolean =>
        JSON.stringify(before[name]) !== JSON.stringify(next.plugins.use[name]);
      doubtStrangers(touched);
      await roster.adopt(touched);
    },
    pids: () => processes.pids(),
    async [Symbol.asyncDispose]() {
      curtain.rise();
      await roster.close();
      await ends.disposeAsync();
    },
  };
  return host;
}

async function answerOnBus(bus: Bus, host: PluginHost): Promise<readonly AsyncDisposable[]> {
  return [
    await bus.answer("plugin/reload", {}, ({ body }) => host.reload(body.name)),
    await bus.answer("plugin/enable", {}, async ({ body }) => ({ changed: await host.enable(body.name) })),
    await bus.answer("plugin/disable", {}, async ({ body }) => ({ changed: await host.disable(body.name) })),
  ];
}

function processFacts(
  { link, log, store, settings, env, process: limits }: PluginHostOptions,
  cache: string,
) {
  return {
    connect: link,
    cache,
    env: childEnv(env ?? process.env),
    logOf: (part: string) => log.child(part),
    storeOf: (plugin: string) => store.scope(plugin),
    private: settings.log.private,
    ...limits,
  };
}

type Made = Pick<Yard, "processes" | "offers" | "cache" | "trouble" | "describer" | "curtain" | "settings">;

function yardOf(options: PluginHostOptions, made: Made): Yard {
  const { bus, log, store, models, onProgress, onRestriction } = options;
  return {
    ...made,
    bus,
    busOf: options.busOf ?? (() => bus),
    models: createFetcher(models, { hear: onProgress, restricts: onRestriction }),
    storeOf: (plugin) => store.scope(plugin),
    logOf: (part) => log.child(part),
    defaults: models.set(options.settings.models.set).plugins,
    timeZone: options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    signal: options.signal,
    env: options.env ?? process.env,
    startLimit: options.startLimit,
  };
}

function lateFault(plugin: string, thrown: unknown): Fault {
  const { message } = asFault(thrown, "JOB_FAILED");
  return new Fault("JOB_FAILED", `${plugin}: nobody caught: ${message}`, { cause: thrown });
}
