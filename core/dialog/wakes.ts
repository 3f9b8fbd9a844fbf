/** Lets every wake-word provider listen in every room that has a microphone, and follows them when they are replaced. */
import type { Bus, Log, Messages } from "../contract/index.ts";
import { asFault } from "../contract/index.ts";
import type { Calls, JobCall } from "./calls.ts";
import { watchDeafness } from "./deaf.ts";
import type { Directory } from "./directory.ts";
import { bare } from "./wakeword.ts";

export interface WakesFacts {
  readonly bus: Bus;
  readonly log: Log;
  readonly directory: Directory;
  readonly calls: Calls;
  /** What opens a room; none: every word that is installed. */
  readonly wakeWordsOf: (site: string) => readonly string[];
}

interface Watch {
  readonly key: string;
  readonly instance: string;
  readonly site: string;
  readonly stream: number;
  readonly words: readonly string[];
}

const againMs = 1000;
const normalSensitivity = 0.5;

/** Listens for as long as it is not disposed. `look` makes it see a persona's new wake words. */
export async function openWakes(facts: WakesFacts): Promise<AsyncDisposable & { look(): void }> {
  const { bus, log, directory, calls } = facts;
  const sites = new Map<string, Messages["site/state"]>();
  const live = new Map<string, { watch: Watch; call: Promise<JobCall | undefined> }>();
  const deafness = watchDeafness(bus, log);
  let closed = false;

  function begin(watch: Watch): void {
    const { instance, site, stream, words } = watch;
    const body = { site, stream, words: [...words], sensitivity: normalSensitivity };
    const call = calls.start("wake/watch", instance, body, {}).catch((error) => {
      log.warn("Could not start listening for wake words.", { site, instance, error });
      return undefined;
    });
    live.set(watch.key, { watch, call });
    void call.then(async (job) => {
      const fault = await job?.done.then(
        () => undefined,
        (error) => asFault(error),
      );
      if (closed || live.get(watch.key)?.watch !== watch || fault?.code === "CANCELLED") return;
      live.delete(watch.key);
      setTimeout(look, fault?.code === "PROVIDER_GONE" ? 0 : againMs).unref();
    });
  }

  const instanceFor = (key: string): string | undefined => live.get(key)?.watch.instance;

  function look(): void {
    if (closed) return;
    const found = [...sites].map(([site, state]) => ({
      site,
      ...watchesOf(facts, site, state, instanceFor),
    }));
    const wanted = new Map(found.flatMap(({ watches }) => watches).map((watch) => [watch.key, watch]));
    deafness.note(new Set(found.filter(({ refused }) => refused).map(({ site }) => site)));
    for (const [key, { watch, call }] of [...live]) {
      const next = wanted.get(key);
      if (next && same(next, watch)) continue;
      live.delete(key);
      if (next) begin(next);
      void call.then((job) => job?.cancel("The room or the provider changed."));
    }
    for (const [key, watch] of wanted) if (!live.has(key)) begin(watch);
  }

  const states = await bus.on(
    "site/state",
    {},
    ({ where, body }) => {
      sites.set(where.site, body);
      look();
    },
    ({ site }) => {
      sites.delete(site);
      look();
    },
  );
  const watch = directory.onChange(look);
  look();

  return {
    look,
    async [Symbol.asyncDispose]() {
      closed = true;
      deafness[Symbol.dispose]();
      watch[Symbol.dispose]();
      await states[Symbol.asyncDispose]();
      for (const { call } of live.values()) (await call)?.cancel("The dialog ends.");
    },
  };
}

/**
 * One watch for each plugin that knows a wanted word; refused: those who know one have no place left. Whoever has it keeps it: chosen anew with every change of load, a
 * watch would go to and fro for ever between two providers, or leave the one that it fills.
 */
function watchesOf(
  { directory, wakeWordsOf }: WakesFacts,
  site: string,
  state: Messages["site/state"],
  instanceFor: (key: string) => string | undefined,
): { readonly watches: readonly Watch[]; readonly refused: boolean } {
  const { stream, online, microphone, muted, wakeOnDevice } = state;
  if (!online || !microphone || muted || wakeOnDevice || stream === undefined)
    return { watches: [], refused: false };
  const wanted = state.wakeWords.length > 0 ? state.wakeWords : wakeWordsOf(site);
  const best = new Map<string, Watch>();
  let full = false;
  for (const { plugin, instance, ready, words = [] } of directory.all({ capability: "wake", full: true })) {
    const key = `${site} ${plugin}`;
    const has = instanceFor(key) === instance;
    const known = words.filter((word) => wanted.some((one) => bare(one) === bare(word)));
    if (wanted.length > 0 && known.length === 0) continue;
    if (!has && best.has(plugin)) continue;
    if (!has && !ready) {
      full = true;
      continue;
    }
    best.set(plugin, { key, instance, site, stream, words: known });
  }
  return { watches: [...best.values()], refused: full && best.size === 0 };
}

const same = (a: Watch, b: Watch): boolean =>
  a.instance === b.instance && a.stream === b.stream && a.words.join() === b.words.join();
