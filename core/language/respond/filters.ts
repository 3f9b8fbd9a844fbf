/** The filters of Jinja that answers use, by name. */
import { formatPercent, rounded } from "./format.ts";
import { attributeOf, chunks, joinTexts, numberIn, replaceText, strip } from "./methods.ts";
import { tests } from "./tests.ts";
import {
  amount,
  bounded,
  compare,
  equal,
  float,
  isDict,
  isText,
  members,
  numberLike,
  str,
  truthy,
  typeName,
  type Value,
  wrong,
} from "./values.ts";

/** What was given in brackets, by place or by name. */
export interface Given {
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}
export type Filter = (value: Value, given: Given) => Value;

const at = ({ args, named }: Given, index: number, name: string): Value =>
  args.length > index ? args[index] : named.get(name);
const folded = (value: Value): Value => (isText(value) ? value.toLowerCase() : value);
const count = (value: Value, otherwise: number): number => amount(value) ?? otherwise;

function lengthOf(value: Value): number {
  if (isDict(value)) return value.size;
  return isText(value) || Array.isArray(value) || value === undefined
    ? members(value).length
    : wrong(`${typeName(value)} has no length`);
}

/** A text with its first letter large and the others small. */
function capitalized(text: string): string {
  const [first = "", ...rest] = Array.from(text);
  return first.toUpperCase() + rest.join("").toLowerCase();
}

function sorted(value: Value, given: Given): Value {
  const path = at(given, 2, "attribute");
  const strict = truthy(at(given, 1, "case_sensitive"));
  const sign = truthy(at(given, 0, "reverse")) ? -1 : 1;
  const paths = path === undefined ? [undefined] : str(path).split(",");
  const keyOf = (item: Value): Value[] =>
    paths.map((each) => {
      const key = each === undefined ? item : attributeOf(item, each.trim());
      return strict ? key : folded(key);
    });
  const keyed = members(value).map((item) => ({ item, key: keyOf(item) }));
  return keyed.sort((one, other) => sign * compare(one.key, other.key)).map(({ item }) => item);
}

function mapped(value: Value, given: Given): Value {
  const path = given.named.get("attribute");
  if (path !== undefined) {
    const otherwise = given.named.get("default");
    return members(value).map((item) => attributeOf(item, str(path)) ?? otherwise);
  }
  const [name, ...args] = given.args;
  const filter = filters.get(str(name)) ?? wrong(`there is no filter "${str(name)}"`);
  return members(value).map((item) => filter(item, { args, named: given.named }));
}

function chosen(keep: boolean, byAttribute: boolean): Filter {
  return (value, { args }) => {
    const [path, ...test] = byAttribute ? args : [undefined, ...args];
    const [name, other] = test;
    const asks =
      name === undefined ? truthy : (tests.get(str(name)) ?? wrong(`there is no test "${str(name)}"`));
    return members(value).filter(
      (item) => asks(byAttribute ? attributeOf(item, str(path)) : item, other) === keep,
    );
  };
}

function unique(value: Value, given: Given): Value {
  const path = at(given, 1, "attribute");
  const strict = truthy(at(given, 0, "case_sensitive"));
  const keyOf = (item: Value): Value => {
    const key = path === undefined ? item : attributeOf(item, str(path));
    return strict ? key : folded(key);
  };
  const seen: Value[] = [];
  return members(value).filter((item) => {
    const key = keyOf(item);
    if (seen.some((each) => equal(each, key))) return false;
    seen.push(key);
    return true;
  });
}

function extreme(sign: number): Filter {
  return (value, given) => {
    const path = at(given, 1, "attribute");
    const keyOf = (item: Value): Value => folded(path === undefined ? item : attributeOf(item, str(path)));
    const all = members(value);
    return all
      .slice(1)
      .reduce((best, item) => (sign * compare(keyOf(item), keyOf(best)) > 0 ? item : best), all[0]);
  };
}

function toInt(value: Value, given: Given): Value {
  if (value === undefined) return wrong("int of something undefined");
  const number = isText(value) ? numberIn(value) : amount(value);
  if (number !== undefined && Number.isFinite(number)) return Math.trunc(number);
  return given.args.length > 0 || given.named.has("default") ? at(given, 0, "default") : 0;
}

