/** Runs one load of a plugin or skill, in this process: starts it, serves what it provides, and releases all of it. */
import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { basename } from "node:path";
import {
  asFault,
  type Bus,
  type Capability,
  Fault,
  type Host,
  type Log,
  type Store,
} from "../contract/index.ts";
import { openSatellite } from "../satellite/open.ts";
import { asPlugin } from "./context.ts";
import type { Loaded, LoadedPlugin, LoadedSkill } from "./load.ts";
import { createScope, type Scope } from "./scope.ts";
import { type Served, type ServeFacts, serve } from "./serve/index.ts";
import { serveSkill } from "./serve/skill.ts";
import { tether } from "./tether.ts";

export interface RunFacts {
  readonly options: Record<string, unknown>;
  /** Folders of its verified models, by name. */
  readonly models: Readonly<Record<string, string>>;
  /** New with every start. */
  readonly generation: string;
  /** Its own writable folder. */
  readonly folder: string;
  /** IANA name of the house's time zone. */
  readonly timeZone: string;
}

export interface Around {
  readonly bus: Bus;
  /** Name of the connection that `bus` is. */
  readonly client: string;
  readonly log: Log;
  readonly store: Store;
  /** Hears of failures that nobody waits for. */
  readonly trouble: (fault: Fault) => void;
  /** ms that start may take; default 120,000. */
  readonly startLimit?: number;
}

export interface Running extends AsyncDisposable {
  readonly provides: readonly Capability[];
  readonly instances: readonly string[];
  /** Jobs under way. */
  active(): number;
  /** Takes nothing new; resolves when its jobs ended, at the latest after `limitMs`. */
  drain(limitMs: number): Promise<void>;
}

/** Resolves when all that it provides can be asked. Rejects with its own fault, or PLUGIN_START_FAILED; then nothing of it is left. */
export async function run(loaded: Loaded, facts: RunFacts, around: Around): Promise<Running> {
  await mkdir(facts.folder, { recursive: true });
  const scope = createScope(around.trouble);
  const served: Served[] = [];
  try {
    await asPlugin(loaded.name, () =>
      loaded.kind === "skill"
        ? startSkill(loaded, facts, around, served)
        : startPlugin(loaded, facts, around, scope, served),
    );
  } catch (thrown) {
    await release(scope, served, around);
    throw asFault(thrown, "PLUGIN_START_FAILED");
  }
  let ending: Promise<void> | undefined;
  return {
    get provides() {
      return served.map(({ capability }) => capability);
    },
    get instances() {
      return served.map(({ instance }) => instance);
    },
    active: () => served.reduce((sum, one) => sum + one.active(), 0),
    drain: async (limitMs) => void (await Promise.all(served.map((one) => one.drain(limitMs)))),
    [Symbol.asyncDispose]() {
      ending ??= release(scope, served, around);
      return ending;
    },
  };
}

const serveFacts = (loaded: Loaded, facts: RunFacts, { bus, client, log }: Around): ServeFacts => ({
  bus,
  plugin: loaded.name,
  version: loaded.version,
  client,
  log,
  generation: facts.generation,
  sound: soundOf(facts),
});

/** What a voice sounds like depends on these; a name of 16 hexadecimal digits for all of it. */
function soundOf({ options, models }: RunFacts): string {
  const facts = [options, Object.entries(models).map(([name, folder]) => [name, basename(folder)])];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 16);
}

async function startSkill(
  loaded: LoadedSkill,
  facts: RunFacts,
  around: Around,
  served: Served[],
): Promise<void> {
  const { store } = around;
  const { timeZone, options } = facts;
  const its = { ...serveFacts(loaded, facts, around), store, timeZone, options };
  served.push(await serveSkill(loaded.skill, loaded.words, its));
}

async function startPlugin(
  loaded: LoadedPlugin,
  facts: RunFacts,
  around: Around,
  scope: Scope,
  served: Served[],
): Promise<void> {
  const opening: Promise<Served>[] = [];
  const offered = new Map<Capability, Promise<Served>>();
  let gone = false;
  let started = false;
  scope.own({
    [Symbol.dispose]() {
      gone = true;
    },
  });
  const host: Host = {
    bus: tether(around.bus, scope, () => gone, around.trouble),
    log: around.log,
    signal: scope.signal,
    store: around.store,
    folder: facts.folder,
    own: (thing) => scope.own(thing),
    async satellite(options) {
      return scope.own(await openSatellite(options, { bus: host.bus, log: around.log }));
    },
    model(name) {
      const folder = facts.models[name];
      if (folder !== undefined) return folder;
      throw new Fault("MODEL_UNKNOWN", `${loaded.name} did not name the model ${name} in "needs".`, {
        remedy: `Add ${name} to needs.models of ${loaded.name}.`,
      });
    },
    provide(capability, made) {
      if (scope.released)
        throw new Fault("CANCELLED", `${loaded.name} was released and can offer nothing more.`);
      const known = offered.get(capability);
      const opened = known
        ? renewed(known, loaded, made)
        : serveOne(capability, made as never, loaded, facts, around).then(async (one) => {
            if (scope.released) await one[Symbol.asyncDispose]();
            else served.push(one);
            return one;
          });
      if (!known) offered.set(capability, opened);
      if (!started) opening.push(opened);
      opened.catch((thrown) => {
        if (started) around.trouble(asFault(thrown));
      });
    },
  };
  const starting = (async () => {
    await loaded.plugin.start(host, facts.options);
    await Promise.all(opening);
    started = true;
  })();
  await limited(starting, around.startLimit ?? 120_000, `${loaded.name} did not start`);
}

/** What is offered anew takes the place of what was. */
async function renewed(known: Promise<Served>, { name }: LoadedPlugin, made: unknown): Promise<Served> {
  const one = await known;
  if (!one.renew) {
    throw new Fault("PLUGIN_INVALID", `${name}: ${one.capability} can be offered only once.`);
  }
  await one.renew(made);
  return one;
}

function serveOne(
  capability: Capability,
  made: never,
  loaded: Loaded,
  facts: RunFacts,
  around: Around,
): Promise<Served> {
  if (capability === "skill") {
    throw new Fault("PLUGIN_INVALID", `${loaded.name}: a skill is made with defineSkill, not provided.`);
  }
  return serve(capability, made, serveFacts(loaded, facts, around));
}

async function limited(work: Promise<void>, limitMs: number, what: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const fault = new Fault("PLUGIN_START_FAILED", `${what} within ${limitMs / 1000} s.`);
    timer = setTimeout(() => reject(fault), limitMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Providers go first, so that no job reaches what is being taken apart. */
async function release(scope: Scope, served: readonly Served[], { trouble }: Around): Promise<void> {
  const ends = await Promise.allSettled(served.map((one) => one[Symbol.asyncDispose]()));
  for (const end of ends) if (end.status === "rejected") trouble(asFault(end.reason));
  await scope[Symbol.asyncDispose]();
}
