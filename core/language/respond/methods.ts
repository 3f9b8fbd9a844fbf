/** The methods of Python's texts, lists, mappings and dates that answers call. */
import { formatBraces } from "./format.ts";
import {
  amount,
  bounded,
  boundedCount,
  boundedLength,
  type Dict,
  equal,
  isDict,
  isFloat,
  isText,
  keyOf,
  members,
  spend,
  str,
  truthy,
  typeName,
  type Value,
  wrong,
} from "./values.ts";

type Named = ReadonlyMap<string, Value>;
type Method<T> = (self: T, args: readonly Value[], named: Named) => Value;

/** `a.b.0` of a value: members of mappings and lists; undefined where there is none. */
export function attributeOf(value: Value, path: string): Value {
  let found = value;
  for (const part of path.split(".")) {
    if (isDict(found)) found = found.get(part) ?? (/^\d+$/.test(part) ? found.get(Number(part)) : undefined);
    else if (Array.isArray(found) && /^\d+$/.test(part)) found = found[Number(part)];
    else return undefined;
  }
  return found;
}

/** The number that a text is, as Python reads it. */
export function numberIn(text: string): number | undefined {
  return /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : undefined;
}

export function chunks(items: readonly Value[], size: number, fill: Value): Value {
  const wide = Math.max(1, Math.trunc(size));
  const rows: Value[][] = [];
  for (let from = 0; from < items.length; from += wide) rows.push(items.slice(from, from + wide));
  const last = rows.at(-1);
  while (fill !== undefined && last !== undefined && last.length < boundedCount(wide)) last.push(fill);
  return rows;
}

export function replaceText(text: string, old: string, by: string, times = -1): string {
  const parts = old === "" ? ["", ...Array.from(text), ""] : text.split(old);
  const cuts = times < 0 ? parts.length - 1 : Math.min(times, parts.length - 1);
  boundedLength(text.length + cuts * (by.length - old.length));
  return bounded([parts.slice(0, cuts + 1).join(by), ...parts.slice(cuts + 1)].join(old));
}

export function joinTexts(items: readonly string[], between: string): string {
  boundedLength(items.reduce((size, item) => size + item.length + between.length, -between.length));
  return bounded(items.join(between));
}

const enclosed = (chars: Value): string =>
  isText(chars) && chars !== "" ? `[${chars.replace(/[\\\]^-]/g, "\\$&")}]` : "\\s";

export const strip = (text: string, chars: Value): string => stripEnd(stripStart(text, chars), chars);
const stripStart = (text: string, chars: Value): string =>
  text.replace(new RegExp(`^${enclosed(chars)}+`, "u"), "");

function stripEnd(text: string, chars: Value): string {
  const inside = new RegExp(enclosed(chars), "u");
  const letters = Array.from(text);
  while (letters.length > 0 && inside.test(letters.at(-1) ?? "")) letters.pop();
  return letters.join("");
}

function split(text: string, by: Value, times: number): Value {
  spend(text.length / 4);
  const parts = isText(by)
    ? by === ""
      ? wrong("split at nothing")
      : text.split(by)
    : text.trim().split(/\s+/u);
  if (!isText(by) && text.trim() === "") return [];
  if (times < 0 || parts.length <= times + 1) return parts;
  return [...parts.slice(0, times), parts.slice(times).join(isText(by) ? by : " ")];
}

const anyOf = (args: readonly Value[], fits: (part: string) => boolean): boolean =>
  (Array.isArray(args[0]) ? args[0] : [args[0]]).some((part) => fits(str(part)));

const first = (text: string): string => {
  const [head = "", ...rest] = Array.from(text);
  return head.toUpperCase() + rest.join("").toLowerCase();
};

