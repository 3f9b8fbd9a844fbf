/** Finds the persona that a word means, also where it was not heard quite right. */
import { type PersonaEntry, plain } from "hearsay";

/** Letters that may differ, as a share of the longer name. */
const mostChanged = 0.4;
/** Longer words are nobody's name. */
const longest = 64;

const articles = /^(the|my|our|der|die|das|den|dem|mein|meinem|meiner|unser|unserem|unserer) /;

/** By what it is called or its name, as they are, else the nearest; undefined where nothing is near. */
export function personaNamed(all: readonly PersonaEntry[], said: string): PersonaEntry | undefined {
  const wanted = plain(said).replace(articles, "").slice(0, longest);
  const ranked = all
    .flatMap((entry) => [entry.called, entry.name].map((name) => ({ entry, far: farFrom(wanted, name) })))
    .sort((one, other) => one.far - other.far);
  const [best] = ranked;
  return best && best.far <= mostChanged ? best.entry : undefined;
}

function farFrom(wanted: string, name: string): number {
  const known = plain(name).replace(articles, "");
  return distance(wanted, known) / Math.max(wanted.length, known.length, 1);
}

/** Levenshtein distance. */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1];
    for (const [place, another] of [...other].entries()) {
      const changed = (above[place] ?? 0) + (letter === another ? 0 : 1);
      line.push(Math.min(changed, (above[place + 1] ?? 0) + 1, (line[place] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}
