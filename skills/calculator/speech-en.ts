/** Numbers to a trillion and the signs of arithmetic, as English says them. */
import type { Speech } from "./read.ts";

const listed = (names: string, first: number, step: number): [string, bigint][] =>
  names.split(" ").map((name, index) => [name, BigInt(first + index * step)]);
const small = new Map([
  ...listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    0,
    1,
  ),
  ["oh", 0n],
  ["nil", 0n],
] as const);
const tens = new Map(listed("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10));
const scales = new Map([
  ["thousand", 10n ** 3n],
  ["million", 10n ** 6n],
  ["billion", 10n ** 9n],
  ["trillion", 10n ** 12n],
]);
const parts = new Map(
  "half third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth"
    .split(" ")
    .map((name, index): [string, number] => [name, index + 2]),
);
const more = { halve: 2, fourth: 4, twentieth: 20, hundredth: 100, thousandth: 1000 };
for (const [name, below] of Object.entries(more)) parts.set(name, below);

interface Whole {
  readonly to: number;
  readonly value: bigint;
}

function belowHundred(words: readonly string[], at: number): Whole | undefined {
  const word = words[at] ?? "";
  if (/^\d{1,3}$/.test(word)) return { to: at + 1, value: BigInt(word) };
  const one = small.get(word);
  if (one !== undefined) return { to: at + 1, value: one };
  const ten = tens.get(word);
  if (ten === undefined) return undefined;
  const unit = small.get(words[at + 1] ?? "");
  return unit && unit < 10n ? { to: at + 2, value: ten + unit } : { to: at + 1, value: ten };
}

function belowThousand(words: readonly string[], at: number): Whole | undefined {
  const article = words[at] === "a" && (words[at + 1] === "hundred" || scales.has(words[at + 1] ?? ""));
  const head = article ? { to: at + 1, value: 1n } : belowHundred(words, at);
  if (!head || words[head.to] !== "hundred" || head.value === 0n) return head;
  const to = head.to + 1;
  const rest = belowHundred(words, words[to] === "and" ? to + 1 : to);
  const value = head.value * 100n;
  return rest && rest.value < 100n && rest.value > 0n
    ? { to: rest.to, value: value + rest.value }
    : { to, value };
}

function whole(words: readonly string[], at: number): Whole | undefined {
  let found: Whole | undefined;
  let below = 10n ** 13n;
  for (let from = at; ; ) {
    const head = belowThousand(words, from);
    if (!head) return found;
    const scale = scales.get(words[head.to] ?? "") ?? 1n;
    if (scale >= below || (found && head.value === 0n)) return found;
    const to = scale === 1n ? head.to : head.to + 1;
    found = { to, value: (found?.value ?? 0n) + head.value * scale };
    if (scale === 1n) return found;
    below = scale;
    from = words[to] === "and" ? to + 1 : to;
  }
}

export const en: Speech = {
  signs: {
    plus: "+",
    add: "+",
    "added to": "+",
    minus: "-",
    negative: "-",
    less: "-",
    "take away": "-",
    times: "*",
    x: "*",
    "multiplied by": "*",
    "multiply by": "*",
    "divided by": "/",
    "divide by": "/",
    by: "*",
    over: "/",
    mod: "mod",
    modulo: "mod",
    "to the power of": "^",
    "to the power": "^",
    "raised to the power of": "^",
    squared: "^2",
    cubed: "^3",
    percent: "%",
    "per cent": "%",
    of: "of",
    "the square root of": "root",
    "square root of": "root",
    "square root": "root",
    "the root of": "root",
    "root of": "root",
    "the cube root of": "cube",
    "cube root of": "cube",
    "open bracket": "(",
    "open brackets": "(",
    "open the bracket": "(",
    "open parenthesis": "(",
    "open paren": "(",
    "left bracket": "(",
    bracket: "(",
    brackets: "(",
    "close bracket": ")",
    "close brackets": ")",
    "close the bracket": ")",
    "close parenthesis": ")",
    "close paren": ")",
    "closed bracket": ")",
    "right bracket": ")",
    "end bracket": ")",
    equals: "",
    equal: "",
    the: "",
  },
  group: ",",
  decimal: ".",
  point: "point",
  and: "and",
  one: new Set(["a", "an", "one"]),
  whole,
  below: (word) => parts.get(word) ?? (word.endsWith("s") ? parts.get(word.slice(0, -1)) : undefined),
};
