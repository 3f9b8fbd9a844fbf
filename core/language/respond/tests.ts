/** What `x is …` may ask, by name. */
import { amount, compare, equal, isDict, isFloat, isText, members, type Value, wrong } from "./values.ts";

type Test = (value: Value, other: Value) => boolean;

const isNumber = (value: Value): boolean => typeof value === "number" || isFloat(value);
const whole = (value: Value): number => amount(value) ?? wrong("odd and even are for numbers");
const iterable = (value: Value): boolean =>
  isText(value) || Array.isArray(value) || isDict(value) || value === undefined;

/** Whether the one holds the other: a text a text, a list a member, a mapping a key. */
export function holds(value: Value, sought: Value): boolean {
  if (isText(value)) return isText(sought) ? value.includes(sought) : wrong("a text holds only texts");
  return members(value).some((each) => equal(each, sought));
}

const orders: readonly [names: readonly string[], test: Test][] = [
  [["eq", "equalto", "==", "sameas"], equal],
  [["ne", "!="], (value, other) => !equal(value, other)],
  [["lt", "lessthan", "<"], (value, other) => compare(value, other) < 0],
  [["le", "<="], (value, other) => compare(value, other) <= 0],
  [["gt", "greaterthan", ">"], (value, other) => compare(value, other) > 0],
  [["ge", ">="], (value, other) => compare(value, other) >= 0],
];

export const tests: ReadonlyMap<string, Test> = new Map<string, Test>([
  ...orders.flatMap(([names, test]) => names.map((name) => [name, test] as const)),
  ["in", (value, other) => holds(other, value)],
  ["contains", holds],
  ["divisibleby", (value, other) => whole(value) % whole(other) === 0],
  ["defined", (value) => value !== undefined],
  ["undefined", (value) => value === undefined],
  ["none", (value) => value === null],
  ["string", isText],
  ["number", (value) => isNumber(value) || typeof value === "boolean"],
  ["integer", (value) => typeof value === "number"],
  ["float", isFloat],
  ["boolean", (value) => typeof value === "boolean"],
  ["true", (value) => value === true],
  ["false", (value) => value === false],
  ["mapping", isDict],
  ["iterable", iterable],
  ["sequence", iterable],
  ["callable", (value) => typeof value === "function"],
  ["odd", (value) => Math.abs(whole(value) % 2) === 1],
  ["even", (value) => whole(value) % 2 === 0],
  ["lower", (value) => isText(value) && value === value.toLowerCase() && value !== value.toUpperCase()],
  ["upper", (value) => isText(value) && value === value.toUpperCase() && value !== value.toLowerCase()],
]);
