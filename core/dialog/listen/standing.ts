/** Judges what was said so far by what this room can be asked: whole, begun or neither, and how it could go on. */
import { type Grammar, plainForm } from "../../contract/voice/index.ts";
import type { Match } from "../../language/index.ts";
import { continuations } from "./growth.ts";
import type { Standing } from "./patience.ts";

export interface House {
  /** As the turn will ask it: the persona's skills, the room's area. */
  match(text: string): Pick<Match, "skill" | "intent" | "slots" | "said" | "counts"> | undefined;
  /** It only says that nothing fits. */
  isFallback(match: { readonly skill: string; readonly intent: string }): boolean;
  /** The slot takes whatever is said. */
  isFree(match: { readonly skill: string; readonly intent: string }, slot: string): boolean;
  /** The slot holds a device or an area. */
  isName(match: { readonly skill: string; readonly intent: string }, slot: string): boolean;
  /** The slot holds a thing, a number or a time, rather than a word of a list or free text. */
  isValue(match: { readonly skill: string; readonly intent: string }, slot: string): boolean;
  /** The words say nothing but thanks or please. */
  isPolite(words: string): boolean;
  /** These are an area and the only thing in it that does anything. */
  isAllOf(area: unknown, device: unknown): boolean;
  readonly grammar: Grammar | undefined;
}

type Found = NonNullable<ReturnType<House["match"]>>;

export function standingOf(house: House, text: string): Standing {
  const plain = plainForm(text);
  if (plain === "") return "unknown";
  const found = house.match(text);
  if (!found || house.isFallback(found)) return isBegun(house, text, plain) ? "begun" : "unknown";
  if (endsFree(house, found, text)) return "open";
  return growthOf(house, text, plain, found);
}

/** The grammar is that of the whole house: what could come of it must be something that this room may ask. */
function isBegun(house: House, text: string, plain: string): boolean {
  const { grammar } = house;
  const after = grammar?.step(grammar.start, `${plain} `);
  if (!grammar || !after) return false;
  let sampled = false;
  for (const more of continuations(grammar, after, () => false)) {
    const other = house.match(longer(text, more));
    if (other && !house.isFallback(other)) return true;
    sampled = true;
  }
  return !sampled;
}

const longer = (text: string, more: string): string => `${text.replace(/[\s.!?,]+$/u, "")} ${more}`;

function endsFree({ isFree }: House, found: Found, text: string): boolean {
  const said = bare(text);
  return Object.entries(found.said).some(
    ([slot, { raw }]) => isFree(found, slot) && said.endsWith(bare(raw)),
  );
}

const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

function growthOf(house: House, text: string, plain: string, found: Found): Standing {
  const { grammar } = house;
  const after = grammar?.step(grammar.start, `${plain} `);
  if (!grammar || !after) return "closed";
  let standing: Standing = "closed";
  for (const more of continuations(grammar, after, house.isPolite)) {
    const other = house.match(longer(text, more));
    if (!other || house.isFallback(other)) continue;
    const names = longerNames(house, found, other);
    const isOne = ([slot, to]: readonly [string, string]) =>
      house.isAllOf(found.slots[slot], other.slots[to]);
    const change = names.length > 0 && names.every(isOne) ? "adds" : changeOf(house, found, other);
    if (change === "changes" && names.length > 0) return "short";
    if (change === "changes" || (change === "adds" && standing === "closed")) standing = change;
  }
  return standing;
}

/** Slots of names that became longer ones, the room its lamp, the lamp its strip; and the slots of those. */
function longerNames({ isName }: House, before: Found, after: Found): (readonly [string, string])[] {
  const longer = Object.entries(after.said).filter(([slot]) => isName(after, slot));
  return Object.entries(before.said)
    .filter(([slot]) => isName(before, slot))
    .flatMap(([slot, { from, to }]) =>
      longer.filter(([, name]) => name.from <= from && name.to > to).map(([other]) => [slot, other] as const),
    );
}

/** Whether the same would be done with the same things, once more was said; a word such as "on" may become "to fifty percent". */
function changeOf({ isValue }: House, before: Found, after: Found): "same" | "adds" | "changes" {
  const slots = after.slots as Readonly<Record<string, unknown>>;
  const same = ([slot, value]: readonly [string, unknown]): boolean =>
    JSON.stringify(slots[slot]) === JSON.stringify(value);
  const said = Object.entries(before.slots);
  if (!said.filter(([slot]) => isValue(before, slot)).every(same)) return "changes";
  const isSame = before.skill === after.skill && before.intent === after.intent;
  return isSame && said.every(same) && Object.keys(slots).length === said.length ? "same" : "adds";
}
