/** Makes the sound of a clause: from what was kept, else by a voice, and by the next one where that is late or fails. */
import { asFault, type Fault, joined, type VoiceLink } from "../../contract/index.ts";
import type { Provider } from "../directory.ts";
import { queueFor } from "../free.ts";
import type { Dialogue } from "../house.ts";
import { contest, type Route } from "../router/contest.ts";
import { unfitFault } from "../router/index.ts";
import { mended } from "../router/mend.ts";
import { canSpeak, mannerFor, type Order } from "../router/order.ts";
import type { Run } from "../router/run.ts";
import type { SoundCache } from "./cache/cache.ts";
import { keyOf } from "./cache/key.ts";
import type { Manner } from "./clause.ts";
import type { Maker, Sound } from "./sound.ts";

const comebackMs = 1500;

export interface VoiceHouse extends Pick<Dialogue, "directory" | "calls" | "router"> {
  readonly sounds?: SoundCache | undefined;
  /** Nobody has asked for it yet. */
  readonly ahead?: boolean;
}

export interface Wanted {
  /** Who shall speak a language, as it is now. */
  order(language: string): Order<VoiceLink>;
  readonly signal: AbortSignal;
  readonly turn?: string;
  /** ms until it is due; absent: now. */
  due?(): number;
  /** Nothing is heard before all of it is made. */
  readonly whole?: boolean;
}

/** What was tried of a chain: a plugin may stand in it with several voices. */
interface Chain {
  readonly order: Order<VoiceLink>;
  /** For a provider, by the first of its links that was not tried. */
  routeOf(provider: Provider): Route;
  tried(route: Route): void;
  readonly prefer: readonly string[];
  /** Instances that have nothing left to try. */
  readonly not: ReadonlySet<string>;
}

/** Fills `sound`, and ends it however it goes; rejects with its fault, NO_PROVIDER where nobody can. Aborted, it leaves it. */
export async function makeSound(
  house: VoiceHouse,
  manner: Manner,
  sound: Sound,
  wanted: Wanted,
): Promise<void> {
  const { directory } = house;
  const { signal } = wanted;
  const chain = chainOf(house, manner, wanted.order(manner.language));
  const asked = {
    capability: "tts",
    language: manner.language,
    last: chain.order.last,
    get prefer() {
      return chain.prefer;
    },
  } as const;
  const queue = queueFor(directory, asked, comebackMs, signal);
  const fail = (fault: Fault): never => {
    sound.end(fault);
    throw fault;
  };
  /** One that broke off after some of it was heard. */
  let broken: Run | undefined;
  while (!signal.aborted) {
    await directory.settled({ ...asked, not: chain.not }, signal);
    // What is kept needs nobody's time, so that a voice which is busy will do.
    const named = directory.choose({ ...asked, not: chain.not, full: true });
    if (named && !house.ahead && !broken && (await fromCache(house, chain.routeOf(named), sound))) return;
    const provider = await queue.next(chain.not).catch((error) => fail(asFault(error)));
    if (!provider) return;
    let last: Fault | undefined;
    const winner = await contest(house, {
      route: chain.routeOf(provider),
      other: (live) => beside(house, chain, asked, live),
      due: wanted.due ?? (() => 0),
      hedged: !house.ahead,
      signal,
      turn: wanted.turn,
      failed(route, fault) {
        last = fault;
        if (fault.code === "PROVIDER_BUSY") queue.refused(route.provider);
        else chain.tried(route);
      },
    });
    if (signal.aborted) {
      winner?.cancel("cancelled");
      return;
    }
    if (!winner) {
      if (house.ahead && last) return fail(last);
      continue;
    }
    const fault = await speakOut(winner, broken, sound, signal);
    if (signal.aborted) return;
    if (!fault) {
      if (!broken && winner.whole()) keep(house, winner);
      return sound.end();
    }
    if (house.ahead) return fail(fault);
    chain.tried(winner);
    broken ??= wanted.whole ? undefined : winner;
  }
}

/** Lets one be heard to its end, in the place of what is missing where another broke off; its fault, where it breaks off too. */
async function speakOut(
  winner: Run,
  broken: Run | undefined,
  sound: Sound,
  signal: AbortSignal,
): Promise<Fault | undefined> {
  const stop = (): void => winner.cancel("cancelled");
  signal.addEventListener("abort", stop, { once: true });
  try {
    if (broken) {
      await winner.over;
      const rest = mended(broken.made(), sound.keepTaken(), winner.made());
      if (rest === undefined) sound.begin(makerOf(winner));
      sound.push(rest ?? joined(winner.made()));
    } else {
      sound.begin(makerOf(winner));
      winner.pour(sound);
      await winner.over;
    }
    return undefined;
  } catch (error) {
    return asFault(error);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function chainOf({ router, directory }: VoiceHouse, manner: Manner, order: Order<VoiceLink>): Chain {
  const { language } = manner;
  const links = new Set(order.links);
  const done = new Set<string>();
  const fits = ({ plugin, voice }: VoiceLink): boolean => {
    if (voice === undefined) return true;
    const its = directory.all({ capability: "tts", full: true, ill: true });
    return its.every((one) => one.plugin !== plugin || canSpeak(one, voice, language));
  };
  for (const link of order.links) {
    if (fits(link)) continue;
    links.delete(link);
    router.tell(unfitFault(link, language));
  }
  const linkFor = ({ plugin }: Provider): VoiceLink | undefined =>
    [...links].find((link) => link.plugin === plugin);
  const linkOf = new WeakMap<Manner, VoiceLink>();
  return {
    order,
    not: done,
    get prefer() {
      return [...links].map(({ plugin }) => plugin);
    },
    routeOf(provider) {
      const link = linkFor(provider);
      const asked = mannerFor(provider, link, manner, order.tone);
      if (link) linkOf.set(asked, link);
      return { provider, manner: asked };
    },
    tried(route) {
      const link = linkOf.get(route.manner);
      if (link) links.delete(link);
      if (!linkFor(route.provider)) done.add(route.provider.instance);
    },
  };
}

/** The best of those that nobody asked for this clause yet. */
function beside(
  { directory }: VoiceHouse,
  chain: Chain,
  asked: Parameters<VoiceHouse["directory"]["choose"]>[0],
  live: readonly Route[],
): Route | undefined {
  const not = new Set([...chain.not, ...live.map(({ provider }) => provider.instance)]);
  const provider = directory.choose({ ...asked, not });
  return provider && chain.routeOf(provider);
}

const makerOf = ({ provider, manner: { voice } }: Route): Maker => ({
  provider: provider.plugin,
  voice: voice ?? provider.voices?.[0]?.name ?? provider.plugin,
});

async function fromCache({ sounds, router }: VoiceHouse, route: Route, sound: Sound): Promise<boolean> {
  const kept = await sounds?.get(keyOf(route.provider, route.manner));
  if (!kept) return false;
  router.ledger.note("tts", route.provider.plugin, { hits: 1 });
  sound.begin(makerOf(route));
  sound.push(kept);
  sound.end();
  return true;
}

function keep({ sounds, ahead }: VoiceHouse, { provider, manner, made }: Run): void {
  sounds?.put(keyOf(provider, manner), manner.text, made(), ahead);
}
