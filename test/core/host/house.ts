/** A house for tests of the plugin host: a real broker, real folders, real processes, and nothing of the bundled plugins. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startBroker } from "../../../core/bus/broker.ts";
import type { Bus, Messages } from "../../../core/contract/index.ts";
import { createLog } from "../../../core/host/log.ts";
import { createPluginHost, type PluginHost, type PluginHostOptions } from "../../../core/host/plugins.ts";
import { loadSettings, type Settings } from "../../../core/host/settings/index.ts";
import { openStore } from "../../../core/store/index.ts";

export interface House extends AsyncDisposable {
  readonly folder: string;
  /** Address of its broker, with a name that may do all. */
  readonly url: string;
  readonly bus: Bus;
  readonly host: PluginHost;
  readonly settings: Settings;
  readonly log: readonly string[];
  readonly faults: readonly Messages["fault"][];
  /** The newest `plugin/state` of each plugin, and all its phases so far. */
  readonly states: ReadonlyMap<string, Messages["plugin/state"]>;
  phases(plugin: string): readonly string[];
  readonly providers: ReadonlyMap<string, Messages["provider/state"]>;
  /** Writes a file below the house's folder, by its path there. */
  write(path: string, text: string): Promise<void>;
}

export interface HouseOptions {
  /** Files by path below the house's folder; `plugins/` and `skills/` are looked through. */
  readonly files: Readonly<Record<string, string>>;
  /** Settings as YAML. */
  readonly yaml?: string;
  readonly host?: Partial<PluginHostOptions>;
  readonly models?: PluginHostOptions["models"];
}

const noModels: PluginHostOptions["models"] = {
  ready: (name) => Promise.reject(new Error(`no model ${name}`)),
  pull: () => Promise.resolve({ fetched: [], restricts: [] }),
  set: () => ({ plugins: {} }),
};

export async function openHouse(options: HouseOptions): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), "hearsay-house-"));
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(options.files)) await write(path, text);
  await write("hearsay.yaml", options.yaml ?? "");
  const settings = await loadSettings({ file: join(folder, "hearsay.yaml"), data: folder, env: {} });
  const lines: string[] = [];
  const log = createLog({ level: "debug", private: false, write: (line) => lines.push(line) });
  const broker = await startBroker({
    host: "127.0.0.1",
    port: 0,
    authenticate: (name, password) =>
      name === "process" && password === "pw" ? { role: "plugin" } : undefined,
  });
  const bus = broker.bus("hub/core");
  const store = await openStore({ memory: true });
  const seen = await follow(bus);
  const host = await createPluginHost({
    bus,
    busOf: (by) => broker.bus(by),
    link: { url: `mqtt://127.0.0.1:${broker.mqttPort}`, username: "process", password: "pw" },
    settings,
    models: options.models ?? noModels,
    store,
    log,
    bundled: { plugins: join(folder, "bundled/plugins"), skills: join(folder, "bundled/skills") },
    uncaught: () => {},
    ...options.host,
  });
  return {
    folder,
    url: `mqtt://process:pw@127.0.0.1:${broker.mqttPort}`,
    bus,
    host,
    settings,
    log: lines,
    ...seen,
    write,
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await broker.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function follow(bus: Bus) {
  const faults: Messages["fault"][] = [];
  const states = new Map<string, Messages["plugin/state"]>();
  const phases = new Map<string, string[]>();
  const providers = new Map<string, Messages["provider/state"]>();
  await bus.on("fault", {}, ({ body }) => void faults.push(body));
  await bus.on(
    "plugin/state",
    {},
    ({ where: { plugin }, body }) => {
      states.set(plugin, body);
      phases.set(plugin, [...(phases.get(plugin) ?? []), body.phase]);
    },
    ({ plugin }) => void states.delete(plugin),
  );
  await bus.on(
    "provider/state",
    {},
    ({ where, body }) => void providers.set(where.instance, body),
    ({ instance }) => void providers.delete(instance),
  );
  return { faults, states, providers, phases: (plugin: string) => phases.get(plugin) ?? [] };
}

/** A plugin that recognises one thing: its own `marker`. `delay`: ms a job takes. `more` goes into start. */
export const ears = (
  name: string,
  marker: string,
  facts: { delay?: number; more?: string; extra?: string } = {},
): string => `
import { definePlugin } from "hearsay";
export default definePlugin({
  name: "${name}",
  about: "Hears ${marker}.",
  ${facts.extra ?? ""}
  async start(host, options) {
    ${facts.more ?? ""}
    host.provide("stt", {
      streaming: false,
      languages: ["en"],
      async *transcribe(audio, { signal }) {
        for await (const _ of audio) {}
        await new Promise((resolve) => setTimeout(resolve, ${facts.delay ?? 0}));
        if (signal.aborted) return;
        yield { text: "${marker}", final: true };
      },
    });
  },
});
`;

/** One job at a provider: what it heard, or the code it failed with. */
export function hear(bus: Bus, instance: string, job: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const replyTo = bus.instance;
  void (async () => {
    const ears = [
      await bus.on("stt/heard", { instance: replyTo }, ({ body }) => {
        if (body.job === job && body.final) resolve(body.text);
      }),
      await bus.on("job/failed", { instance: replyTo }, ({ body }) => {
        if (body.job === job) resolve(body.problem.code);
      }),
    ];
    const start = { job, site: "room", stream: 1, language: "en", hints: [] };
    await bus.publish("stt/start", { instance }, start as never, { replyTo });
    await bus.publish("stt/stop", { instance }, { job } as never, { replyTo });
    await promise;
    for (const ear of ears) await ear[Symbol.asyncDispose]();
  })();
  return promise;
}
