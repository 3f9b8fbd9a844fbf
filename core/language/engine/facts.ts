/** Decides whether what is known of a sentence fits what a template needs. */
import type { Need } from "./build.ts";
import type { Constraint, Facts, Json } from "./source.ts";

const isObject = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A fact may be given with its text: `{value, text}`. */
const plain = (value: Json | undefined): Json | undefined =>
  isObject(value) && "value" in value ? value.value : value;

const wanted = (constraint: Constraint): Json | undefined =>
  isObject(constraint) ? (constraint.value ?? null) : (constraint as Json);

function equal(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}

const holds = (constraint: Constraint, fact: Json): boolean => {
  const value = wanted(constraint);
  const actual = plain(fact);
  if (value === null || value === undefined) return actual !== null && actual !== undefined;
  return Array.isArray(value) ? value.some((one) => equal(one, actual)) : equal(value, actual);
};

/** Whether these facts are against nothing that is needed; what they do not tell of is left open. */
export function fitsNeed({ requires, excludes }: Need, facts: Facts | undefined): boolean {
  if (facts === undefined) return true;
  for (const key in requires) {
    const fact = facts[key];
    if (fact !== undefined && !holds(requires[key] as Constraint, fact)) return false;
  }
  for (const key in excludes) {
    const fact = facts[key];
    if (fact !== undefined && holds(excludes[key] as Constraint, fact)) return false;
  }
  return true;
}

export const needsNothing = ({ requires, excludes }: Need): boolean =>
  Object.keys(requires).length === 0 && Object.keys(excludes).length === 0;

/** What is needed and not told. */
export const lackingOf = ({ requires }: Pick<Need, "requires">, facts: Facts): readonly string[] =>
  Object.keys(requires).filter((key) => (facts[key] ?? null) === null);

/** Whether all that is needed is known and fits. */
export const meetsNeed = (need: Need, facts: Facts): boolean =>
  lackingOf(need, facts).length === 0 && fitsNeed(need, facts);

/** Slots that a need copies from the facts. */
export function copiedSlots({ requires }: Need, facts: Facts): readonly (readonly [string, Json])[] {
  return Object.entries(requires).flatMap(([key, constraint]) => {
    if (!isObject(constraint) || !("slot" in constraint) || constraint.slot === false) return [];
    const slot = typeof constraint.slot === "string" ? constraint.slot : key;
    return [[slot, plain(facts[key]) ?? null] as const];
  });
}
