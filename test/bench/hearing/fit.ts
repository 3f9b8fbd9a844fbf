/** Looks for the thresholds that understand most of the fitted half and invent nothing in it. */
import { fitted, type Thresholds } from "../../../plugins/stt-moonshine/second.ts";
import { type Evidence, taken } from "./evidence.ts";

/** Stricter first: of equally good ones the strictest is kept. */
const grid: { readonly [K in keyof Thresholds]: readonly number[] } = {
  near: [0.04, 0.06, 0.08, 0.1, 0.15],
  nearWord: [0.15, 0.2, 0.25, 0.34],
  worse: [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1],
  worseShort: [-1, 0, 0.2, 0.4, 0.7],
  mean: [-0.8, -1, -1.2, -1.5, -2],
  end: [-0.7, -1, -1.5, -2],
  meanUnheard: [-0.4, -0.6, -0.8, -1],
  apart: [0.4, 0.5, 0.6, 0.7],
};
/** A false action costs so many commands that are understood. */
const falseCosts = 4;
const rounds = 4;

/** One threshold after the other, until nothing gets better. */
export function fit(heard: readonly Evidence[], removed: readonly Evidence[]): Thresholds {
  const all = [...heard, ...removed].filter(({ sound }) => sound.half === "fitted");
  const deeds = new Map<Evidence, Map<string, string>>();
  const deedOf = (one: Evidence, text: string): string => {
    const known = deeds.get(one) ?? new Map<string, string>();
    deeds.set(one, known);
    const deed = known.get(text) ?? one.house.deed(text);
    known.set(text, deed);
    return deed;
  };
  const worth = (limits: Thresholds): number =>
    all.reduce((sum, one) => {
      const { text, by } = taken(one, "grammar", limits);
      if (by === "free") return sum;
      const deed = deedOf(one, text);
      if (deed === "") return sum;
      return deed === one.wanted ? sum + 1 : sum - falseCosts;
    }, 0);
  let best = fitted;
  for (let round = 0; round < rounds; round++) {
    for (const key of Object.keys(grid) as (keyof Thresholds)[]) {
      const tried = grid[key].map((value) => ({ ...best, [key]: value }));
      best = tried.reduce((one, other) => (worth(other) > worth(one) ? other : one));
    }
  }
  return best;
}
