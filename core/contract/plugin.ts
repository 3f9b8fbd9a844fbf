/** A plugin: a plain value with a start function; the host does the rest. */
import type { Bus } from "./bus.ts";
import type { Capabilities, Capability } from "./capabilities.ts";
import type { Satellite, SatelliteOptions } from "./satellite.ts";
import type { Log, Store } from "./tools.ts";

export interface Host {
  readonly bus: Bus;
  readonly log: Log;
  /** Aborted when the plugin is released; everything it began must end then. */
  readonly signal: AbortSignal;
  readonly store: Store;
  /** The plugin's own writable folder. */
  readonly folder: string;
  /** Offers a capability. */
  provide<K extends Capability>(capability: K, made: Capabilities[K]): void;
  /** Puts a microphone and a loudspeaker on the bus as a room, until the plugin is released. */
  satellite(options: SatelliteOptions): Promise<Satellite>;
  /** Folder of a verified model that `needs` named. */
  model(name: string): string;
  /** Disposed, last first, when the plugin is released. */
  own<T extends Disposable | AsyncDisposable>(thing: T): T;
}

export interface Needs {
  /** Names in models/catalog.json: fetched and verified before start. */
  readonly models?: readonly string[];
}

export interface Plugin<Options = unknown> {
  /** Same as its folder. */
  readonly name: string;
  readonly about: string;
  readonly version?: string;
  /** JSON Schema (2020-12) of its options: checks them, gives defaults, writes docs/settings.md. */
  readonly options?: object;
  /** Where it runs unless a setting says otherwise: `speech` for native inference; default `inline`. */
  readonly placement?: "inline" | "speech" | "skills";
  /** It holds something only one can have (a device, a port): on reload the old one ends before the new one starts. */
  readonly exclusive?: boolean;
  /** The house can listen and answer without it for a moment: at the start it comes after all others, and is not waited for. */
  readonly late?: boolean;
  /** It sends what people say, or what it says to them, to a service: a bundled one is off until the settings name it. */
  readonly remote?: boolean;
  readonly needs?: Needs | ((options: Options) => Needs);
  start(host: Host, options: Options): void | Promise<void>;
}

export function definePlugin<Options = Record<string, never>>(plugin: Plugin<Options>): Plugin<Options> {
  return plugin;
}
