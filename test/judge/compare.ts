/** Whether slots are as a test wants them. */
import type { Facts, Found, Json } from "../../core/language/engine/source.ts";
import type { Combination } from "../../core/language/pack/index.ts";
import type { House } from "./house.ts";

const show = (value: unknown): string => JSON.stringify(value);
const isMember = (value: Json, list: readonly Json[]): boolean =>
  list.some((one) => show(one) === show(value));

/** Two single values are equal, a single one stands in a list, and of two lists the one got is part of the one wanted. */
export function isRightValue(expected: Json, got: Json): boolean {
  if (Array.isArray(got)) {
    return Array.isArray(expected) ? got.every((one) => isMember(one, expected)) : isMember(expected, got);
  }
  return Array.isArray(expected) ? isMember(got, expected) : show(expected) === show(got);
}

/** The values of slots, without the room where the combination takes it from the speaker. */
export function slotsOf(found: Found, { here }: House, combination?: Combination): Facts {
  const values = Object.entries(found.slots).map(([name, { value }]) => [name, value] as const);
  const isHere = ([name, value]: readonly [string, Json]): boolean => name === "area" && value === here;
  return Object.fromEntries(values.filter((slot) => combination?.contextArea !== true || !isHere(slot)));
}

/** What a test wants, with the domains that a combination may infer. */
export const expectedSlots = (slots: Facts, combination?: Combination): Facts =>
  combination !== undefined && combination.inferredDomains.length > 0
    ? { ...slots, domain: combination.inferredDomains }
    : slots;

/** Why slots are wrong; undefined when they are right. */
export function slotsReason(
  expected: Facts,
  got: Facts,
  { found, house, combination }: { found: Found; house: House; combination?: Combination },
): string | undefined {
  if (combination?.contextArea === true && found.slots.area?.value !== house.here) {
    return "the room that is spoken in was not taken";
  }
  const missing = Object.keys(expected).filter((name) => !Object.hasOwn(got, name));
  const extra = Object.keys(got).filter((name) => !Object.hasOwn(expected, name));
  if (missing.length > 0) return `slot ${missing.join(", ")} is missing`;
  if (extra.length > 0) return `slot ${extra.join(", ")} is not wanted`;
  for (const [name, value] of Object.entries(got)) {
    const want = expected[name] ?? null;
    if (!isRightValue(want, value)) return `slot ${name} is ${show(value)}, not ${show(want)}`;
  }
  return nameReason(got.name, house, combination);
}

function nameReason(
  name: Json | undefined,
  { entities }: House,
  combination?: Combination,
): string | undefined {
  if (combination === undefined || combination.nameDomains.length === 0) return undefined;
  const domains = entities.filter((entity) => entity.name === name).map(({ domain }) => domain);
  const stray = domains.find((domain) => !combination.nameDomains.includes(domain));
  if (domains.length > 0 && stray === undefined) return undefined;
  return stray === undefined ? "nothing of that name is in the house" : `no ${stray} may be named here`;
}
