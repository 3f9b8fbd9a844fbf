/** The values that a template of an answer works with, and what Python, for which such templates are written, makes of them. */
import type { Json } from "../engine/source.ts";

/** A number with a fraction in principle: 20.0 is said as "20.0", 20 as "20". */
export interface Float {
  readonly kind: "float";
  readonly number: number;
}

export type Key = string | number | boolean | null | undefined;
export type Dict = Map<Key, Value>;
export type Callable = (args: readonly Value[], named: ReadonlyMap<string, Value>) => Value;
/** Whole numbers are `number`; undefined is Jinja's undefined, null is None. */
export type Value = Key | Float | Value[] | Dict | Callable;

export type Fact =
  | Json
  | undefined
  | Float
  | ((...args: readonly unknown[]) => Fact)
  | readonly Fact[]
  | { readonly [key: string]: Fact };

/** A whole number that shall be said with its ".0". */
export const float = (number: number): Float => ({ kind: "float", number });

export const isFloat = (value: unknown): value is Float =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === "float";
export const isDict = (value: unknown): value is Dict => value instanceof Map;
export const isText = (value: unknown): value is string => typeof value === "string";

/** What was wrong while a template was rendered; the message is for the pack's author. */
export function wrong(message: string): never {
  throw new Error(message);
}

/** Templates are data from outside: none may work, grow or call itself without end. */
export const limits = { template: 16_384, work: 300_000, text: 32_768, items: 10_000, depth: 40 } as const;

let left = 0;

/** Runs one rendering with its own allowance of work. */
export function metered<T>(action: () => T): T {
  const outer = left;
  left = limits.work;
  try {
    return action();
  } finally {
    left = outer;
  }
}

/** One unit is about a step of the template, an item of a list that is gone through, or 16 characters. */
export function spend(units: number): void {
  left -= units;
  if (left < 0) wrong("work without end");
}

/** The text itself, unless it has grown beyond all reason. */
export function bounded(text: string): string {
  spend(text.length / 16);
  return text.length <= limits.text ? text : wrong(`a text of more than ${limits.text} characters`);
}

/** Before a text of so many characters is made. */
export function boundedLength(length: number): void {
  if (length > limits.text) wrong(`a text of more than ${limits.text} characters`);
}

export function boundedCount(count: number): number {
  if (count > limits.items) wrong(`more than ${limits.items} items`);
  spend(count);
  return count;
}

export function fromFact(fact: Fact): Value {
  if (typeof fact === "number") return Number.isInteger(fact) ? fact : float(fact);
  if (typeof fact === "function") return (args) => fromFact(fact(...args.map(toPlain)));
  if (typeof fact !== "object" || fact === null || isFloat(fact)) return fact as Value;
  if (Array.isArray(fact)) return fact.map(fromFact);
  return new Map(Object.entries(fact).map(([key, value]) => [key, fromFact(value)]));
}

function toPlain(value: Value): unknown {
  spend(1);
  if (isFloat(value)) return value.number;
  if (Array.isArray(value)) return value.map(toPlain);
  if (isDict(value)) return Object.fromEntries([...value].map(([key, each]) => [String(key), toPlain(each)]));
  return value;
}

export function truthy(value: Value): boolean {
  if (isFloat(value)) return value.number !== 0;
  if (Array.isArray(value)) return value.length > 0;
  return isDict(value) ? value.size > 0 : Boolean(value);
}

/** A number's amount, true and false being 1 and 0; undefined for everything else. */
export function amount(value: Value): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  return isFloat(value) ? value.number : undefined;
}

/** A calculation's result: whole if all that went in was whole. */
export const numberLike = (result: number, ...from: readonly Value[]): Value =>
  from.some(isFloat) ? float(result) : result;

export function keyOf(value: Value): Key {
  if (isFloat(value)) return value.number;
  if (typeof value === "boolean") return Number(value);
  if (value === null || value === undefined || isText(value) || typeof value === "number") return value;
  return wrong(`${typeName(value)} cannot be a key`);
}

export function equal(one: Value, other: Value): boolean {
  spend(1);
  const [a, b] = [amount(one), amount(other)];
  if (a !== undefined || b !== undefined) return a === b;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((value, index) => equal(value, other[index]));
  }
  if (isDict(one) && isDict(other)) {
    return (
      one.size === other.size &&
      [...one].every(([key, value]) => other.has(key) && equal(value, other.get(key)))
    );
  }
  return one === other;
}

/** Below 0, 0 or above 0, as `one` comes before, with or after `other`. */
export function compare(one: Value, other: Value): number {
  spend(1);
  const [a, b] = [amount(one), amount(other)];
  if (a !== undefined && b !== undefined) return a - b;
  if (isText(one) && isText(other)) return one === other ? 0 : byCodePoint(one, other);
  if (Array.isArray(one) && Array.isArray(other)) {
    const at = one.findIndex((value, index) => index < other.length && !equal(value, other[index]));
    return at < 0 ? one.length - other.length : compare(one[at], other[at]);
  }
  return wrong(`${typeName(one)} and ${typeName(other)} have no order`);
}

function byCodePoint(one: string, other: string): number {
  const [a, b] = [Array.from(one), Array.from(other)];
  const at = a.findIndex((letter, index) => letter !== b[index]);
  if (at < 0) return -1;
  return at >= b.length ? 1 : (a[at]?.codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? 0);
}

/** The members of a list, letters of a text, keys of a mapping; none of undefined. */
export function members(value: Value): Value[] {
  const found = Array.isArray(value) ? value : lettersOrKeys(value);
  spend(found.length);
  return found;
}

function lettersOrKeys(value: Value): Value[] {
  if (isText(value)) return Array.from(value);
  if (isDict(value)) return [...value.keys()];
  return value === undefined ? [] : wrong(`${typeName(value)} has no members`);
}

/** As it is printed. */
export function str(value: Value): string {
  if (value === undefined) return "";
  return isText(value) ? value : repr(value);
}

function repr(value: Value): string {
  spend(1);
  if (isText(value)) return quoted(value);
  if (isFloat(value)) return floatText(value.number);
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return bounded(`[${value.map(repr).join(", ")}]`);
  if (isDict(value))
    return bounded(`{${[...value].map(([key, each]) => `${repr(key)}: ${repr(each)}`).join(", ")}}`);
  if (value === undefined) return "Undefined";
  return typeof value === "number" ? String(value) : typeName(value);
}

function quoted(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
  return `${mark}${escaped.replaceAll(mark, `\\${mark}`)}${mark}`;
}

function floatText(number: number): string {
  if (!Number.isFinite(number)) return Number.isNaN(number) ? "nan" : number < 0 ? "-inf" : "inf";
  const size = Math.abs(number);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    return number.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  if (Object.is(number, -0)) return "-0.0";
  return Number.isInteger(number) ? `${number}.0` : String(number);
}

export function typeName(value: Value): string {
  if (value === undefined) return "something undefined";
  if (value === null) return "none";
  if (Array.isArray(value)) return "a list";
  if (isDict(value)) return "a mapping";
  if (isText(value)) return "a text";
  if (typeof value === "function") return "a function";
  return typeof value === "boolean" ? "true or false" : "a number";
}
