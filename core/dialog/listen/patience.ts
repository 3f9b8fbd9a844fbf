/** How much silence ends a turn, by what was said so far: a table, kept apart so that it can be read, tested and fitted. */

export type Patience = "eager" | "normal" | "patient";

/**
 * What the words are, as far as the house's sentences go.
 * - `closed`: whole, and nothing that could follow would change what is done, but for politeness.
 * - `adds`: whole; what could follow would say more of the same things ("turn on the lamp" "in the kitchen").
 * - `changes`: whole; what could follow would make it one about other things ("turn on the living room" "lamp").
 * - `short`: whole, by a name with which a longer name begins ("turn on the living room", where there is a "living room lamp").
 * - `open`: whole, and ends in free text that may go on ("add milk").
 * - `begun`: no sentence yet, and the beginning of one.
 * - `unknown`: no sentence and no beginning of one.
 */
export type Standing = "closed" | "adds" | "changes" | "short" | "open" | "begun" | "unknown";

export interface Said {
  readonly standing: Standing;
  /** The words themselves ask for more: they end in "the", "um", "twenty" or a comma. */
  readonly unfinished: boolean;
}

/** Silence as a share of the ordinary one. Fitted on one half of the clips, judged on the other: docs/benchmarks.md. */
const shares: Readonly<Record<Standing, { readonly done: number; readonly unfinished: number }>> = {
  closed: { done: 0.2, unfinished: 0.2 },
  adds: { done: 0.36, unfinished: 0.8 },
  changes: { done: 0.55, unfinished: 0.8 },
  // All of a room instead of its lamp is worse than a second of waiting; whoever means the room waits it in vain.
  short: { done: 1.5, unfinished: 2.4 },
  open: { done: 1.5, unfinished: 2.4 },
  begun: { done: 2.4, unfinished: 2.4 },
  unknown: { done: 1, unfinished: 2.4 },
};
const factors: Readonly<Record<Patience, number>> = { eager: 0.7, normal: 1, patient: 1.6 };
/** Who has paused this long in the middle of what he says does so again, as a share of the ordinary silence. */
const slowShare = 0.5;
/** Shorter ones are within words, ms. */
const shortest = 128;

/** ms of silence after which a turn is over; `silence`: the ordinary one. */
export function patienceFor({ standing, unfinished }: Said, patience: Patience, silence: number): number {
  const share = shares[standing][unfinished ? "unfinished" : "done"];
  return Math.max(shortest, Math.round(silence * share * factors[patience]));
}

/** Who speaks slowly says more wherever more could be said; `paused`: the longest pause after which he went on, ms. */
export function paced(said: Said, paused: number, silence: number): Said {
  if (paused < silence * slowShare) return said;
  if (said.standing === "unknown") return { ...said, standing: "open" };
  return said.standing === "changes" ? { ...said, unfinished: true } : said;
}

/** All that `patienceFor` may give for this patience, the shortest first. */
export function patiencesOf(patience: Patience, silence: number): number[] {
  const standings = Object.keys(shares) as Standing[];
  const all = standings.flatMap((standing) =>
    [true, false].map((unfinished) => patienceFor({ standing, unfinished }, patience, silence)),
  );
  return [...new Set(all)].sort((a, b) => a - b);
}
