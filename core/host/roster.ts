/** The plugins of the house by name: which are wanted, and what befalls them. */
import { Fault } from "../contract/index.ts";
import type { Choices } from "./choices.ts";
import type { Place } from "./find.ts";
import { isRemote, needsMore, type Yard } from "./raise.ts";
import { createUnit, type PluginInfo, type Unit } from "./unit.ts";

export interface Roster {
  /** Takes a plugin in, and starts it if it is wanted. Resolves when it is ready or has failed. */
  settle(place: Place): Promise<void>;
  /** Its files changed. */
  changed(place: Place): Promise<void>;
  remove(name: string): Promise<void>;
  /** Faults: PLUGIN_NOT_FOUND. */
  unit(name: string): Unit;
  /** Switches it on or off for good; resolves with whether that changed anything. */
  turn(name: string, on: boolean): Promise<boolean>;
  /** Looks again at the settings of those that `touched` names. */
  adopt(touched: (name: string) => boolean): Promise<void>;
  crashed(keys: readonly string[], fault: Fault, blamed: string | undefined): void;
  describeRest(): void;
  list(): readonly PluginInfo[];
  folders(): ReadonlyMap<string, string>;
  close(): Promise<void>;
}

export function createRoster(yard: Yard, choices: Choices): Roster {
  const units = new Map<string, Unit>();
  const unitOf = (name: string): Unit => {
    const unit = units.get(name);
    if (unit) return unit;
    throw new Fault("PLUGIN_NOT_FOUND", `There is no plugin or skill ${name}.`);
  };
  const adoptOne = async (unit: Unit): Promise<void> => {
    if (!(await wanted(yard, choices, unit.place))) await unit.stop();
    // Its failure is in its state and a fault.
    else if (unit.enabled) await unit.reload().catch(() => {});
    else await unit.start();
  };
  return {
    async settle(place) {
      const unit = createUnit(yard, place);
      units.set(place.name, unit);
      if (await wanted(yard, choices, place)) await unit.start();
    },
    async changed(place) {
      await units
        .get(place.name)
        ?.reload(place)
        .catch(() => {});
    },
    async remove(name) {
      const unit = units.get(name);
      units.delete(name);
      await unit?.close(true);
    },
    unit: unitOf,
    async turn(name, on) {
      const unit = unitOf(name);
      await choices.set(name, on, yard.settings().plugins.use[name]?.enabled);
      if (unit.enabled === on) return false;
      await (on ? unit.start() : unit.stop());
      return true;
    },
    async adopt(touched) {
      const concerned = [...units].filter(([name]) => touched(name));
      await Promise.all(concerned.map(([, unit]) => adoptOne(unit)));
    },
    crashed(keys, fault, blamed) {
      for (const [name, unit] of units) unit.crashed(keys, fault, name === blamed);
    },
    describeRest() {
      for (const unit of units.values()) if (!unit.enabled) void unit.describe();
    },
    list: () => [...units.values()].map((unit) => unit.info()).sort((a, b) => (a.name < b.name ? -1 : 1)),
    folders: () => new Map([...units].map(([name, { place }]) => [name, place.folder])),
    async close() {
      await Promise.all([...units.values()].map((unit) => unit.close(false)));
    },
  };
}

/**
 * Bundled plugins that need models are on when the model set has them, those that speak to services when the settings name
 * them; all others are on.
 */
async function wanted(yard: Yard, choices: Choices, place: Place): Promise<boolean> {
  const { name, from } = place;
  const { use } = yard.settings().plugins;
  const said = use[name]?.enabled;
  const chosen = choices.of(name, said) ?? said;
  if (chosen !== undefined) return chosen;
  if (from !== "bundled" || Object.hasOwn(yard.defaults, name)) return true;
  if (Object.hasOwn(use, name) && (await isRemote(yard, place))) return true;
  return !(await needsMore(yard, place));
}
