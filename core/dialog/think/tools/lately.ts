/** Knows which tools the last turns of each talk used, so that what is gone on with is still lent. */

/** Whose talk it is. */
export interface Talk {
  readonly persona: { readonly name: string };
  readonly site: string;
  readonly person?: string | undefined;
}

export interface Lately {
  /** Of the last turns. */
  used(talk: Talk): ReadonlySet<string>;
  /** A turn has ended, in which these were used. */
  add(talk: Talk, names: ReadonlySet<string>): void;
}

const turnsKept = 2;
const mostTalks = 64;

export function createLately(): Lately {
  const talks = new Map<string, readonly ReadonlySet<string>[]>();
  const keyOf = ({ persona, site, person }: Talk): string =>
    JSON.stringify([persona.name, person === undefined ? site : "", person ?? ""]);
  return {
    used: (talk) => new Set(talks.get(keyOf(talk))?.flatMap((names) => [...names])),
    add(talk, names) {
      const key = keyOf(talk);
      const turns = [names, ...(talks.get(key) ?? [])].slice(0, turnsKept);
      talks.delete(key);
      talks.set(key, turns);
      const [oldest] = talks.keys();
      if (talks.size > mostTalks && oldest !== undefined) talks.delete(oldest);
    },
  };
}
