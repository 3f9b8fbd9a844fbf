/** Numbers to a Billion and the signs of arithmetic, as German says them: in one long word, or in several. */
import type { Speech } from "./read.ts";

const units = new Map<string, bigint>();
const names =
  "null,ein eins eine einen einem einer,zwei zwo,drei,vier,fünf,sechs,sieben,acht,neun,zehn,elf,zwölf,dreizehn,vierzehn,fünfzehn,sechzehn,siebzehn,achtzehn,neunzehn";
for (const [value, forms] of names.split(",").entries()) {
  for (const form of forms.split(" ")) units.set(form, BigInt(value));
}
const tens = new Map(
  "zwanzig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig"
    .split(" ")
    .map((name, index): [string, bigint] => [name, BigInt(20 + index * 10)]),
);
const scales: readonly (readonly [RegExp, bigint])[] = [
  [/^billion(en)?$/, 10n ** 12n],
  [/^milliarden?$/, 10n ** 9n],
  [/^million(en)?$/, 10n ** 6n],
];
const parts = new Map(
  "drittel viertel fünftel sechstel siebtel achtel neuntel zehntel elftel zwölftel"
    .split(" ")
    .map((name, index): [string, number] => [name, index + 3]),
);
const more = {
  halb: 2,
  halbe: 2,
  halbes: 2,
  hälfte: 2,
  zwanzigstel: 20,
  hundertstel: 100,
  tausendstel: 1000,
};
for (const [name, below] of Object.entries(more)) parts.set(name, below);

function belowHundred(word: string): bigint | undefined {
  const direct = units.get(word) ?? tens.get(word);
  if (direct !== undefined) return direct;
  for (let at = word.indexOf("und"); at > 0; at = word.indexOf("und", at + 1)) {
    const unit = units.get(word.slice(0, at));
    const ten = tens.get(word.slice(at + 3));
    if (unit && ten && unit < 10n) return ten + unit;
  }
  return undefined;
}

function jointed(
  word: string,
  joint: string,
  size: bigint,
  below: (word: string) => bigint | undefined,
): bigint | undefined {
  for (let at = word.indexOf(joint); at >= 0; at = word.indexOf(joint, at + 1)) {
    const many = at === 0 ? 1n : below(word.slice(0, at));
    const tail = word.slice(at + joint.length).replace(/^und/, "");
    const rest = tail === "" ? 0n : below(tail);
    if (many && many < size && rest !== undefined && rest < size) return many * size + rest;
  }
  return undefined;
}

const belowThousand = (word: string): bigint | undefined =>
  belowHundred(word) ?? jointed(word, "hundert", 100n, belowHundred);
const wordValue = (word: string): bigint | undefined =>
  word.length > 80 ? undefined : (belowThousand(word) ?? jointed(word, "tausend", 1000n, belowThousand));

interface Whole {
  readonly to: number;
  readonly value: bigint;
}

const longest = 8;

/** The longest number below a million from here on; a recogniser may have written its parts apart. */
function belowMillion(words: readonly string[], at: number): Whole | undefined {
  if (/^\d{1,6}$/.test(words[at] ?? "")) return { to: at + 1, value: BigInt(words[at] ?? "") };
  let found: Whole | undefined;
  let joined = "";
  for (let to = at; to < Math.min(words.length, at + longest); to++) {
    joined += words[to];
    const value = wordValue(joined);
    if (value !== undefined) found = { to: to + 1, value };
  }
  return found;
}

function whole(words: readonly string[], at: number): Whole | undefined {
  let found: Whole | undefined;
  let below = 10n ** 13n;
  for (let from = at; ; ) {
    const head = belowMillion(words, from);
    if (!head) return found;
    const size = words[head.to] === "tausend" ? 1000n : undefined;
    const scale = size ?? scales.find(([name]) => name.test(words[head.to] ?? ""))?.[1] ?? 1n;
    if (scale >= below || (found && head.value === 0n)) return found;
    const to = scale === 1n ? head.to : head.to + 1;
    found = { to, value: (found?.value ?? 0n) + head.value * scale };
    if (scale === 1n) return found;
    below = scale;
    from = words[to] === "und" ? to + 1 : to;
  }
}

export const de: Speech = {
  signs: {
    plus: "+",
    und: "+",
    minus: "-",
    weniger: "-",
    mal: "*",
    x: "*",
    "multipliziert mit": "*",
    "geteilt durch": "/",
    "dividiert durch": "/",
    durch: "/",
    modulo: "mod",
    hoch: "^",
    "zur potenz": "^",
    "zum quadrat": "^2",
    quadrat: "^2",
    prozent: "%",
    von: "of",
    vom: "of",
    der: "",
    die: "",
    "die wurzel aus": "root",
    "die wurzel von": "root",
    "wurzel aus": "root",
    "wurzel von": "root",
    "quadratwurzel aus": "root",
    "quadratwurzel von": "root",
    wurzel: "root",
    "dritte wurzel aus": "cube",
    "kubikwurzel aus": "cube",
    "klammer auf": "(",
    "klammern auf": "(",
    "klammer zu": ")",
    "klammern zu": ")",
    ist: "",
    gleich: "",
    "ist gleich": "",
  },
  group: ".",
  decimal: ",",
  point: "komma",
  and: "und",
  one: new Set(["ein", "einem", "einen", "die"]),
  whole,
  below: (word) => parts.get(word),
};
