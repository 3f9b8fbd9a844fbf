/** Who was given to whom: to rooms, people and the house for good, to the conversation of a room for as long as it lasts. */
import type { Store } from "../../contract/index.ts";

/** One of them, or none: the house. */
export interface Whose {
  readonly site?: string | undefined;
  readonly person?: string | undefined;
}

export interface Talk {
  readonly persona: string;
  /** ms since 1970. */
  readonly until: number;
}

export interface Given extends Disposable {
  /** What was given for good; rejects as the store does. */
  give(whose: Whose, persona: string | undefined): Promise<boolean>;
  for(whose: Whose): string | undefined;
  /** The conversation of a room is with this one until it was quiet there for long; absent: it is over. */
  talk(site: string, persona: string | undefined): boolean;
  talkIn(site: string): string | undefined;
  /** Somebody speaks there, or is spoken to. */
  touch(site: string): void;
  all(): readonly (Whose & { readonly persona: string; readonly until?: number })[];
}

export interface GivenFacts {
  readonly store: Store;
  /** ms of quiet after which a conversation is over. */
  readonly idle: () => number;
  /** A conversation is over because it was quiet. */
  readonly ended: (site: string) => void;
  /** ms since 1970. */
  readonly now?: () => number;
}

const keyOf = ({ site, person }: Whose): string =>
  person !== undefined ? `person/${person}` : `site/${site ?? "*"}`;

function whoseOf(key: string): Whose {
  const [what, ...rest] = key.split("/");
  const name = rest.join("/");
  return what === "person" ? { person: name } : name === "*" ? {} : { site: name };
}

/** Rejects as the store does. */
export async function openGiven({ store, idle, ended, now = Date.now }: GivenFacts): Promise<Given> {
  const given = new Map<string, string>();
  const talks = new Map<string, Talk & { timer?: NodeJS.Timeout }>();
  for (const key of [...(await store.keys("site/")), ...(await store.keys("person/"))])
    given.set(key, (await store.get<string>(key)) ?? "");

  function stop(site: string): boolean {
    clearTimeout(talks.get(site)?.timer);
    return talks.delete(site);
  }
  function begin(site: string, persona: string): void {
    stop(site);
    const timer = setTimeout(() => {
      if (stop(site)) ended(site);
    }, idle());
    timer.unref();
    talks.set(site, { persona, until: now() + idle(), timer });
  }
  const talkIn = (site: string): string | undefined => {
    const talk = talks.get(site);
    return talk && talk.until > now() ? talk.persona : undefined;
  };

  return {
    async give(whose, persona) {
      const key = keyOf(whose);
      const changed = given.get(key) !== persona;
      if (persona === undefined) {
        given.delete(key);
        await store.delete(key);
      } else {
        given.set(key, persona);
        await store.set(key, persona);
      }
      return changed;
    },
    for: (whose) => given.get(keyOf(whose)),
    talk(site, persona) {
      const before = talkIn(site);
      if (persona === undefined) stop(site);
      else begin(site, persona);
      return before !== persona;
    },
    talkIn,
    touch(site) {
      const persona = talkIn(site);
      if (persona !== undefined) begin(site, persona);
    },
    all: () => [
      ...[...given].map(([key, persona]) => ({ ...whoseOf(key), persona })),
      ...[...talks].map(([site, { persona, until }]) => ({ site, persona, until })),
    ],
    [Symbol.dispose]() {
      for (const site of [...talks.keys()]) stop(site);
    },
  };
}
