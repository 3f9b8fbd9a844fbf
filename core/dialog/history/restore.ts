/** After a restart, puts what was done last in each room back into its memory: "turn it off again" still means something. */
import type { Memory } from "../route/memory.ts";
import type { Kept } from "./book.ts";

/** `kept`: newest first, as the book gives them. */
export function restore(memory: Memory, kept: readonly Kept[]): void {
  for (const { site, person, record } of kept.toReversed()) {
    const { text, at, parts } = record;
    for (const { outcome: _, problem: _problem, aside, ...meaning } of parts) {
      if (!aside) memory.did(site, meaning, parts.length > 1 ? text : undefined, at);
    }
    if (person !== undefined && parts.some(({ aside }) => !aside)) memory.leave(person, site);
  }
}
