/** What goes with turns that are forgotten: the facts that were learned in them, and summaries of talk they belong to. */
import type { NoteStore, StoredFact, StoredSummary, TurnFilter } from "../../../store/index.ts";

export interface Gone {
  readonly turns: readonly string[];
  /** What was asked to be forgotten. */
  readonly which: TurnFilter;
  /** The one turn that was meant, where it was one. */
  readonly one?: { readonly site: string; readonly person?: string; readonly at: number } | undefined;
}

/** Rejects with STORE_FAILED or DISK_FULL. */
export async function forgetWith(notes: NoteStore, gone: Gone): Promise<void> {
  const turns = new Set(gone.turns);
  for (const fact of await notes.facts({})) {
    if (isLearned(fact, turns) || isMeant(fact, gone.which)) await notes.forgetFacts({ id: fact.id });
  }
  const { since, before } = gone.one ? { since: gone.one.at, before: gone.one.at + 1 } : gone.which;
  const within = { ...(since === undefined ? {} : { since }), ...(before === undefined ? {} : { before }) };
  for (const summary of await notes.summaries(within)) {
    if (!tellsOf(summary, gone)) continue;
    const { persona, site = "", person = "" } = summary;
    await notes.forgetSummaries({ persona, site, person });
  }
}

const isLearned = ({ turn }: StoredFact, turns: ReadonlySet<string>): boolean =>
  turn !== undefined && turns.has(turn);

/** By who told it and when; in which room it was told is not known beyond its turn. */
const isMeant = (fact: StoredFact, { id, site, person, since, before }: TurnFilter): boolean =>
  id === undefined &&
  site === undefined &&
  (person === undefined || person === fact.person) &&
  (since === undefined || fact.at >= since) &&
  (before === undefined || fact.at < before);

/** A person who is known is summed up over all rooms. */
function tellsOf(summary: StoredSummary, { which, one }: Gone): boolean {
  const { site, person } = one ?? which;
  if (person !== undefined) return summary.person === person;
  return site === undefined || summary.site === site || (one === undefined && summary.person !== undefined);
}
