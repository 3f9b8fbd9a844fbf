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
  readonly grammar: Grammar | undefined;
}

type Found = NonNullable<ReturnType<House["match"]>>;

export function standingOf(house: House, text: string): Standing {
  const plain = plainForm(text);
  if (plain === "") return "unknown";
  const found = house.match(text);
  if (!found || house.isFallback(found)) return isBegun(house.grammar, plain) ? "begun" : "unknown";
  if (endsFree(house, found, text)) return "open";
  return growthOf(house, text, plain, found);
}

function isBegun(grammar: Grammar | undefined, plain: string): boolean {
  if (!grammar) return false;
  return grammar.step(grammar.start, `${plain} `) !== undefined;
}

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
  for (const more of continuations(grammar, after)) {
    const other = house.match(`${text.replace(/[\s.!?,]+$/u, "")} ${more}`);
    if (!other || house.isFallback(other)) continue;
    const change = changeOf(found, other);
    if (change === "changes") return "changes";
    if (change === "adds") standing = "adds";
  }
  return standing;
}

/** What is said of a thing stays, or is said of another one. */
function changeOf(before: Found, after: Found): "same" | "adds" | "changes" {
  if (before.skill !== after.skill || before.intent !== after.intent) return "changes";
  const slots = after.slots as Readonly<Record<string, unknown>>;
  const kept = Object.entries(before.slots).every(
    ([slot, value]) => JSON.stringify(slots[slot]) === JSON.stringify(value),
  );
  if (!kept) return "changes";
  return Object.keys(slots).length > Object.keys(before.slots).length ? "adds" : "same";
}
