/** A small real host for tests and benchmarks: starts one plugin here, with its defaults and its models, and nothing else. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Bus, Capabilities, Capability, Host, Log, Plugin, Store } from "hearsay";
import { Fault } from "hearsay";
import { testLog } from "./log.ts";
import { modelFolder } from "./models.ts";

export interface Hosted extends AsyncDisposable {
  readonly provided: Partial<Capabilities>;
}
export interface HostFacts {
  /** What `host.bus` is; without it, touching the bus throws. */
  readonly bus?: Bus;
  /** What `host.log` is; default: silent. */
  readonly log?: Log;
}

/** Starts a plugin. Rejects with what its `start` throws, after releasing what it owned. */
export async function hostFor<Options>(
  plugin: Plugin<Options>,
  options: Partial<Options> = {},
  facts: HostFacts = {},
): Promise<Hosted> {
  const filled = fill(plugin, options);
  const needs = typeof plugin.needs === "function" ? plugin.needs(filled) : plugin.needs;
  const folders = new Map<string, string>();
  for (const name of needs?.models ?? []) folders.set(name, await modelFolder(name));
  const folder = await mkdtemp(join(tmpdir(), "hearsay-"));
  const abort = new AbortController();
  const owned: (Disposable | AsyncDisposable)[] = [];
  const provided: Partial<Capabilities> = {};

  const host: Host = {
    get bus() {
      if (facts.bus) return facts.bus;
      throw new Error("This test gave the plugin no bus.");
    },
    satellite: () => Promise.reject(new Error("This test gave the plugin no bus.")),
    log: facts.log ?? testLog(plugin.name),
    signal: abort.signal,
    store: memoryStore(),
    folder,
    provide<K extends Capability>(capability: K, made: Capabilities[K]) {
      provided[capability] = made;
    },
    model(name) {
      const found = folders.get(name);
      if (!found) throw new Fault("MODEL_UNKNOWN", `${plugin.name} does not name ${name} in its needs.`);
      return found;
    },
    own(thing) {
      owned.push(thing);
      return thing;
    },
  };

  async function release(): Promise<void> {
    abort.abort();
    for (const thing of owned.splice(0).reverse()) await disposeOf(thing);
    await rm(folder, { recursive: true, force: true });
  }
  try {
    await plugin.start(host, filled);
  } catch (error) {
    await release();
    throw error;
  }
  return { provided, [Symbol.asyncDispose]: release };
}

/** The options with their defaults; throws PLUGIN_OPTIONS_INVALID as the host does. */
function fill<Options>(plugin: Plugin<Options>, options: Partial<Options>): Options {
  const filled = structuredClone(options) as Options;
  if (!plugin.options) return filled;
  const check = new Ajv2020({ useDefaults: true, allErrors: true, strict: false }).compile(plugin.options);
  if (check(filled)) return filled;
  const [first] = check.errors ?? [];
  throw new Fault("PLUGIN_OPTIONS_INVALID", `${plugin.name}: ${first?.instancePath} ${first?.message}`, {
    path: first?.instancePath ?? "",
  });
}

async function disposeOf(thing: Disposable | AsyncDisposable): Promise<void> {
  if (Symbol.asyncDispose in thing) await thing[Symbol.asyncDispose]();
  else thing[Symbol.dispose]();
}

function memoryStore(): Store {
  const values = new Map<string, string>();
  return {
    async get<T>(key: string) {
      const value = values.get(key);
      return value === undefined ? undefined : (JSON.parse(value) as T);
    },
    async set(key, value) {
      values.set(key, JSON.stringify(value));
    },
    delete: async (key) => values.delete(key),
    keys: async (prefix = "") => [...values.keys()].filter((key) => key.startsWith(prefix)).sort(),
  };
}
