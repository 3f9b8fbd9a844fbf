/** Keeps the lists in the skill's store: one entry for each list, so that a crash costs no more than the change under way. */
import type { SkillContext } from "hearsay";

export interface Item {
  readonly text: string;
  readonly done: boolean;
}
export interface List {
  /** As it was said, without "list": "shopping". */
  readonly name: string;
  readonly items: readonly Item[];
}

/** What nobody reaches by speaking; it bounds what a broken recogniser can fill a disk with. */
export const most = { lists: 50, items: 300, text: 120 } as const;

const prefix = "list/";

/** Case, articles and the word "list" tell no two names apart. */
export const keyOf = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\s]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .concat(" ")
    .replace(
      /^(?:(?:the|a|an|some|my|our|der|die|das|den|dem|ein|eine|einen|etwas|meine|meiner|unsere|unserer) )+/,
      "",
    )
    .trim();

/** One item is another one's when they differ in number only: "egg" and "eggs". */
export const stemOf = (text: string): string =>
  keyOf(text)
    .split(" ")
    .map((word) => (word.length > 3 ? word.replace(/(?:es|en|s|n|e)$/, "") : word))
    .join(" ");

const entryOf = (name: string): string => prefix + keyOf(name);

export const allLists = async ({ store }: SkillContext): Promise<readonly List[]> => {
  const found: List[] = [];
  for (const key of await store.keys(prefix)) {
    const list = await store.get<List>(key);
    if (list) found.push(list);
  }
  return found;
};

/** By its name, with or without the "s" that joins German words: "Geburtstag" has the "Geburtstagsliste". */
export const findList = async ({ store }: SkillContext, name: string): Promise<List | undefined> =>
  (await store.get<List>(entryOf(name))) ??
  (await store.get<List>(entryOf(`${name}s`))) ??
  (name.endsWith("s") ? store.get<List>(entryOf(name.slice(0, -1))) : undefined);

/** Taken back, the list is as it was before. */
export async function keep({ store, undo }: SkillContext, list: List): Promise<void> {
  const entry = entryOf(list.name);
  const before = await store.get<List>(entry);
  undo(async (now) => void (await (before ? now.store.set(entry, before) : now.store.delete(entry))));
  await store.set(entry, list);
}

export const drop = ({ store }: SkillContext, name: string): Promise<boolean> => store.delete(entryOf(name));

/** Items that are not done. */
export const openItems = ({ items }: List): readonly string[] =>
  items.filter(({ done }) => !done).map(({ text }) => text);

/** The item that was meant: the same words, else the same but for number, else one that holds them. */
export function itemIn(list: List, said: string): Item | undefined {
  const [key, stem] = [keyOf(said), stemOf(said)];
  const open = [...list.items].sort((one, other) => Number(one.done) - Number(other.done));
  return (
    open.find(({ text }) => keyOf(text) === key) ??
    open.find(({ text }) => stemOf(text) === stem) ??
    open.find(({ text }) => ` ${stemOf(text)} `.includes(` ${stem} `))
  );
}

let last: Promise<unknown> = Promise.resolve();

/** One change after the other: two rooms that speak at once both get their items on the list. */
export function inTurn<T>(change: () => Promise<T>): Promise<T> {
  const next = last.then(change, change);
  last = next.catch(() => {});
  return next;
}
