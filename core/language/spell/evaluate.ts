/** Spells one number by a rule set, as ICU's RuleBasedNumberFormat does; rules are data from outside, so work is bounded. */
import type { Part, Rule, RuleSet } from "./rules.ts";

export interface Speller {
  /** BCP-47, for plural forms. */
  readonly language: string;
  /** A rule set by its name, `%` included. */
  readonly set: (name: string) => RuleSet | undefined;
}

interface Work {
  readonly speller: Speller;
  /** Whether a fraction follows a comma, where the language has words for comma and point. */
  readonly comma: boolean;
  left: number;
}

/** How a rule's arrows are meant: by what it was chosen for. */
type Mode = "normal" | "negative" | "fractional" | "part";

const most = { steps: 2_000, depth: 64 };

/** The number in words; undefined where the rules end in digits, lead nowhere, or do not know such numbers. */
export function spell(speller: Speller, set: RuleSet, value: number, comma = false): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  return bySet({ speller, comma, left: most.steps }, set, Object.is(value, -0) ? 0 : value, 0);
}

function bySet(work: Work, set: RuleSet, value: number, depth: number): string | undefined {
  work.left -= 1;
  if (work.left < 0 || depth > most.depth) return undefined;
  if (value < 0) {
    if (set.negative !== undefined) return byRule(work, set, set.negative, value, "negative", depth);
    return passedOn(work, set, value, depth);
  }
  if (!Number.isInteger(value)) {
    const rule =
      (value < 1 ? set.proper : undefined) ?? (work.comma ? set.improperComma : undefined) ?? set.improper;
    if (rule !== undefined) return byRule(work, set, rule, value, "fractional", depth);
    return passedOn(work, set, value, depth);
  }
  const rule = normalRule(set, value);
  return rule === undefined ? undefined : byRule(work, set, rule, value, "normal", depth);
}

/** A set that has no rule for such numbers itself may hand every number to one that does. */
function passedOn(work: Work, set: RuleSet, value: number, depth: number): string | undefined {
  const rule = normalRule(set, Math.floor(Math.abs(value)));
  const only = rule?.parts.length === 1 ? rule.parts[0] : undefined;
  if (rule === undefined || only?.kind !== "spell" || only.value !== "same") return undefined;
  return byRule(work, set, rule, value, "normal", depth);
}

function normalRule(set: RuleSet, value: number): Rule | undefined {
  let low = 0;
  let high = set.rules.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((set.rules[middle] as Rule).base <= value) low = middle + 1;
    else high = middle;
  }
  const rule = set.rules[low - 1];
  if (rule === undefined || low < 2) return rule;
  const rollsBack =
    value % rule.divisor === 0 && rule.base % rule.divisor !== 0 && rule.parts.some(isRemainder);
  return rollsBack ? set.rules[low - 2] : rule;
}

const isRemainder = (part: Part): boolean => part.kind === "spell" && part.value === "remainder";

function byRule(
  work: Work,
  set: RuleSet,
  rule: Rule,
  value: number,
  mode: Mode,
  depth: number,
): string | undefined {
  let said = "";
  for (const part of rule.parts) {
    const next = byPart(work, set, rule, part, value, mode, depth);
    if (next === undefined) return undefined;
    said += next;
  }
  return said;
}

function byPart(
  work: Work,
  set: RuleSet,
  rule: Rule,
  part: Part,
  value: number,
  mode: Mode,
  depth: number,
): string | undefined {
  if (part.kind === "text") return part.text;
  if (part.kind === "digits") return undefined;
  if (part.kind === "plural") return pluralForm(work, rule, part, value, mode);
  const target = part.set === undefined ? set : work.speller.set(part.set);
  if (target === undefined) return undefined;
  const further = (made: number): string | undefined => bySet(work, target, made, depth + 1);
  if (part.value === "same") return further(value);
  if (mode === "negative") return further(-value);
  if (mode === "part")
    return numerator(work, target, Math.round(value * rule.base), part.zeros ? rule.base : 0, depth);
  if (mode === "fractional") {
    if (part.value === "quotient") return further(Math.floor(value));
    return target === set
      ? digitByDigit(work, set, value, part.tight, depth)
      : fraction(work, target, value, depth);
  }
  const remainder = value % rule.divisor;
  if (part.value === "quotient") return further((value - remainder) / rule.divisor);
  const before = part.tight ? set.rules[set.rules.indexOf(rule) - 1] : undefined;
  return before === undefined
    ? further(remainder)
    : byRule(work, set, before, remainder, "normal", depth + 1);
}

function pluralForm(
  work: Work,
  rule: Rule,
  part: Part & { kind: "plural" },
  value: number,
  mode: Mode,
): string {
  const counted = mode === "part" ? Math.round(value * rule.base) : Math.trunc(value / rule.divisor);
  const category = plurals(work.speller.language, part.ordinal).select(counted);
  return part.forms.get(category) ?? part.forms.get("other") ?? "";
}

const known = new Map<string, Intl.PluralRules>();

function plurals(language: string, ordinal: boolean): Intl.PluralRules {
  const key = `${language}/${ordinal}`;
  const rules = known.get(key) ?? new Intl.PluralRules(language, { type: ordinal ? "ordinal" : "cardinal" });
  known.set(key, rules);
  return rules;
}

function digitByDigit(
  work: Work,
  set: RuleSet,
  value: number,
  tight: boolean,
  depth: number,
): string | undefined {
  const digits = /^-?\d+\.(\d+)$/.exec(String(value))?.[1];
  if (digits === undefined) return undefined;
  const said = [...digits].map((digit) => bySet(work, set, Number(digit), depth + 1));
  return said.includes(undefined) ? undefined : said.join(tight ? "" : " ");
}

/** As so many tenths, hundredths …: the rule whose denominator comes nearest. */
function fraction(work: Work, set: RuleSet, value: number, depth: number): string | undefined {
  const part = Number(String(value).replace(/^-?\d+/, "0"));
  let nearest: Rule | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const rule of set.rules) {
    if (rule.base <= 0) continue;
    const off = Math.abs(part * rule.base - Math.round(part * rule.base)) / rule.base;
    if (off < least - 1e-12) {
      nearest = rule;
      least = off;
    }
  }
  if (nearest === undefined) return undefined;
  const plural = set.rules[set.rules.indexOf(nearest) + 1];
  const more = plural?.base === nearest.base && Math.round(part * nearest.base) !== 1;
  return byRule(work, set, more ? (plural as Rule) : nearest, part, "part", depth + 1);
}

/** With `base`, the zeros that stand before the numerator are said too. */
function numerator(work: Work, set: RuleSet, value: number, base: number, depth: number): string | undefined {
  const said: (string | undefined)[] = [];
  for (let scaled = value * 10; value > 0 && scaled < base; scaled *= 10)
    said.push(bySet(work, set, 0, depth + 1));
  said.push(bySet(work, set, value, depth + 1));
  return said.includes(undefined) ? undefined : said.join(" ");
}
