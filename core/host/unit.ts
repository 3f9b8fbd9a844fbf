/** One plugin of the house as the host handles it: what is asked of it happens one after the other. */
import { Fault, problemOf } from "../contract/index.ts";
import type { Place } from "./find.ts";
import { begin, beginLife, bereave, type Life, retire } from "./life.ts";
import { describeAt } from "./load.ts";
import type { Yard } from "./raise.ts";
import { drainMs, type Reloaded, replace } from "./replace.ts";
import { faultOfPlugin, type PluginState } from "./standing.ts";

export type { Reloaded } from "./replace.ts";

export interface PluginInfo extends Omit<PluginState, "bootId"> {
  readonly name: string;
  readonly enabled: boolean;
  readonly from: Place["from"];
  readonly folder: string;
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
  /** A process died with these loads; `blamed`: it may be this plugin's doing. */
  crashed(keys: readonly string[], fault: Fault, blamed: boolean): void;
  /** Released; `forget`: its state is taken back. */
  close(forget: boolean): Promise<void>;
}

const closeDrainMs = 1000;

export function createUnit(yard: Yard, first: Place): Unit {
  const life = beginLife(yard, first);
  let queue: Promise<unknown> = Promise.resolve();
  /** A reload never meets a stop half way. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = queue.then(work);
    queue = mine.catch(() => {});
    return mine;
  }
  return {
    get place() {
      return life.place;
    },
    get enabled() {
      return life.enabled;
    },
    info: () => infoOf(life),
    start() {
      life.enabled = true;
      life.strikes = 0;
      if (life.abort.signal.aborted) life.abort = new AbortController();
      return inTurn(() => begin(life));
    },
    stop() {
      unwant(life, `${life.name} was stopped.`);
      return inTurn(async () => {
        letGo(life, drainMs);
        life.standing.say({ phase: "stopped" });
      });
    },
    describe: () => inTurn(() => describe(life)),
    reload(place) {
      life.strikes = 0;
      return inTurn(() => {
        life.place = place ?? life.place;
        return replace(life);
      });
    },
    crashed(keys, fault, blamed) {
      const plan = bereave(life, keys, fault, blamed);
      if (plan) void inTurn(() => begin(life, plan));
    },
    close(forget) {
      unwant(life, "The house is closing.");
      return inTurn(async () => {
        letGo(life, closeDrainMs);
        await Promise.all(life.retiring);
        if (forget) await life.standing.clear();
      });
    },
  };
}

function unwant(life: Life, why: string): void {
  life.enabled = false;
  life.abort.abort(new Fault("CANCELLED", why));
}

function letGo(life: Life, limitMs: number): void {
  if (life.current) void retire(life, life.current, limitMs);
  life.current = undefined;
}

function infoOf({ name, enabled, place, standing }: Life): PluginInfo {
  const { bootId: _, ...said } = standing.body;
  return { ...said, name, enabled, from: place.from, folder: place.folder };
}

async function describe({ yard, name, place, current, standing }: Life): Promise<void> {
  if (current) return;
  try {
    const loaded = await describeAt(place, { cache: yard.cache });
    standing.is(loaded, loaded.placement);
    standing.say({ phase: "stopped" });
  } catch (thrown) {
    standing.say({ phase: "stopped", problem: problemOf(faultOfPlugin(name, thrown, "PLUGIN_INVALID")) });
  }
}
