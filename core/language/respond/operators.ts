/** What stands between two values in a template: arithmetic, comparison, membership, as in Python. */
import { formatPercent } from "./format.ts";
import { holds } from "./tests.ts";
import {
  amount,
  bounded,
  boundedCount,
  boundedLength,
  compare,
  equal,
  float,
  isFloat,
  isText,
  numberLike,
  spend,
  str,
  typeName,
  type Value,
  wrong,
} from "./values.ts";

type Operator = (left: Value, right: Value) => Value;

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "//": (a, b) => Math.floor(a / nonZero(b)),
  "%": (a, b) => a - Math.floor(a / nonZero(b)) * b,
  "**": (a, b) => a ** b,
};

const nonZero = (number: number): number => (number === 0 ? wrong("division by zero") : number);

function calculate(operator: string, left: Value, right: Value): Value {
  const [a, b] = [amount(left), amount(right)];
  if (a === undefined || b === undefined) {
    return wrong(`"${operator}" is not for ${typeName(left)} and ${typeName(right)}`);
  }
  if (operator === "/") return float(a / nonZero(b));
  const result = arithmetic[operator]?.(a, b) ?? wrong(`"${operator}" is not known`);
  if (!Number.isFinite(result)) return wrong("a number that is too large");
  return Number.isInteger(result) && !isFloat(left) && !isFloat(right) ? numberLike(result) : float(result);
}

function add(left: Value, right: Value): Value {
  if (isText(left) && isText(right)) return bounded(left + right);
  if (Array.isArray(left) && Array.isArray(right)) {
    boundedCount(left.length + right.length);
    return [...left, ...right];
  }
  return calculate("+", left, right);
}

function times(left: Value, right: Value): Value {
  const [repeated, count] = isText(left) || Array.isArray(left) ? [left, right] : [right, left];
  if (typeof count !== "number") return calculate("*", left, right);
  const often = Math.max(0, count);
  if (isText(repeated)) {
    boundedLength(repeated.length * often);
    return bounded(repeated.repeat(often));
  }
  if (!Array.isArray(repeated)) return calculate("*", left, right);
  boundedCount(repeated.length * often);
  return Array.from({ length: repeated.length * often }, (_, index) => repeated[index % repeated.length]);
}

const operators: Readonly<Record<string, Operator>> = {
  "+": add,
  "*": times,
  "%": (left, right) => (isText(left) ? formatPercent(left, right) : calculate("%", left, right)),
  "~": (left, right) => bounded(str(left) + str(right)),
  "==": equal,
  "!=": (left, right) => !equal(left, right),
  "<": (left, right) => compare(left, right) < 0,
  "<=": (left, right) => compare(left, right) <= 0,
  ">": (left, right) => compare(left, right) > 0,
  ">=": (left, right) => compare(left, right) >= 0,
  in: (left, right) => holds(right, left),
  "not in": (left, right) => !holds(right, left),
};

export function operate(operator: string, left: Value, right: Value): Value {
  return Object.hasOwn(operators, operator)
    ? operators[operator]?.(left, right)
    : calculate(operator, left, right);
}

/** Operators that chain: `0 < x < 5` asks both. */
export const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">=", "in", "not in"]);

/** The part of a text or list that `[start:stop:step]` takes. */
export function slice(value: Value, bounds: readonly [start: Value, stop: Value, step: Value]): Value {
  const items = isText(value) ? Array.from(value) : Array.isArray(value) ? value : undefined;
  if (items === undefined) return wrong(`${typeName(value)} has no parts`);
  const [start, stop, step] = bounds.map((bound) =>
    bound === undefined || bound === null ? undefined : amount(bound),
  );
  const by = Math.trunc(step ?? 1) || wrong("a slice with step 0");
  const end = items.length;
  const clamp = (bound: number): number => {
    const from = bound < 0 ? bound + end : bound;
    return by > 0 ? Math.min(Math.max(from, 0), end) : Math.min(Math.max(from, -1), end - 1);
  };
  const first = start === undefined ? (by > 0 ? 0 : end - 1) : clamp(start);
  const last = stop === undefined ? (by > 0 ? end : -1) : clamp(stop);
  spend(Math.abs(last - first) / Math.abs(by));
  const taken: Value[] = [];
  for (let at = first; by > 0 ? at < last : at > last; at += by) taken.push(items[at]);
  return isText(value) ? taken.join("") : taken;
}