function toFloat(value: Value, given: Given): Value {
  if (value === undefined) return wrong("float of something undefined");
  const number = isText(value) ? numberIn(value) : amount(value);
  if (number !== undefined) return float(number);
  return given.args.length > 0 || given.named.has("default") ? at(given, 0, "default") : float(0);
}

function round(value: Value, given: Given): Value {
  const number = amount(value) ?? wrong(`${typeName(value)} cannot be rounded`);
  const digits = count(at(given, 0, "precision"), 0);
  const method = str(at(given, 1, "method") ?? "common");
  if (method === "common") return numberLike(rounded(number, digits), value);
  const scaled = number * 10 ** digits;
  return float((method === "ceil" ? Math.ceil(scaled) : Math.floor(scaled)) / 10 ** digits);
}

function joined(value: Value, given: Given): Value {
  const path = at(given, 1, "attribute");
  const items = members(value).map((item) => str(path === undefined ? item : attributeOf(item, str(path))));
  return joinTexts(items, str(at(given, 0, "d") ?? ""));
}

function otherwise(value: Value, given: Given): Value {
  const isMissing = value === undefined || (truthy(at(given, 1, "boolean")) && !truthy(value));
  return isMissing ? (at(given, 0, "default_value") ?? "") : value;
}

function summed(value: Value, given: Given): Value {
  const path = at(given, 0, "attribute");
  const items = members(value).map((item) => (path === undefined ? item : attributeOf(item, str(path))));
  const total = items.reduce((sum: number, item) => sum + (amount(item) ?? wrong("sum is for numbers")), 0);
  return numberLike(total + count(at(given, 1, "start"), 0), ...items);
}

function byKey(value: Value, given: Given): Value {
  const index = str(at(given, 1, "by") ?? "key") === "value" ? 1 : 0;
  const sign = truthy(at(given, 2, "reverse")) ? -1 : 1;
  const pairs: [Value, Value][] = isDict(value) ? [...value] : wrong("dictsort is for mappings");
  return pairs.sort((one, other) => sign * compare(folded(one[index]), folded(other[index])));
}

const titled = (text: string): string =>
  text
    .split(/([-\s({[<]+)/u)
    .map(capitalized)
    .join("");

const text =
  (change: (text: string) => string): Filter =>
  (value) =>
    bounded(change(str(value)));

export const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ["abs", (value) => numberLike(Math.abs(amount(value) ?? wrong("abs is for numbers")), value)],
  [
    "batch",
    (value, given) => chunks(members(value), count(at(given, 0, "linecount"), 1), at(given, 1, "fill_with")),
  ],
  ["capitalize", text(capitalized)],
  ["count", lengthOf],
  ["d", otherwise],
  ["default", otherwise],
  ["dictsort", byKey],
  ["e", text((value) => value)],
  ["escape", text((value) => value)],
  ["first", (value) => members(value)[0]],
  ["float", toFloat],
  ["format", (value, { args }) => formatPercent(str(value), [...args])],
  ["int", toInt],
  ["items", (value) => (isDict(value) ? [...value] : [])],
  ["join", joined],
  ["last", (value) => members(value).at(-1)],
  ["length", lengthOf],
  ["list", (value) => [...members(value)]],
  ["lower", text((value) => value.toLowerCase())],
  ["map", mapped],
  ["max", extreme(1)],
  ["min", extreme(-1)],
  ["reject", chosen(false, false)],
  ["rejectattr", chosen(false, true)],
  [
    "replace",
    (value, { args: [old, by, times] }) => replaceText(str(value), str(old), str(by), amount(times ?? -1)),
  ],
  ["reverse", (value) => (isText(value) ? members(value).reverse().join("") : [...members(value)].reverse())],
  ["round", round],
  ["safe", (value) => value],
  ["select", chosen(true, false)],
  ["selectattr", chosen(true, true)],
  ["sort", sorted],
  ["string", text((value) => value)],
  ["sum", summed],
  ["title", text(titled)],
  ["trim", (value, given) => strip(str(value), at(given, 0, "chars"))],
  ["unique", unique],
  ["upper", text((value) => value.toUpperCase())],
  ["wordcount", (value) => str(value).match(/\w+/gu)?.length ?? 0],
]);
