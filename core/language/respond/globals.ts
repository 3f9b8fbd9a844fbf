/** What every template knows: constants, functions, and how far a loop has come. */
import { callMethod } from "./methods.ts";
import { amount, boundedCount, type Dict, isDict, type Value, wrong } from "./values.ts";

export const standard: readonly (readonly [string, Value])[] = [
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["none", null],
  ["None", null],
  ["namespace", (args, named) => mapping(args[0], named)],
  [
    "dict",
    new Map<string, Value>([["fromkeys", (args) => callMethod(new Map(), "fromkeys", args, new Map())]]),
  ],
  ["range", (args) => range(args.map((each) => amount(each) ?? wrong("range is for numbers")))],
];

function mapping(from: Value, named: ReadonlyMap<string, Value>): Dict {
  return new Map([...(isDict(from) ? from : []), ...named]);
}

function range(bounds: readonly number[]): Value {
  const [first = 0, second, step = 1] = bounds;
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  if (step === 0) return wrong("range with step 0");
  const count = boundedCount(Math.max(0, Math.ceil((stop - start) / step)));
  return Array.from({ length: count }, (_, index) => start + index * step);
}

export function loopFacts(items: readonly Value[], index: number): Dict {
  const { length } = items;
  return new Map<string, Value>([
    ["index", index + 1],
    ["index0", index],
    ["revindex", length - index],
    ["revindex0", length - index - 1],
    ["first", index === 0],
    ["last", index === length - 1],
    ["length", length],
    ["previtem", items[index - 1]],
    ["nextitem", items[index + 1]],
    ["cycle", (args) => args[index % Math.max(1, args.length)]],
  ]);
}
