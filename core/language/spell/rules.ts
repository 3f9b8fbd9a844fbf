/** Parses the rules that spell a number, in the notation of Unicode TR35 part 3 and ICU's RuleBasedNumberFormat. */

export type Part =
  | { readonly kind: "text"; readonly text: string }
  /** A value made from the number, spelled by a rule set; its own set when none is named. */
  | {
      readonly kind: "spell";
      readonly value: "quotient" | "remainder" | "same";
      readonly set?: string;
      /** `→→→`: by the rule before this one, or digits without a space between them. */
      readonly tight: boolean;
      /** `←%set←←`: zeros before the numerator are said. */
      readonly zeros: boolean;
    }
  /** Written in digits, so it cannot be spoken. */
  | { readonly kind: "digits" }
  | { readonly kind: "plural"; readonly ordinal: boolean; readonly forms: ReadonlyMap<string, string> };

export interface Rule {
  /** The least number it spells. */
  readonly base: number;
  /** What the number is divided by for its quotient and remainder. */
  readonly divisor: number;
  readonly parts: readonly Part[];
}

export interface RuleSet {
  readonly name: string;
  /** Ascending by base. */
  readonly rules: readonly Rule[];
  /** -x */
  readonly negative?: Rule;
  /** x.x, and x,x where the language has both. */
  readonly improper?: Rule;
  readonly improperComma?: Rule;
  /** 0.x */
  readonly proper?: Rule;
}

/** The rules of a set as CLDR's JSON has them: what a rule is for, and its text. */
export type Written = readonly (readonly string[])[];

interface Special {
  negative?: Rule;
  improper?: Rule;
  improperComma?: Rule;
  proper?: Rule;
}

/** Never throws: a rule that cannot be read is left out. */
export function parseSet(name: string, written: Written): RuleSet {
  const rules: Rule[] = [];
  const special: Special = {};
  for (const [key, body] of written) {
    if (key === undefined || body === undefined) continue;
    const text = body.replace(/;\s*$/, "").replace(/^'/, "");
    if (!addSpecial(special, key, text)) addNormal(rules, key, text);
  }
  rules.sort((one, other) => one.base - other.base);
  return { name, rules, ...special };
}

function addSpecial(special: Special, key: string, text: string): boolean {
  const rule = (with_: boolean): Rule => ({ base: 0, divisor: 1, parts: partsOf(bracket(text, with_)) });
  if (key === "-x") special.negative = rule(true);
  else if (key === "x.x") special.improper = rule(true);
  else if (key === "x,x") special.improperComma = rule(true);
  else if (key === "0.x" || key === "0,x") special.proper = rule(true);
  else return /[a-z]/i.test(key);
  if (key === "x.x" && text.includes("[")) special.proper ??= rule(false);
  return true;
}

/** A rule with a bracket is two: without it for the multiples of its divisor, with it for what lies between. */
function addNormal(rules: Rule[], key: string, text: string): void {
  const found = /^(\d+)(?:\/(\d+))?(>*)$/.exec(key.replace(/[,.\s]/g, ""));
  if (found === null) return;
  const base = Number(found[1]);
  const divisor = divisorOf(base, Number(found[2] ?? 10), found[3]?.length ?? 0);
  if (!text.includes("[")) {
    rules.push({ base, divisor, parts: partsOf(text) });
    return;
  }
  const splits = base > 0 && base % divisor === 0;
  if (splits) rules.push({ base, divisor, parts: partsOf(bracket(text, false)) });
  rules.push({ base: splits ? base + 1 : base, divisor, parts: partsOf(bracket(text, true)) });
}

/** The greatest power of the radix that is not above the base, or that many powers less. */
function divisorOf(base: number, radix: number, less: number): number {
  if (radix < 2 || base < 1) return 1;
  let divisor = 1;
  while (divisor * radix <= base) divisor *= radix;
  return Math.max(1, divisor / radix ** less);
}

function bracket(text: string, kept: boolean): string {
  return text.replace(
    /\[([^\]|]*)(?:\|([^\]]*))?\]/g,
    (_all, inside: string, otherwise: string | undefined) => (kept ? inside : (otherwise ?? "")),
  );
}

const token = /\$\((cardinal|ordinal),([^)]*)\)\$|([→>])([^→>]*)\3(\3?)|([←<])([^←<]*)\6(\6?)|=([^=]*)=/gu;

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const found of text.matchAll(token)) {
    if (found.index > at) parts.push({ kind: "text", text: text.slice(at, found.index) });
    parts.push(partOf(found));
    at = found.index + found[0].length;
  }
  if (at < text.length) parts.push({ kind: "text", text: text.slice(at) });
  return parts;
}

function partOf(found: RegExpExecArray): Part {
  const [, plural, forms, right, remainder, rightAgain, left, quotient, leftAgain, same] = found;
  if (plural !== undefined) {
    const pairs = [...(forms ?? "").matchAll(/(\w+)\{([^}]*)\}/g)];
    return {
      kind: "plural",
      ordinal: plural === "ordinal",
      forms: new Map(pairs.map((pair) => [pair[1] ?? "", pair[2] ?? ""])),
    };
  }
  const value = right !== undefined ? "remainder" : left !== undefined ? "quotient" : "same";
  const set = remainder ?? quotient ?? same ?? "";
  if (set !== "" && !set.startsWith("%")) return { kind: "digits" };
  const part = { kind: "spell", value, tight: Boolean(rightAgain), zeros: Boolean(leftAgain) } as const;
  return set === "" ? part : { ...part, set };
}
