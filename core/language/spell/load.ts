/** Finds the rules of a language in the package cldr-rbnf; read from disk when first asked for, and kept. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { amendments } from "./amend.ts";
import type { Speller } from "./evaluate.ts";
import { parseSet, type RuleSet, type Written } from "./rules.ts";

export interface Rules extends Speller {
  /** Public sets, by name. */
  readonly names: readonly string[];
}

interface File {
  readonly rbnf?: { readonly rbnf?: { readonly SpelloutRules?: Readonly<Record<string, Written | string>> } };
}

const loaded = new Map<string, Rules | undefined>();

/** The rules for a language tag or, where it has none of its own, for what it is a kind of. */
export function rulesFor(language: string): Rules | undefined {
  if (!loaded.has(language)) loaded.set(language, candidates(language).map(readRules).find(Boolean));
  return loaded.get(language);
}

/** From the most specific name of a file to the least: zh-TW is zh-Hant-TW, nb is a kind of no. */
function candidates(language: string): readonly string[] {
  const tag = /^[A-Za-z0-9]+([-_][A-Za-z0-9]+)*$/.test(language) ? language.replaceAll("_", "-") : undefined;
  if (tag === undefined) return [];
  try {
    const locale = new Intl.Locale(tag);
    const full = locale.maximize();
    const region = locale.region === undefined ? [] : [`${locale.language}-${locale.region}`];
    const own = locale.language === "nb" ? ["no"] : [];
    return [...region, `${full.language}-${full.script}`, locale.language, ...own];
  } catch {
    return [];
  }
}

function readRules(name: string): Rules | undefined {
  const published = written(name);
  if (published === undefined) return undefined;
  const sets = { ...published, ...amendments[name] };
  const parsed = new Map<string, RuleSet | undefined>();
  const set = (wanted: string): RuleSet | undefined => {
    if (!parsed.has(wanted)) {
      const rules = sets[wanted];
      parsed.set(wanted, Array.isArray(rules) ? parseSet(wanted, rules) : undefined);
    }
    return parsed.get(wanted);
  };
  const names = Object.keys(sets).filter((key) => /^%[^%]/.test(key));
  return { language: name, set, names };
}

function written(name: string): Readonly<Record<string, Written | string>> | undefined {
  const folder = dirname(createRequire(import.meta.url).resolve("cldr-rbnf/package.json"));
  try {
    const file = JSON.parse(readFileSync(join(folder, "rbnf", `${name}.json`), "utf8")) as File;
    return file.rbnf?.rbnf?.SpelloutRules;
  } catch {
    return undefined;
  }
}
