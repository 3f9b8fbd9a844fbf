/** Keeps what narrowed the last turn: "turn it off" after "all the lights except in the kitchen" spares the kitchen. */
import { type Meaning, type Reader, sameIntent, sameValue } from "./meaning.ts";

const kinds = ["device", "area"] as const;

/**
 * A reading that points back, with the things and rooms of the last turn that its words lost; undefined where it would
 * be about others than the last turn was.
 */
export function narrowed(reader: Reader, found: Meaning, last: Meaning): Meaning | undefined {
  const named = reader.things(found, kinds);
  const lost = reader.things(last, kinds).filter((name) => found.slots[name] === undefined);
  const isLast = (name: string): boolean => sameValue(found.slots[name], last.slots[name]);
  const isSwapped = (name: string): boolean =>
    reader.declares(last, name) && lost.some((other) => sameValue(found.slots[name], last.slots[other]));
  if (named.some((name) => !isLast(name) && isSwapped(name))) return undefined;
  if (lost.length === 0 || named.some((name) => !isLast(name))) return found;
  const kept = lost.filter((name) => reader.declares(found, name));
  const isExact = reader.things(found, ["device"]).some(isLast);
  if (kept.length < lost.length && !isExact && found.skill === last.skill) return undefined;
  const values = Object.entries(last.slots).filter(([name]) => kept.includes(name));
  return { ...found, slots: { ...found.slots, ...Object.fromEntries(values) } };
}

/** The same as before with another word of choice: off what was turned on, closed what was opened. */
export const isOpposite = (found: Meaning, part: Meaning): boolean => {
  const changed = Object.keys({ ...found.slots, ...part.slots }).filter(
    (name) => !sameValue(found.slots[name], part.slots[name]),
  );
  const isChoice = (name: string): boolean =>
    typeof found.slots[name] === "string" && typeof part.slots[name] === "string";
  return sameIntent(found, part) && changed.length === 1 && changed.every(isChoice);
};

/** A number of the last turn became another one: words of it ran together that do not belong together. */
export const isMuddled = (found: Meaning, last: Meaning): boolean =>
  Object.entries(found.slots).some(
    ([name, value]) =>
      typeof value === "number" && last.slots[name] !== undefined && value !== last.slots[name],
  );
