/** Who offers what right now: chosen by preference, language, health and load; a provider whose connection ends is out at once, and back with it. */
import type { Bus, Capability, Fault, Messages } from "../contract/index.ts";
import { createBreaker, type Standing } from "./breaker.ts";
import { openNewcomers } from "./newcomers.ts";

export interface Provider extends Readonly<Messages["provider/state"]> {
  readonly instance: string;
}

export interface Wanted {
  readonly capability: Capability;
  /** BCP-47; providers of its base language count, and those that name none. */
  readonly language?: string;
  /** Plugins, best first; all others come after them. */
  readonly prefer?: readonly string[];
  /** Plugins that come after all others. */
  readonly last?: readonly string[];
  /** What else may be spoken: those that know all of it come before all others. */
  readonly others?: readonly string[];
  /** A plugin that comes first whatever else may be spoken. */
  readonly chosen?: string;
  /** Instances that were tried already. */
  readonly not?: ReadonlySet<string>;
  /** Those that take no more jobs now count too. */
  readonly full?: boolean;
  /** Those that are left alone because they failed count too. */
  readonly ill?: boolean;
}

export interface Directory extends AsyncDisposable {
  choose(wanted: Wanted): Provider | undefined;
  /** Whether an instance is there, ready or not. */
  has(instance: string): boolean;
  /** All that fit, best first. */
  all(wanted: Wanted): readonly Provider[];
  /** The best, or the first that comes within `ms`. */
  wait(wanted: Wanted, ms: number, signal: AbortSignal): Promise<Provider | undefined>;
  /** Resolves at once, or when whoever is preferred to all that fit has started for the first time, or took too long over it. */
  settled(wanted: Wanted, signal: AbortSignal): Promise<void>;
  /** It gets a job now; where it was left alone until now, nobody else does until it is told how that went. */
  begin(provider: Provider): void;
  /** Its job was ended without showing anything about it. */
  release(provider: Provider): void;
  /** How a job of this provider went; three failures in a row keep its plugin out for a while, some faults at once. */
  report(provider: Provider, ok: boolean, fault?: Fault): void;
  standing(provider: Pick<Provider, "capability" | "plugin">): Standing;
  /** Called after any change; `gone` names an instance that will not answer any more. */
  onChange(hear: (gone?: string) => void): Disposable;
}

export async function openDirectory(bus: Bus, now: () => number = Date.now): Promise<Directory> {
  const providers = new Map<string, Provider>();
  /** The last word on each connection. */
  const connections = new Map<string, Messages["client/state"]>();
  /** Those whose connection ended: their states stay on the bus, and when it returns they are not told anew. */
  const away = new Set<string>();
  const listeners = new Set<(gone?: string) => void>();
  const breaker = createBreaker(now);
  const newcomers = await openNewcomers(bus);
  const changed = (gone?: string): void => {
    for (const hear of listeners) hear(gone);
  };
  const leave = (instance: string): void => {
    if (away.has(instance)) return;
    away.add(instance);
    changed(instance);
  };
  const forget = (instance: string): void => {
    if (!providers.delete(instance)) return;
    if (!away.delete(instance)) changed(instance);
  };

  const states = await bus.on(
    "provider/state",
    {},
    ({ where, body }) => {
      const { instance } = where;
      const provider = { ...body, instance };
      providers.set(instance, provider);
      const connection = connections.get(body.client);
      if (connection?.bootId === body.bootId && !connection.online) return leave(instance);
      away.delete(instance);
      changed();
    },
    ({ instance }) => forget(instance),
  );
  const clients = await bus.on(
    "client/state",
    {},
    ({ where, body }) => {
      connections.set(where.client, body);
      for (const { instance, client, bootId } of [...providers.values()]) {
        if (client !== where.client || bootId !== body.bootId) continue;
        if (!body.online) leave(instance);
        else if (away.delete(instance)) changed();
      }
    },
    ({ client }) => void connections.delete(client),
  );

  function all(wanted: Wanted): readonly Provider[] {
    const { capability, language, prefer = [], last = [], not, full = false, ill = false } = wanted;
    const lacks = ({ plugin, languages }: Provider): number =>
      plugin !== wanted.chosen && wanted.others?.every((one) => speaks(languages, one)) === false ? 1 : 0;
    const follows = ({ plugin }: Provider): number => (plugin === wanted.chosen ? 0 : 1);
    const rank = ({ plugin }: Provider): number => {
      const place = prefer.indexOf(plugin);
      return place >= 0 ? place : prefer.length + (last.includes(plugin) ? 1 : 0);
    };
    return [...providers.values()]
      .filter(({ instance }) => !away.has(instance))
      .filter((one) => one.capability === capability && !one.draining && !not?.has(one.instance))
      .filter((one) => one.ready || full)
      .filter((one) => speaks(one.languages, language) && (ill || breaker.allows(nameOf(one))))
      .sort(
        (a, b) =>
          follows(a) - follows(b) ||
          lacks(a) - lacks(b) ||
          rank(a) - rank(b) ||
          a.jobs / a.limit - b.jobs / b.limit ||
          compare(a.instance, b.instance),
      );
  }

  const onChange = (hear: (gone?: string) => void): Disposable => {
    listeners.add(hear);
    return { [Symbol.dispose]: () => void listeners.delete(hear) };
  };

  async function wait(wanted: Wanted, ms: number, signal: AbortSignal): Promise<Provider | undefined> {
    const { promise, resolve } = Promise.withResolvers<Provider | undefined>();
    const look = (): void => {
      const found = all(wanted)[0];
      if (found || signal.aborted) resolve(found);
    };
    using _ear = onChange(look);
    // Looks once more: a plugin may be allowed again without a word on the bus.
    const timer = setTimeout(() => resolve(all(wanted)[0]), ms);
    signal.addEventListener("abort", look, { once: true });
    look();
    return await promise.finally(() => {
      clearTimeout(timer);
      signal.removeEventListener("abort", look);
    });
  }

  return {
    all,
    choose: (wanted) => all(wanted)[0],
    has: (instance) => providers.has(instance) && !away.has(instance),
    wait,
    settled(wanted, signal) {
      const { prefer = [] } = wanted;
      const [best] = all({ ...wanted, full: true });
      const place = best ? prefer.indexOf(best.plugin) : -1;
      return newcomers.settled(place < 0 ? prefer : prefer.slice(0, place), signal);
    },
    onChange,
    begin: (provider) => breaker.begin(nameOf(provider)),
    release: (provider) => breaker.release(nameOf(provider)),
    report(provider, ok, fault) {
      const before = breaker.standing(nameOf(provider));
      breaker.report(nameOf(provider), ok, fault);
      // Others may have waited for how its trial went.
      if (ok && before !== "well") changed();
    },
    standing: (provider) => breaker.standing(nameOf(provider)),
    async [Symbol.asyncDispose]() {
      await newcomers[Symbol.asyncDispose]();
      await states[Symbol.asyncDispose]();
      await clients[Symbol.asyncDispose]();
    },
  };
}

/** For the breaker: what a plugin hears badly says nothing about what it speaks. */
const nameOf = ({ capability, plugin }: Pick<Provider, "capability" | "plugin">): string =>
  `${capability} ${plugin}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const base = (language: string): string => language.split("-")[0] ?? language;

/** Whether somebody who speaks `languages` serves a request in `language`. */
export function speaks(languages: readonly string[], language: string | undefined): boolean {
  if (language === undefined || languages.length === 0) return true;
  return languages.some((one) => base(one) === base(language));
}