const texts: Readonly<Record<string, Method<string>>> = {
  capitalize: first,
  count: (text, [part]) => (str(part) === "" ? text.length + 1 : text.split(str(part)).length - 1),
  endswith: (text, args) => anyOf(args, (part) => text.endsWith(part)),
  find: (text, [part]) => text.indexOf(str(part)),
  format: formatBraces,
  isalpha: (text) => /^\p{L}+$/u.test(text),
  isdigit: (text) => /^\p{Nd}+$/u.test(text),
  islower: (text) => text === text.toLowerCase() && text !== text.toUpperCase(),
  isnumeric: (text) => /^\p{N}+$/u.test(text),
  isupper: (text) => text === text.toUpperCase() && text !== text.toLowerCase(),
  join: (text, [items]) => joinTexts(members(items).map(str), text),
  lower: (text) => text.toLowerCase(),
  lstrip: (text, [chars]) => stripStart(text, chars),
  removeprefix: (text, [part]) => (text.startsWith(str(part)) ? text.slice(str(part).length) : text),
  removesuffix: (text, [part]) =>
    str(part) !== "" && text.endsWith(str(part)) ? text.slice(0, -str(part).length) : text,
  replace: (text, [old, by, times]) => replaceText(text, str(old), str(by), amount(times ?? -1)),
  rstrip: (text, [chars]) => stripEnd(text, chars),
  split: (text, [by, times]) => split(text, by, amount(times ?? -1) ?? -1),
  startswith: (text, args) => anyOf(args, (part) => text.startsWith(part)),
  strip: (text, [chars]) => strip(text, chars),
  title: (text) => text.replace(/\p{L}+/gu, first),
  upper: (text) => text.toUpperCase(),
  zfill: (text, [width]) => text.padStart(Math.min(amount(width) ?? 0, 200), "0"),
};

function append(list: Value[], ...items: readonly Value[]): Value {
  boundedCount(list.length + items.length);
  list.push(...items);
  return null;
}

const lists: Readonly<Record<string, Method<Value[]>>> = {
  append: (list, [item]) => append(list, item),
  count: (list, [item]) => list.filter((each) => equal(each, item)).length,
  extend: (list, [items]) => append(list, ...members(items)),
  index: (list, [item]) => {
    const at = list.findIndex((each) => equal(each, item));
    return at < 0 ? wrong("the list does not have that") : at;
  },
  pop: (list, [at]) => (at === undefined ? list.pop() : list.splice(amount(at) ?? 0, 1)[0]),
};

function put(dict: Dict, key: Value, value: Value): null {
  boundedCount(dict.size + 1);
  dict.set(keyOf(key), value);
  return null;
}

const dicts: Readonly<Record<string, Method<Dict>>> = {
  copy: (dict) => new Map(dict),
  fromkeys: (_dict, [keys, value]) => new Map(members(keys).map((key) => [keyOf(key), value ?? null])),
  get: (dict, args) => {
    const key = keyOf(args[0]);
    return dict.has(key) ? dict.get(key) : args.length > 1 ? args[1] : null;
  },
  items: (dict) => [...dict],
  keys: (dict) => [...dict.keys()],
  update: (dict, [more], named) => {
    if (isDict(more)) for (const [key, value] of more) put(dict, key, value);
    for (const [key, value] of named) put(dict, key, value);
    return null;
  },
  values: (dict) => [...dict.values()],
};

/** A mapping with year, month and day is a date: Monday is 0. */
function weekday(dict: Dict): number {
  const [year, month, day] = ["year", "month", "day"].map((key) => amount(dict.get(key)));
  if (year === undefined || month === undefined || day === undefined)
    return wrong("only a date has a weekday");
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}

const dates: Readonly<Record<string, Method<Dict>>> = {
  weekday,
  isoweekday: (dict) => weekday(dict) + 1,
};

const own = <T>(methods: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(methods, name) ? methods[name] : undefined;

/** Calls a method of a value; what a mapping has under the name comes before the methods of dates. */
export function callMethod(self: Value, name: string, args: readonly Value[], named: Named): Value {
  const method = ((): (() => Value) | undefined => {
    const text = isText(self) ? own(texts, name) : undefined;
    if (text !== undefined) return () => text(self as string, args, named);
    const list = Array.isArray(self) ? own(lists, name) : undefined;
    if (list !== undefined) return () => list(self as Value[], args, named);
    if (!isDict(self)) return undefined;
    const fact = self.get(name);
    if (typeof fact === "function") return () => fact(args, named);
    const dict = own(dicts, name) ?? own(dates, name);
    return dict && (() => dict(self, args, named));
  })();
  if (method !== undefined) return method();
  if (isFloat(self) && name === "is_integer") return Number.isInteger(self.number);
  return wrong(`${typeName(self)} has no method "${name}"${truthy(self) ? "" : " (it is empty)"}`);
}
