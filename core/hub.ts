/** The hub: puts all rooms of the house together, in the order in which they need each other. */
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Bus, Fault } from "./contract/index.ts";
import { startAlarms } from "./dialog/alarms.ts";
import { type Dialog, openDialog } from "./dialog/dialog.ts";
import { openDigests } from "./host/digests.ts";
import { startHttp } from "./host/http.ts";
import { createLog, type HubLog } from "./host/log.ts";
import { createModels, type Models, type Progress } from "./host/models/index.ts";
import { openPersonas } from "./host/personas/index.ts";
import { createPluginHost, type PluginHost } from "./host/plugins.ts";
import { claimData, type RunFacts, writeRunFile } from "./host/runfile.ts";
import { loadSettings, type Settings, type SettingsFrom, watchSettings } from "./host/settings/index.ts";
import { openOwnVoices } from "./host/voices/index.ts";
import { openHubBus } from "./hub-bus.ts";
import { openPackLoader } from "./hub-packs.ts";
import { readyUp } from "./hub-ready.ts";
import { openStore } from "./store/index.ts";
import { version } from "./version.ts";

export interface HubOptions extends SettingsFrom {
  /** Nothing on stderr. */
  readonly quiet?: boolean;
  /** While models are fetched. */
  onProgress?(progress: Progress): void;
  /** Resolve as soon as the house can listen and answer; the rest goes on starting, `plugin/state` says how far it is. */
  readonly early?: boolean;
  /** A licence restricts a model that was just fetched. */
  onRestriction?(model: string, text: string): void;
  readonly signal?: AbortSignal;
}

export interface Hub extends AsyncDisposable {
  readonly bus: Bus;
  readonly settings: Settings;
  readonly models: Models;
  readonly plugins: PluginHost;
  /** Resolves when the language packs that are wanted now are there, or were told as faults. */
  packsReady(): Promise<void>;
  readonly ports: { readonly mqtt: number; readonly ws: number; readonly http: number };
  /** Ends everything, plugins first. */
  close(): Promise<void>;
}

const bundledPersonas = fileURLToPath(new URL("../personas/", import.meta.url));

/** Starts a hub; resolves when every plugin is ready or has failed, unless it is to be `early`. Faults: SETTINGS_*, PORT_IN_USE, HUB_RUNNING, CANCELLED. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { signal } = options;
  await using stack = new AsyncDisposableStack();
  let settings = await loadSettings(options);
  await mkdir(settings.data, { recursive: true });
  await claimData(settings.data);
  const log = stack.use(openLog(settings, options.quiet ?? false));
  const store = stack.use(
    await openStore(
      { file: join(settings.data, "hub.db") },
      { report: (fault: Fault) => log.error(fault.message, { code: fault.code, remedy: fault.remedy }) },
    ),
  );
  const token = randomBytes(24).toString("base64url");
  const wire = stack.use(await openHubBus(settings, token, log.child("bus")));
  const { bus, link } = wire;
  const memory = stack.use(await openDigests(join(settings.data, "cache", "digests.json"), log));
  const models = await createModels({ folder: settings.models.folder, log: log.child("models"), memory });

  let dialog: Dialog | undefined;
  const personas = stack.use(
    await openPersonas({
      bus,
      log: log.child("personas"),
      store: store.scope("personas"),
      folders: [bundledPersonas, settings.personas.folder],
      watch: settings.plugins.watch ? [bundledPersonas, settings.personas.folder] : [],
      fallback: () => settings.personas.default,
      idle: () => settings.personas.idle,
      changed: () => dialog?.refresh(),
    }),
  );
  dialog = stack.use(
    await openDialog({
      bus,
      log: log.child("dialog"),
      settings: () => ({ ...settings.dialog, rooms: settings.rooms }),
      personaOf: personas.of,
      wakeWordsOf: personas.wakeWords,
      calledBy: personas.calledBy,
      ...(settings.house.timeZone === undefined ? {} : { timeZone: settings.house.timeZone }),
      language: settings.house.language,
      voices: join(settings.data, "cache", "voices"),
      farVoices: () => settings.dialog.voiceCacheUrl?.reveal(),
      router: { choices: store.scope("router.choices"), ledger: store.scope("router.ledger") },
      store: store.scope("dialog"),
      history: {
        turns: store.turns,
        notes: store.notes,
        settings: () => settings.history,
        folder: join(settings.data, "audio"),
      },
    }),
  );
  stack.use(
    await startAlarms({
      bus,
      store: store.alarms,
      bootId: bus.bootId,
      ring: dialog.ring,
      log: log.child("alarms"),
    }),
  );
  stack.use(await openOwnVoices({ bus, log: log.child("voices"), folder: join(settings.data, "voices") }));
  const http = stack.use(await startHttp({ bus, ...settings.http, version }));
  const ports = { ...wire.ports, http: http.port };
  stack.use(await writeRunFile(settings.data, runFactsOf(settings, ports, token)));
  const plugins = stack.use(
    await createPluginHost({
      bus,
      busOf: wire.busOf,
      link,
      settings,
      models,
      store,
      log,
      ...(settings.house.timeZone === undefined ? {} : { timeZone: settings.house.timeZone }),
      onProgress: options.onProgress,
      onRestriction: options.onRestriction,
      signal,
    }),
  );
  await plugins.start();
  if (!options.early) await plugins.settled();
  const packs = stack.use(openPackLoader({ packs: dialog.packs, models, bus, log: log.child("language") }));
  stack.use(
    watchSettings(settings, options, log.child("settings"), (change) => {
      settings = change.settings;
      log.set(settings.log);
      dialog?.refresh();
      packs.apply(settings.language);
      const failed = (error: unknown): void => log.warn("Could not apply all settings.", { error });
      plugins.apply(settings).catch(failed);
      bus.publish("settings/changed", {}, { paths: [...change.live] }).catch(failed);
    }),
  );
  stack.use(await announce(bus, settings.bus.root));
  signal?.throwIfAborted();
  packs.apply(settings.language);
  stack.use(readyUp(dialog, [settings.house.language, ...personas.languages()]));
  const open = stack.move();
  const close = (): Promise<void> => open.disposeAsync();
  const packsReady = packs.settled;
  return { bus, settings, models, plugins, packsReady, ports, close, [Symbol.asyncDispose]: close };
}

function openLog(settings: Settings, quiet: boolean): HubLog {
  return createLog({ ...settings.log, file: join(settings.data, "log", "hub.log"), quiet });
}

function runFactsOf({ bus }: Settings, ports: Hub["ports"], token: string): RunFacts {
  const { host, root, url, username, password } = bus;
  const facts = { pid: process.pid, ...ports, host, token, root };
  if (url === undefined) return facts;
  const broker = {
    url,
    ...(username === undefined ? {} : { username }),
    ...(password ? { password: password.reveal() } : {}),
  };
  return { ...facts, broker };
}

async function announce(bus: Bus, root: string): Promise<AsyncDisposable> {
  const state = { version, root, started: Date.now(), bootId: bus.bootId };
  await bus.publish("hub/state", {}, { ...state, online: true });
  return {
    async [Symbol.asyncDispose]() {
      await bus.publish("hub/state", {}, { ...state, online: false });
    },
  };
}
